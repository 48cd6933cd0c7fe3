"""Sentences and tokens: where text is cut, and that spans are exact."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import limits
from sayso.types import Span
from sayso.understand.sentences import split, tokens

CASES = {
    "two sentences": ("Police fired. Two died.", ["Police fired.", "Two died."]),
    "a month with a stop": ("It began on Jan. 5 in the west. It spread.", ["It began on Jan. 5 in the west.", "It spread."]),
    "an initial": ("J. R. Smith spoke. He left.", ["J. R. Smith spoke.", "He left."]),
    "a title": ("Gen. Orlov denied it. Mr. Bek agreed.", ["Gen. Orlov denied it.", "Mr. Bek agreed."]),
    "U.S. inside": ("The U.S. Embassy closed. Staff left.", ["The U.S. Embassy closed.", "Staff left."]),
    "U.S. at the end": ("He flew to the U.S. The army stayed.", ["He flew to the U.S.", "The army stayed."]),
    "a stop inside quotes": ("“We left.” He was calm.", ["“We left.”", "He was calm."]),
    "a stray space before the closing quote": ("“Why talk? ” She left.", ["“Why talk? ”", "She left."]),
    "a decimal": ("It cost 2.5 million. Then 3.", ["It cost 2.5 million.", "Then 3."]),
    "paragraphs end sentences": ("A heading\n\nThe text.", ["A heading", "The text."]),
    "bullets": ("• One thing.\n  • Another thing.", ["One thing.", "Another thing."]),
    "a question in a headline": ("Who shot first? Nobody knows", ["Who shot first?", "Nobody knows"]),
    "stop and line break": ("They fled.\nOthers stayed.", ["They fled.", "Others stayed."]),
    "nothing": ("  \n ", []),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_split(text: str, wanted: list[str]) -> None:
    assert [s.of(text) for s in split(text, Span(0, len(text)))] == wanted


TOKENS = {
    "a number with a comma": ("3,700 arrests", ["3,700", "arrests"]),
    "a possessive": ("Tokayev’s order", ["Tokayev", "’s", "order"]),
    "a plural possessive": ("citizens' rights", ["citizens", "'", "rights"]),
    "a hyphen": ("Kassym-Jomart spoke", ["Kassym-Jomart", "spoke"]),
    "letters and digits": ("the A42 road", ["the", "A42", "road"]),
    "a name with a number": ("two F-16 jets", ["two", "F-16", "jets"]),
    "a number and its unit": ("1.2m people", ["1.2", "m", "people"]),
    "an abbreviation": ("at 9 p.m. today", ["at", "9", "p.m.", "today"]),
    "quotes": ("20,000 “bandits”", ["20,000", "“", "bandits", "”"]),
}


@pytest.mark.parametrize(("text", "wanted"), TOKENS.values(), ids=TOKENS)
def test_tokens(text: str, wanted: list[str]) -> None:
    assert [t.text for t in tokens(text, Span(0, len(text)))] == wanted


@given(st.text())
def test_sentences_are_exact_in_order_and_lose_no_letter(text: str) -> None:
    spans = list(split(text, Span(0, len(text))))
    assert all(s.of(text) and s.of(text) == s.of(text).strip() for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(len(s.of(text)) <= limits.MAX_SENTENCE for s in spans)
    kept = "".join(s.of(text) for s in spans)
    assert sum(c.isalnum() for c in kept) == sum(c.isalnum() for c in text)


@given(st.text())
def test_tokens_are_exact(text: str) -> None:
    for token in tokens(text, Span(0, len(text))):
        assert text[token.start : token.end] == token.text


def test_a_text_without_stops_is_cut_at_spaces() -> None:
    text = "word " * limits.MAX_SENTENCE
    assert all(s.of(text).startswith("word") for s in split(text, Span(0, len(text))))


@pytest.mark.parametrize("unit", ["?", "? ”", "\n   ", "!?…", '."', "a. "])
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count + " end"
        start = process_time()
        for span in split(text, Span(0, len(text))):
            list(tokens(text, span))
        return process_time() - start

    seconds(1_000)
    short, long = min(seconds(10_000) for _ in range(3)), min(seconds(40_000) for _ in range(3))
    assert long < 10 * short + 0.05  # four times the text; a quadratic pattern takes sixteen times as long
