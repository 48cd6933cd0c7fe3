"""The sentence of a claim as a situation report quotes it: verbatim with its marks; of a very long one the part that counts."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.show.page.highlights import FIGURE, TRIGGER, Segment, evidence
from sayso.show.situation_report.limits import HEADLINE, SENTENCE
from sayso.types import Claim

OMITTED = "[…]"
"""In brackets, so that it is no word of the report."""


def quoted(claim: Claim) -> tuple[Segment, ...]:
    """All of it up to `SENTENCE` characters; of more, as many around the number, or the words that tell what happened."""
    words = evidence(claim)
    if len(claim.evidence.text) <= SENTENCE:
        return words
    start = max(0, _what_counts(words) - SENTENCE // 2)
    return tuple(_cut(words, start, start + SENTENCE))


def shortened(text: str) -> str:
    """A headline, an address or a reason: `HEADLINE` characters of it."""
    return text if len(text) <= HEADLINE else f"{text[:HEADLINE].rstrip()} {OMITTED}"


def _what_counts(words: Sequence[Segment]) -> int:
    """Where it begins, in characters."""
    at = 0
    for one in words:
        if FIGURE in one.kinds or TRIGGER in one.kinds:
            return at
        at += len(one.text)
    return 0


def _cut(words: Sequence[Segment], start: int, end: int) -> list[Segment]:
    kept: list[Segment] = []
    at = 0
    for one in words:
        text = one.text[max(0, start - at) : max(0, end - at)]
        if text:
            kept.append(Segment(text, one.kinds, one.of))
        at += len(one.text)
    before = [Segment(f"{OMITTED} ")] if start > 0 else []
    return [*before, *kept, *([Segment(f" {OMITTED}")] if end < at else [])]
