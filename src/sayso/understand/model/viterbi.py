"""The best legal sequence of tags (Viterbi 1967): an I-x follows only its own B-x or I-x.

Plain arg-max breaks spans in two wherever one piece in the middle is in doubt; on contents that costs ten points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.understand.model.pieces import Floats, Ints

NEVER = np.float32(-1e4)
MOST_CELLS = 40_000
"""Pieces, filling included, that are decoded side by side: memory stays that of a page, however long the longest paragraph."""


def legal_moves(tags: Sequence[str], moves: Floats | None = None) -> Floats:
    """Scores [before, after] of one tag following another; illegal ones never happen."""
    out = np.zeros((len(tags), len(tags)), np.float32) if moves is None else moves.astype(np.float32).copy()
    for b, after in enumerate(tags):
        for a, before in enumerate(tags):
            if after[0] == "I" and before[2:] != after[2:]:
                out[a, b] = NEVER
    return out


def best(sequences: Sequence[Floats], tags: Sequence[str], moves: Floats) -> list[Ints]:
    """The best tags of each sequence of scores [pieces, tags]. Those of like length run side by side, a step a piece."""
    out: list[Ints] = [np.zeros(0, np.int64)] * len(sequences)
    for group in _alike([len(s) for s in sequences]):
        for number, path in zip(group, _side_by_side([sequences[n] for n in group], tags, moves), strict=True):
            out[number] = path
    return out


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of the sequences, the longest first, in groups of at most `MOST_CELLS` with their filling."""
    group: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        if group and lengths[group[0]] * (len(group) + 1) > MOST_CELLS:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _side_by_side(sequences: Sequence[Floats], tags: Sequence[str], moves: Floats) -> list[Ints]:
    """Paths of sequences of which the first is the longest."""
    longest, rows = len(sequences[0]), np.arange(len(sequences))
    lengths = np.array([len(s) for s in sequences])
    if not longest:
        return [np.zeros(0, np.int64) for _ in sequences]
    scores = np.zeros((longest, len(sequences), len(tags)), np.float32)
    for row, one in enumerate(sequences):
        scores[: len(one), row] = one
    back = np.zeros((longest, len(sequences), len(tags)), np.int8)
    total = scores[0] + np.array([NEVER if tag[0] == "I" else 0.0 for tag in tags], np.float32)
    last = np.zeros(len(sequences), np.int64)
    for at in range(longest):
        if at:
            ways = total[:, :, None] + moves
            back[at] = ways.argmax(1)
            total = ways.max(1) + scores[at]
        ends = lengths == at + 1
        last[ends] = total[ends].argmax(1)
    return _back(back, last, lengths, rows)


def _back(back: NDArray[np.int8], last: Ints, lengths: Ints, rows: Ints) -> list[Ints]:
    """The way back from the best last tag of each sequence."""
    paths = np.zeros((len(back), len(rows)), np.int64)
    now = last.copy()
    for at in range(len(back) - 1, -1, -1):
        inside = at < lengths
        now = np.where(at == lengths - 1, last, now)
        paths[at] = np.where(inside, now, 0)
        now = np.where(inside, back[at, rows, now], now)
    return [paths[:length, row] for row, length in enumerate(lengths)]


def runs(path: Ints, tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """Spans of a path as (name, first, end) in pieces."""
    out: list[tuple[str, int, int]] = []
    for at, number in enumerate(path.tolist()):
        tag = tags[number]
        if tag[0] == "B":
            out.append((tag[2:], at, at + 1))
        elif tag[0] == "I" and out and out[-1][2] == at and out[-1][0] == tag[2:]:
            out[-1] = (out[-1][0], out[-1][1], at + 1)
    return out
