"""A text with its marks, as a row of segments: each has the words and what they are. Marks may overlap; spans are those of the
report, so that every highlight is the very words that were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from sayso.types import Claim, Span

FIGURE, SOURCE, CUE, TRIGGER = "figure", "source", "cue", "trigger"


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind`: figure, source, cue, trigger or claim. `of`: the id of what it belongs to."""

    span: Span
    kind: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words under the same marks. `kinds` and `of` without doubles, in the order of the marks."""

    text: str
    kinds: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


def segments(text: str, whole: Span, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """`whole` of `text`, cut wherever a mark begins or ends. Together the segments are `whole.of(text)`, letter for letter."""
    inside = [mark for mark in marks if mark.span.overlaps(whole)]
    cuts = sorted({whole.start, whole.end, *(edge for m in inside for edge in (m.span.start, m.span.end) if _in(edge, whole))})
    return tuple(_segment(text, Span(start, end), inside) for start, end in pairwise(cuts))


def evidence(claim: Claim) -> tuple[Segment, ...]:
    """The sentence of a claim with its number, its tellers, the words that attribute and those that tell what happened."""
    return segments(claim.evidence.text, Span(0, len(claim.evidence.text)), within_evidence(claim))


def within_evidence(claim: Claim) -> Iterator[Mark]:
    """The marks that lie in the claim's sentence, counted from its beginning."""
    whole = claim.evidence.span
    for mark in marks(claim):
        if whole.holds(mark.span):
            yield Mark(Span(mark.span.start - whole.start, mark.span.end - whole.start), mark.kind, mark.of)


def marks(claim: Claim) -> Iterator[Mark]:
    """What of the text made the claim."""
    if claim.figure:
        yield Mark(claim.figure.span, FIGURE, claim.id)
    for source in claim.attribution.chain:
        if source.span:
            yield Mark(source.span, SOURCE, claim.id)
    for cue in claim.attribution.cue:
        yield Mark(cue, CUE, claim.id)
    if claim.because and claim.because[0].span and not claim.figure:
        yield Mark(claim.because[0].span, TRIGGER, claim.id)


def _in(edge: int, whole: Span) -> bool:
    return whole.start < edge < whole.end


def _segment(text: str, span: Span, marks: Iterable[Mark]) -> Segment:
    here = [mark for mark in marks if mark.span.holds(span)]
    kinds = tuple(dict.fromkeys(mark.kind for mark in here))
    return Segment(span.of(text), kinds, tuple(dict.fromkeys(mark.of for mark in here if mark.of)))
