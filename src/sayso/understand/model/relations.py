"""Attribution relations from the network's tags and links: which source, by which cue, says which contents."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sayso.types import Span
from sayso.understand.model.labels import TAGS
from sayso.understand.model.linking import Run, cue_of, source_of
from sayso.understand.model.network import Answers
from sayso.understand.model.snapping import snapped
from sayso.understand.model.viterbi import best, legal_moves, runs


@dataclass(frozen=True, slots=True)
class Relation:
    """Who, by which words, says what. Parts that the text does not name are None or empty."""

    source: Span | None
    cue: Span | None
    contents: tuple[Span, ...]


def relations(text: str, answers: Answers, settings: Mapping[str, Any]) -> list[Relation]:
    """All relations of a report, in the order of the text."""
    found = _tagged(answers, settings)
    contents, cues, sources = (found[name] for name in ("content", "cue", "source"))
    told_by, whose = cue_of(answers, contents, cues), source_of(answers, cues, sources)
    out: list[tuple[int, Relation]] = []
    for number, cue in enumerate(cues):
        mine = [c for c, to in zip(contents, told_by, strict=True) if to == number]
        source = None if (at := whose[number]) is None else sources[at]
        if mine or source:
            out.append((cue[0], _relation(text, answers, source, cue, mine)))
    alone = [c for c, to in zip(contents, told_by, strict=True) if to is None]
    out += [(c[0], _relation(text, answers, None, None, [c])) for c in alone]
    return [relation for _, relation in sorted(out, key=lambda pair: pair[0])]


def _tagged(answers: Answers, settings: Mapping[str, Any]) -> dict[str, list[Run]]:
    """Spans by role, in pieces. A block is one sequence: no content goes from one paragraph into the next."""
    scores = answers.of("tags") + np.array([settings["open"].get(tag, 0.0) for tag in TAGS], np.float32)
    blocks = answers.pieces.block
    edges = [0, *(np.flatnonzero(np.diff(blocks)) + 1).tolist(), len(blocks)] if len(blocks) else []
    spans = list(itertools.pairwise(edges))
    moves = legal_moves(TAGS, np.array(settings["moves"], np.float32))
    out: dict[str, list[Run]] = {"source": [], "cue": [], "content": []}
    for (start, _), path in zip(spans, best([scores[a:b] for a, b in spans], TAGS, moves), strict=True):
        for name, first, end in runs(path, TAGS):
            out[name].append((start + first, start + end))
    return out


def _relation(text: str, answers: Answers, source: Run | None, cue: Run | None, contents: Sequence[Run]) -> Relation:
    starts, ends = answers.pieces.starts, answers.pieces.ends

    def span(run: Run) -> Span:
        return Span(int(starts[run[0]]), int(ends[run[1] - 1]))

    return Relation(
        span(source) if source else None,
        span(cue) if cue else None,
        tuple(snapped(text, span(content)) for content in contents),
    )
