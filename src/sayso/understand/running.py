"""Running quotations: what goes on being said in the sentences after a relation.

    “We counted thirty,” she said. “There may be more.”      → both quotations are her content
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.types import Span
from sayso.understand.quoted_words import OUTSIDE, Words
from sayso.understand.relations import Found


def carry_on(
    sentences: Sequence[Words], blocks: Sequence[int], found: Sequence[Sequence[Found]]
) -> Iterator[tuple[Words, Found, tuple[Span, ...]]]:
    """Each relation with the quotations of later sentences that belong to it."""
    for number, relations in enumerate(found):
        w = sentences[number]
        for relation in relations:
            last = relation is relations[-1]
            more = _following(sentences, blocks, found, number) if last and _runs_on(w, relation) else ()
            yield w, relation, more


def _runs_on(w: Words, relation: Found) -> bool:
    """Does the relation quote, so that a quotation after it goes on?"""
    return any(not w.outside(end - 1) for _, end in relation.contents)


def _following(
    sentences: Sequence[Words], blocks: Sequence[int], found: Sequence[Sequence[Found]], number: int
) -> tuple[Span, ...]:
    """Sentences right after that are quotations and nothing else; one span for each quotation."""
    spans: list[Span] = []
    quotation = OUTSIDE
    for later in range(number + 1, len(sentences)):
        w = sentences[later]
        if blocks[later] != blocks[number] or found[later] or not w.tokens or not _all_quoted(w):
            break
        span = w.span(0, len(w))
        if spans and w.quote[0] == quotation:
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
        quotation = w.quote[-1]
    return tuple(spans)


def _all_quoted(w: Words) -> bool:
    return not any(w.outside(at) for at in range(len(w)))
