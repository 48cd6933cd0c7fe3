"""Attribution relations from the network's tags and links: which source, by which cue, says which contents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from sayso.types import Span
from sayso.understand.model.labels import TAGS
from sayso.understand.model.linking import Links, Run
from sayso.understand.model.network import Answers, block_edges
from sayso.understand.model.snapping import snapped
from sayso.understand.model.viterbi import best, legal_moves, runs

TOGETHER = 1_000
"""Pieces of paragraphs whose spans are linked at once: four windows."""

Spans = dict[str, list[Run]]
"""Spans by role, in pieces."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Who, by which words, says what. Parts that the text does not name are None or empty."""

    source: Span | None
    cue: Span | None
    contents: tuple[Span, ...]


def relations(text: str, answers: Answers, settings: Mapping[str, Any]) -> list[Relation]:
    """All relations of a report, in the order of the text."""
    links, out = Links(answers), list[tuple[int, Relation]]()
    for part in _parts(answers, _tagged(answers, settings)):
        out += _related(text, answers, links, part)
    return [relation for _, relation in sorted(out, key=lambda pair: pair[0])]


def _parts(answers: Answers, found: Spans) -> Iterator[Spans]:
    """Spans that may belong together: of some paragraphs, since no relation reaches across many. Keeps long texts linear."""
    starts = [0]
    for edge, after in pairwise(block_edges(answers)):
        if after - starts[-1] > TOGETHER and edge > starts[-1]:
            starts.append(edge)
        while after - starts[-1] > 2 * TOGETHER:  # one paragraph as long as a book
            starts.append(starts[-1] + TOGETHER)
    for start, end in pairwise([*starts, len(answers.pieces)]):
        yield {role: spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))] for role, spans in found.items()}


def _related(text: str, answers: Answers, links: Links, found: Spans) -> Iterator[tuple[int, Relation]]:
    """Relations among some spans, each with its first piece."""
    contents, cues, sources = (found[name] for name in ("content", "cue", "source"))
    told_by, whose = links.cue_of(contents, cues), links.source_of(cues, sources)
    for number, cue in enumerate(cues):
        mine = [c for c, to in zip(contents, told_by, strict=True) if to == number]
        source = None if (at := whose[number]) is None else sources[at]
        if mine or source:
            yield cue[0], _relation(text, answers, source, cue, mine)
    for content, to in zip(contents, told_by, strict=True):
        if to is None:
            yield content[0], _relation(text, answers, None, None, [content])


def _tagged(answers: Answers, settings: Mapping[str, Any]) -> Spans:
    """Spans by role, in pieces. A block is one sequence: no content goes from one paragraph into the next."""
    scores, edges = answers.of("tags"), block_edges(answers)
    moves = legal_moves(TAGS, np.array(settings["moves"], np.float32))
    out: Spans = {"source": [], "cue": [], "content": []}
    for start, path in zip(edges, best([scores[a:b] for a, b in pairwise(edges)], TAGS, moves), strict=False):
        for name, first, end in runs(path, TAGS):
            out[name].append((start + first, start + end))
    return out


def _relation(text: str, answers: Answers, source: Run | None, cue: Run | None, contents: Sequence[Run]) -> Relation:
    return Relation(
        answers.span(*source) if source else None,
        answers.span(*cue) if cue else None,
        tuple(snapped(text, answers.span(*content)) for content in contents),
    )
