"""Layer `entities` from the network's tags; sums of money are the rules', and so are dates where the network has nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.types import Entity, Sentence, Span
from sayso.understand.entities.amounts import amounts
from sayso.understand.model.labels import ENTITIES
from sayso.understand.model.network import Answers, sentence_rows
from sayso.understand.model.snapping import whole_words
from sayso.understand.model.viterbi import best, legal_moves, runs
from sayso.vocabulary import EntityType

MOVES = legal_moves(ENTITIES)
HYPHEN = re.compile(r"\s?-\s?")
"""Between two parts of one name; with spaces where a corpus or a careless page has split it."""
REST = re.compile(r"(?:-| - |- )[a-z]+(?!\w)")
"""The second part of a name like "Tak-wah", in lower case."""


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


def _tagged(text: str, sentences: Sequence[Sentence], answers: Answers) -> list[Entity]:
    """The network's entities: whole words, hyphenated names whole, one type for a name all through the report."""
    found: list[Entity] = []
    for kind, tagged in _spans(sentences, answers):
        span = whole_words(text, tagged)
        span = _with_rest(text, span) if kind == EntityType.PER else span
        before = found[-1] if found else None
        if before and before.span.end > span.start:  # two tags inside one word are one name, of the first one's type
            continue
        if before and before.type == kind and HYPHEN.fullmatch(text, before.span.end, span.start):
            found[-1] = Entity(Span(before.span.start, span.end), before.type)
        else:
            found.append(Entity(span, EntityType(kind)))
    return _one_type_each(text, found)


def _spans(sentences: Sequence[Sentence], answers: Answers) -> Iterator[tuple[str, Span]]:
    """Type and span of each run of tags."""
    scores, rows = answers.of("entity"), sentence_rows(answers, len(sentences))
    for row, path in zip(rows, best([scores[r] for r in rows], ENTITIES, MOVES), strict=True):
        for kind, first, end in runs(path, ENTITIES):
            yield kind, answers.span(row.start + first, row.start + end)


def _one_type_each(text: str, found: Sequence[Entity]) -> list[Entity]:
    """Mentions of one name in a report have the type of most of them, if these are twice as many as all others."""
    counts: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for entity in found:
        counts[entity.span.of(text)][entity.type] += 1
    out = []
    for entity in found:
        (kind, most), *_ = (seen := counts[entity.span.of(text)]).most_common(1)
        out.append(replace(entity, type=kind) if 3 * most >= 2 * seen.total() else entity)
    return out


def _with_rest(text: str, span: Span) -> Span:
    """A person's name with what follows its hyphen: "Tak-wah"; but "US-led" is the United States."""
    rest = REST.match(text, span.end - text[span.start : span.end].endswith("-"))
    return Span(span.start, rest.end()) if rest else span
