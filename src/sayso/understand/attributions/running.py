"""Running quotations: what is said in the sentences before and after the one that tells who says it.

“We counted thirty,” she said. “There may be more.”      → both quotations are her content
“We counted thirty. There may be more,” she said.        → the quotation is content from where it opened
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.types import Span
from sayso.understand.attributions.quoted_words import OUTSIDE, Words
from sayso.understand.attributions.ranges import Found
from sayso.understand.attributions.transcripts import TURN, speaker

Spoken = Sequence[tuple[Words, int]]
"""Utterances, each with the number of its block."""


def carry_on(spoken: Spoken, found: Sequence[Sequence[Found]]) -> Iterator[tuple[Words, Found, tuple[Span, ...]]]:
    """Each relation with its contents, quotations of the utterances around it included."""
    for number, relations in enumerate(found):
        w = spoken[number][0]
        for relation in relations:
            contents = [w.span(*content) for content in relation.contents]
            if relation.contents and relation.contents[0][0] == 0:
                contents[0] = Span(_opened(spoken, number), contents[0].end)
            if relation.lemma == TURN:
                contents += _turn(spoken, number)
            elif relation is relations[-1] and _quotes(w, relation):
                contents = _followed(contents, spoken, found, number)
            yield w, relation, tuple(contents)


def _opened(spoken: Spoken, number: int) -> int:
    """Where the quotation that the utterance opens with began: in this one or in one before it."""
    w, block = spoken[number]
    quotation = w.quote[0]
    first = number
    while (
        quotation != OUTSIDE and first > 0 and spoken[first - 1][1] == block and spoken[first - 1][0].quote[-1:] == (quotation,)
    ):
        first -= 1
    w = spoken[first][0]
    return next((t.start for t, q in zip(w.tokens, w.quote, strict=True) if q == quotation), w.tokens[0].start)


def _quotes(w: Words, relation: Found) -> bool:
    """Does a content end in a quotation, so that a quotation after it goes on?"""
    return any(not w.outside(end - 1) for _, end in relation.contents)


def _followed(contents: Sequence[Span], spoken: Spoken, found: Sequence[Sequence[Found]], number: int) -> list[Span]:
    """`contents` and the utterances right after that are quotations and nothing else; one span for each quotation."""
    spans = list(contents)
    w, block = spoken[number]
    quotation = w.quote[-1] if spans[-1].end == w.tokens[-1].end else OUTSIDE
    for later in range(number + 1, len(spoken)):
        w = spoken[later][0]
        if spoken[later][1] != block or found[later] or OUTSIDE in w.quote or not w.tokens:
            break
        if quotation != w.quote[0]:
            spans.append(w.span(0, len(w)))
        else:
            spans[-1] = Span(spans[-1].start, w.tokens[-1].end)
        quotation = w.quote[-1]
    return spans


def _turn(spoken: Spoken, number: int) -> list[Span]:
    """What is left of a speaker's turn: the utterances of its paragraph up to the next speaker."""
    spans = []
    for w, block in spoken[number + 1 :]:
        if block != spoken[number][1] or speaker(w) is not None:
            break
        spans.append(w.span(0, len(w)))
    return [Span(spans[0].start, spans[-1].end)] if spans else []
