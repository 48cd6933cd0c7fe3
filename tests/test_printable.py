"""What a terminal would obey is shown instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.printable import clean, cleaned, printable
from tests.claims_for_tests import figure_claim, report

CASES = {
    "window title": ("x\x1b]0;pwned\x07", "x␛]0;pwned␇"),
    "clear the screen": ("\x1b[2J", "␛[2J"),
    "C1": ("a\x9bb", "a\ufffdb"),
    "delete": ("\x7f", "␡"),
    "half a surrogate pair": ("people\ud83d", "people\ufffd"),
    "lines and tabs stay": ("a\n\tb", "a\n\tb"),
    "words of any script stay": ("Алматы שלום 🔥", "Алматы שלום 🔥"),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_clean(text: str, wanted: str) -> None:
    assert clean(text) == wanted


@given(st.text(st.characters()))
def test_it_keeps_every_place_and_can_be_printed(text: str) -> None:
    assert len(clean(text)) == len(text)
    clean(text).encode("utf8")
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters()))
def test_a_path_and_an_error_are_one_line_whatever_they_hold(text: str) -> None:
    for line in (printable(text), SaysoError("E095", path=text, line=1, detail=text).line):
        assert line.splitlines() in ([line], [])
        assert clean(line) == line
        line.encode("utf8")


def test_bytes_of_a_path_that_are_letters_are_shown_as_them() -> None:
    assert printable("\udcd0\udc90.txt") == "А.txt"
    assert printable("\udcff\ud800") == "\ufffd\ufffd"


def test_a_whole_claim() -> None:
    of = report()
    claim = figure_claim(of)
    assert cleaned(claim) == claim
    dirty = figure_claim(of, body="\x1b[2J", members=("\ud83d",))
    assert (cleaned(dirty).body, cleaned(dirty).members) == ("␛[2J", ("\ufffd",))
