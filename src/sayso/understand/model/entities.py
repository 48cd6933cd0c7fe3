"""Layer `entities` from the network's tags, with the rules' sums of money and dates where the network has nothing."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence

from sayso.types import Entity, Sentence, Span
from sayso.understand.model.labels import ENTITIES
from sayso.understand.model.network import Answers
from sayso.understand.model.viterbi import best, legal_moves, runs
from sayso.vocabulary import EntityType

MOVES = legal_moves(ENTITIES)
AMOUNTS = frozenset({EntityType.MONEY, EntityType.DATE})


def entities(text: str, sentences: Sequence[Sentence], answers: Answers, ruled: Sequence[Entity] = ()) -> tuple[Entity, ...]:
    """Entities in the order of the text; none overlaps another, none crosses a sentence."""
    seen = _tagged(text, sentences, answers)
    extra = [e for e in ruled if e.type in AMOUNTS and not _taken(seen, e.span)]
    return tuple(sorted([*seen, *extra], key=lambda e: e.span))


def _taken(seen: Sequence[Entity], span: Span) -> bool:
    at = bisect_right(seen, span.start, key=lambda e: e.span.start)
    return any(e.span.overlaps(span) for e in seen[max(0, at - 1) : at + 1])


def _tagged(text: str, sentences: Sequence[Sentence], answers: Answers) -> tuple[Entity, ...]:
    scores, starts, ends = answers.of("entity"), answers.pieces.starts, answers.pieces.ends
    edges = answers.pieces.sentence.searchsorted(range(len(sentences) + 1)).tolist()
    cut = [(a, b) for a, b in itertools.pairwise(edges) if b > a]
    paths = best([scores[a:b] for a, b in cut], ENTITIES, MOVES)
    return tuple(
        Entity(_whole(text, int(starts[at + first]), int(ends[at + last - 1])), EntityType(kind))
        for (at, _), path in zip(cut, paths, strict=True)
        for kind, first, last in runs(path, ENTITIES)
    )


def _whole(text: str, start: int, end: int) -> Span:
    """Whole words: a name never ends inside one."""
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)
