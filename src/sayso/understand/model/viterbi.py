"""The best legal sequence of tags (Viterbi 1967): an I-x follows only its own B-x or I-x.

Plain arg-max breaks spans in two wherever one piece in the middle is in doubt; on contents that costs ten points.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
NEVER = np.float32(-1e4)


def legal_moves(tags: Sequence[str], moves: Floats | None = None) -> Floats:
    """Scores [before, after] of one tag following another; illegal ones never happen."""
    out = np.zeros((len(tags), len(tags)), np.float32) if moves is None else moves.astype(np.float32).copy()
    for b, after in enumerate(tags):
        for a, before in enumerate(tags):
            if after[0] == "I" and before[2:] != after[2:]:
                out[a, b] = NEVER
    return out


def best(sequences: Sequence[Floats], tags: Sequence[str], moves: Floats) -> list[Ints]:
    """The best tags of each sequence of scores [pieces, tags]. All run side by side, so the cost is that of the longest."""
    if not sequences:
        return []
    longest = max(len(s) for s in sequences)
    scores = np.zeros((len(sequences), longest, len(tags)), np.float32)
    for row, one in enumerate(sequences):
        scores[row, : len(one)] = one
    start = np.array([NEVER if tag[0] == "I" else 0.0 for tag in tags], np.float32)
    total = scores[:, 0] + start if longest else scores[:, :0]
    back = np.zeros((longest, len(sequences), len(tags)), np.int64)
    totals = [total]
    for at in range(1, longest):
        ways = total[:, :, None] + moves
        back[at] = ways.argmax(1)
        total = ways.max(1) + scores[:, at]
        totals.append(total)
    return [_path(row, len(one), totals, back) for row, one in enumerate(sequences)]


def _path(row: int, length: int, totals: Sequence[Floats], back: Ints) -> Ints:
    """The way back from the best last tag of one sequence."""
    out = np.zeros(length, np.int64)
    if length:
        out[-1] = totals[length - 1][row].argmax()
        for at in range(length - 1, 0, -1):
            out[at - 1] = back[at, row, out[at]]
    return out


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
