"""Which attribution reaches some words of a sentence."""

from __future__ import annotations

import pytest

from sayso.types import Attribution, Span
from sayso.understand.attributions.choice import Attributions
from sayso.vocabulary import Manner
from tests.understand.attributions.attributions_for_tests import read


def chosen(text: str, words: str) -> Attribution:
    report, found = read(text)
    at = report.text.index(words)
    span = Span(at, at + len(words))
    number = next(i for i, s in enumerate(found.sentences) if s.span.overlaps(span))
    return Attributions(report, found).of(span, number)


CHOICES = [
    ("AFP reported that police said five died.", "five", ["police", "AFP"]),
    ("Five died, police said. Nine were hurt.", "Five", ["police"]),
    ("Five died, police said. Nine were hurt.", "Nine", []),
    ("Five died, police said, and nine were hurt, the hospital said.", "nine", ["the hospital"]),
    ("Twelve people were reportedly killed, officials said.", "Twelve people", ["officials"]),
    ("The mayor has called for calm.", "called for", ["The mayor"]),
    ("The mayor ordered police to fire.", "ordered", []),
    ("The king dismissed the cabinet, his office said.", "dismissed", ["his office"]),
    ("Mayor Jon Vik said he had ordered police to fire.", "ordered", ["Mayor Jon Vik"]),
    ("The mayor’s aide told AFP that AFP reported ten died.", "ten", ["AFP", "The mayor’s aide"]),
    ("The mayor praised the rescue of 20 miners.", "20 miners", []),
    ("As you said, it was 20 people.", "20 people", []),
    ("“We buried ten men,” she said. “And two boys.”", "two boys", ["she"]),
]


@pytest.mark.parametrize(("text", "words", "expected"), CHOICES)
def test_choice(text: str, words: str, expected: list[str]) -> None:
    assert [s.name for s in chosen(text, words).chain] == expected


def test_own_voice_where_nobody_is_named() -> None:
    assert chosen("Five died in the fire.", "Five").manner is Manner.OWN_VOICE


def test_a_neighbouring_paragraph_does_not_reach() -> None:
    report, found = read("Five died, police said.", "Nine were hurt.")
    at = report.text.index("Nine")
    assert Attributions(report, found).of(Span(at, at + 4), 1).manner is Manner.OWN_VOICE


def test_a_quotation_over_two_sentences_reaches_both() -> None:
    report, found = read("“We buried ten men. And two boys,” she said. Nine were hurt.")
    attributions = Attributions(report, found)
    for number, words in enumerate(("ten men", "two boys")):
        at = report.text.index(words)
        assert [s.name for s in attributions.of(Span(at, at + len(words)), number).chain] == ["she"]
    assert attributions.of(found.sentences[-1].span, len(found.sentences) - 1).chain == ()
