"""Layer `entities` from the network's tags; sums of money are the rules', and so are dates where the network has nothing."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence

from sayso.types import Entity, Sentence, Span
from sayso.understand.entities.amounts import amounts
from sayso.understand.model.labels import ENTITIES
from sayso.understand.model.network import Answers
from sayso.understand.model.viterbi import best, legal_moves, runs
from sayso.vocabulary import EntityType

MOVES = legal_moves(ENTITIES)


def entities(text: str, sentences: Sequence[Sentence], answers: Answers) -> tuple[Entity, ...]:
    """Entities in the order of the text; none overlaps another, none crosses a sentence."""
    ruled = [e for sentence in sentences for e in amounts(sentence.tokens)]
    sums = [e for e in ruled if e.type is EntityType.MONEY]
    seen = [e for e in _tagged(text, sentences, answers) if e.type is not EntityType.MONEY and not _taken(sums, e.span)]
    known = sorted([*sums, *seen], key=_start)
    dates = [e for e in ruled if e.type is EntityType.DATE and not _taken(known, e.span)]
    return tuple(sorted([*known, *dates], key=_start))


def _start(entity: Entity) -> int:
    return entity.span.start


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
