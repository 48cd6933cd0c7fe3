"""What a report takes back: a figure that somebody withdrew, or something that an earlier version had wrong.

A part of the layer `certainties`: both make figures `retracted`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.types import Certainty, Sentence, Span
from sayso.vocabulary import Status

FIGURE_NOUN = r"(?:figures?|tolls?|numbers?|counts?|estimates?|statements?|reports?|announcements?|claims?|data)"

CORRECTION = re.compile(
    r"\b(?:earlier|previous|original) (?:version|edition)s?\b[^.;]{0,60}?"
    r"\b(?:said|stated|misstated|gave|put|reported|had said|incorrectly|wrongly|mistakenly|erroneously)\b",
    re.IGNORECASE,
)
"""What the outlet says that it had wrong: "An earlier version of this story said that …"."""

TAKEN_BACK = re.compile(
    rf"\b{FIGURE_NOUN}\b[^.;]{{0,100}}?\b(?P<passive>withdrawn|retracted|taken back|disowned|walked back)\b"
    rf"|\b(?P<active>withdrew|retract(?:s|ed)|t(?:ook|akes) back|disowned|walked back)\b[^.;]{{0,40}}?\b{FIGURE_NOUN}\b",
    re.IGNORECASE,
)
"""A figure taken back by whom it came from; troops that are withdrawn are another matter. Between the figure and the verb there
is room for who gave it, and when."""

BEGINS = re.compile(r"[,;] (?:and|but|while|as|after) |[;–—] | (?:and|but|while|after|as) ")
"""Words after which another clause begins, which is not what is taken back: "26 have died, and a toll of 164 was withdrawn"."""

GOES_ON = re.compile(
    r"[;–—]|,? \b(?:and|but|while)\b (?:now )?(?:said|says|put|puts|gave|gives|published|announced|counts?|counted|reported)\b"
    r"|,? \b(?:now|instead|replaced|replacing|in favou?r)\b|, (?:and|but|while|saying|putting|giving)\b"
)
"""What is said instead: "withdrew its toll of 164 and put it at 225"."""

MARKS = frozenset(
    {"version", "versions", "edition", "editions", "withdrawn", "withdrew", "retracted", "retracts", "back", "disowned"}
)
"""One of these is in every match, so that most sentences cost no pattern."""


def corrections(sentence: Sentence, number: int, text: str) -> Iterator[Certainty]:
    """The retractions of a sentence, with what they reach: what follows, or for a figure taken back its clause."""
    start, end = sentence.span.start, sentence.span.end
    if not any(t.lower in MARKS for t in sentence.tokens):
        return
    if wrong := CORRECTION.search(text, start, end):
        yield Certainty(Status.RETRACTED, Span(*wrong.span()), Span(wrong.end(), end), number, "certainty.correction")
    if back := TAKEN_BACK.search(text, start, end):
        cue = Span(*back.span(back.lastgroup or 0))
        yield Certainty(
            Status.RETRACTED, cue, _clause(back, sentence.span, text), number, "certainty.taken_back", reaches_back=True
        )


def _clause(back: re.Match[str], sentence: Span, text: str) -> Span:
    """The part of the sentence that tells of the figure that is taken back, and of no other."""
    before = [begun.end() for begun in BEGINS.finditer(text, sentence.start, back.start() + 1)]
    after = GOES_ON.search(text, back.end(), sentence.end)
    return Span(before[-1] if before else sentence.start, after.start() if after else sentence.end)
