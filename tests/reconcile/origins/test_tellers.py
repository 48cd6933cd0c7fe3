"""What a teller is called → its origin, case by case over many countries; each line of `tellers.txt` is a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.vocabulary import SourceKind
from tests.reconcile.origins.reports import a_report, land, origins_in, source, town

FILE = Path(__file__).with_name("tellers.txt")
CASES = [line.split("\t") for line in FILE.read_text(encoding="utf8").splitlines() if line and not line.startswith("#")]
LEAST = 120
"""Cases that the table was meant to have at least."""


@pytest.mark.parametrize(("country", "at", "words", "kind", "key"), CASES, ids=lambda value: value)
def test_the_origin_of_a_teller(country: str, at: str, words: str, kind: str, key: str) -> None:
    of = a_report(f"Twelve people were killed, {words} said on Monday.")
    place = land(country) if at == "-" else town(at, country)
    [origin] = origins_in(of, source(words, of, SourceKind(kind)), place=place)
    if key == "untold":
        assert (origin.identified, origin.key) == (False, "untold:steppe-wire")
    elif key.startswith("local "):
        assert (origin.identified, origin.key) == (True, f"{of.id}:{key.removeprefix('local ')}")
    else:
        assert (origin.key, origin.identified) == (key, True)
    assert all(origin.because)


def test_the_table_is_long_and_of_many_countries() -> None:
    assert len(CASES) >= LEAST
    assert len({case[0] for case in CASES}) >= 20
