"""Running quotations: what is said in the sentences before and after the one that tells who says it.

    “We counted thirty,” she said. “There may be more.”      → both quotations are her content
    “We counted thirty. There may be more,” she said.        → the quotation is content from where it opened
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.types import Span
from sayso.understand.noun_cues import TURN, speaker
from sayso.understand.quoted_words import OUTSIDE, Words
from sayso.understand.ranges import Found


def carry_on(
    sentences: Sequence[Words], blocks: Sequence[int], found: Sequence[Sequence[Found]]
) -> Iterator[tuple[Words, Found, tuple[Span, ...]]]:
    """Each relation with its contents, quotations of the sentences around it included."""
    for number, relations in enumerate(found):
        w = sentences[number]
        for relation in relations:
            contents = [w.span(*content) for content in relation.contents]
            if relation.contents and relation.contents[0][0] == 0:
                contents[0] = Span(_opened(sentences, blocks, number), contents[0].end)
            if relation.lemma == TURN:
                contents += _turn(sentences, blocks, number)
            elif relation is relations[-1] and _runs_on(w, relation):
                contents = _followed(contents, sentences, blocks, found, number)
            yield w, relation, tuple(contents)


def _opened(sentences: Sequence[Words], blocks: Sequence[int], number: int) -> int:
    """Where the quotation that the sentence opens with began: in this sentence or in one before it."""
    first = number
    quotation = sentences[number].quote[0]
    while quotation != OUTSIDE and first > 0 and blocks[first - 1] == blocks[number] and quotation in sentences[first - 1].quote[-1:]:
        first -= 1
    w = sentences[first]
    start = next((at for at in range(len(w)) if w.quote[at] == quotation), 0) if quotation != OUTSIDE else 0
    return w.tokens[start].start


def _runs_on(w: Words, relation: Found) -> bool:
    """Does the relation quote, so that a quotation after it goes on?"""
    return any(not w.outside(end - 1) for _, end in relation.contents)


def _followed(
    contents: Sequence[Span], sentences: Sequence[Words], blocks: Sequence[int], found: Sequence[Sequence[Found]], number: int
) -> list[Span]:
    """`contents` and the sentences right after that are quotations and nothing else; one span for each quotation."""
    spans = list(contents)
    w = sentences[number]
    quotation = w.quote[-1] if spans[-1].end == w.tokens[-1].end else OUTSIDE
    for later in range(number + 1, len(sentences)):
        w = sentences[later]
        if blocks[later] != blocks[number] or found[later] or not w.tokens or not _all_quoted(w):
            break
        if quotation != w.quote[0]:
            spans.append(w.span(0, len(w)))
        else:
            spans[-1] = Span(spans[-1].start, w.tokens[-1].end)
        quotation = w.quote[-1]
    return spans


def _turn(sentences: Sequence[Words], blocks: Sequence[int], number: int) -> list[Span]:
    """What is left of a speaker's turn: the sentences of its paragraph up to the next speaker."""
    spans = []
    for later in range(number + 1, len(sentences)):
        if blocks[later] != blocks[number] or speaker(sentences[later]) is not None:
            break
        spans.append(sentences[later].span(0, len(sentences[later])))
    return [Span(spans[0].start, spans[-1].end)] if spans else []


def _all_quoted(w: Words) -> bool:
    return not any(w.outside(at) for at in range(len(w)))
