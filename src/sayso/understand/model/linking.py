"""Which cue a content belongs to, and which source a cue: the network's links, held to what relations look like.

A content stands beside its cue: cues between the two, and pieces between, count against it. And a cue says something: of two
contents at one cue and none at the next, one moves where that costs little (`TAKE`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sayso.understand.model.network import Answers
from sayso.understand.model.viterbi import Floats

Run = tuple[int, int]
"""First and end piece."""

REACH = 220
"""Pieces between a content and a cue, or a cue and a source, that may belong together: nearly a window."""
BETWEEN, APART = 2.0, 0.05
"""What a cue between costs, and a piece between."""
TAKE = 5.0
"""How much worse a content may fit a cue that would otherwise say nothing. These were chosen on half of PolNeAR dev."""
SCALE = 8.0
FAR = np.float32(-1e4)


def cue_of(answers: Answers, contents: Sequence[Run], cues: Sequence[Run]) -> list[int | None]:
    """For each content the number of its cue; None where it has none."""
    if not contents or not cues:
        return [None] * len(contents)
    fit, nowhere = _fit(answers, contents, cues, "link_content", "link_cue")
    fit = fit - BETWEEN * _between(contents, cues, cues) - APART * _apart(contents, cues)
    best = [
        int(row.argmax()) if row.max() > FAR / 2 and row.max() >= none - TAKE else None
        for row, none in zip(fit, nowhere, strict=True)
    ]
    for number in range(len(cues)):
        if number in best:
            continue
        rivals = [
            (fit[c, number] - fit[c, mine], c) for c, mine in enumerate(best) if mine is not None and best.count(mine) > 1
        ]
        gain, content = max(rivals, default=(FAR, 0))
        if gain > -TAKE:
            best[content] = number
    return best


def source_of(answers: Answers, cues: Sequence[Run], sources: Sequence[Run]) -> list[int | None]:
    """For each cue the number of its source; None where it has none."""
    if not cues or not sources:
        return [None] * len(cues)
    fit, nowhere = _fit(answers, [(first, first + 1) for first, _ in cues], sources, "link_cue_", "link_source")
    fit = fit - BETWEEN * _between(cues, sources, sources) - APART * _apart(cues, sources)
    return [int(row.argmax()) if row.max() >= none else None for row, none in zip(fit, nowhere, strict=True)]


def _fit(answers: Answers, of: Sequence[Run], to: Sequence[Run], asks: str, asked: str) -> tuple[Floats, Floats]:
    """How well each of `of` fits each of `to`, and the start mark of its window."""
    questions = np.stack([answers.of(asks)[first:end].mean(0) for first, end in of])
    firsts = np.array([first for first, _ in to])
    fit = questions @ answers.of(asked)[firsts].T / SCALE
    far = np.abs(np.array([first for first, _ in of])[:, None] - firsts[None]) > REACH
    nowhere = (questions * answers.mark(asked)[answers.window[[first for first, _ in of]]]).sum(1) / SCALE
    return np.where(far, FAR, fit).astype(np.float32), nowhere.astype(np.float32)


def _between(of: Sequence[Run], to: Sequence[Run], marks: Sequence[Run]) -> Floats:
    """How many of `marks` stand strictly between each pair."""
    starts = np.array([first for first, _ in marks])
    out = np.zeros((len(of), len(to)), np.float32)
    for row, (first, end) in enumerate(of):
        for column, (other, other_end) in enumerate(to):
            low, high = (other_end, first) if other < first else (end, other)
            out[row, column] = ((starts >= low) & (starts < high)).sum()
    return out


def _apart(of: Sequence[Run], to: Sequence[Run]) -> Floats:
    """Pieces between each pair; none where one follows the other."""
    one, other = np.array(of), np.array(to)
    gap = np.maximum(one[:, None, 0] - other[None, :, 1], other[None, :, 0] - one[:, None, 1])
    apart: Floats = np.maximum(gap, 0).astype(np.float32)
    return apart
