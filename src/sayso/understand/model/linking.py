"""Which cue a content belongs to, and which source a cue: the network's links, held to what relations look like.

A content stands beside its cue: cues between the two, and pieces between, count against it. And a cue says something: of two
contents at one cue and none at the next, one moves where that costs little (`TAKE`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sayso.understand.model.answers import LINK
from sayso.understand.model.network import Answers
from sayso.understand.model.pieces import Floats, Ints

Run = tuple[int, int]
"""First and end piece."""

REACH = 220
"""Pieces between a content and a cue, or a cue and a source, that may belong together: nearly a window."""
BETWEEN, APART = 2.0, 0.05
"""What a cue between costs, and a piece between."""
ACROSS = 8.0
"""What the end of a paragraph between costs: a headline is hardly ever the words of somebody named below it."""
TAKE = 3.0
"""How much worse a content may fit a cue that would otherwise say nothing. All chosen on PolNeAR dev and `figures`."""
SCALE = 8.0
FAR = np.float32(-1e4)
ALONE = -1


class Links:
    """The links of one report, ready for the question what of some of its spans belongs together."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        sums = np.cumsum(answers.of("link_content"), 0, np.float64)
        self._sums = np.concatenate([np.zeros((1, LINK)), sums])
        """Sums of what all pieces before each ask, so that the mean of a content is a difference."""
        self._cue_asks, self._cues, self._sources = (answers.of(f"link_{name}") for name in ("cue_", "cue", "source"))
        self._no_cue, self._no_source = answers.mark("link_cue"), answers.mark("link_source")

    def cue_of(self, contents: Sequence[Run], cues: Sequence[Run]) -> list[int | None]:
        """For each content the number of its cue; None where it has none."""
        if not contents or not cues:
            return [None] * len(contents)
        ones = np.array(contents)
        asked = (self._sums[ones[:, 1]] - self._sums[ones[:, 0]]) / (ones[:, 1] - ones[:, 0])[:, None]
        fit, nowhere = self._fit(ones, np.array(cues), asked, self._cues, self._no_cue)
        best = np.where((fit.max(1) > FAR / 2) & (fit.max(1) >= nowhere - TAKE), fit.argmax(1), ALONE)
        taken = np.bincount(best[best != ALONE], minlength=len(cues))
        for number in np.flatnonzero(taken == 0):
            loss = np.where((best != ALONE) & (taken[best] > 1), fit[np.arange(len(best)), best] - fit[:, number], np.inf)
            content = int(loss.argmin())
            if loss[content] < TAKE:
                taken[best[content]] -= 1
                best[content] = number
        return _numbers(best)

    def source_of(self, cues: Sequence[Run], sources: Sequence[Run]) -> list[int | None]:
        """For each cue the number of its source; None where it has none. A cue asks by its first piece."""
        if not cues or not sources:
            return [None] * len(cues)
        ones = np.array(cues)
        fit, nowhere = self._fit(ones, np.array(sources), self._cue_asks[ones[:, 0]], self._sources, self._no_source)
        return _numbers(np.where(fit.max(1) >= nowhere, fit.argmax(1), ALONE))

    def _fit(self, ones: Ints, others: Ints, asked: Floats, keys: Floats, marks: Floats) -> tuple[Floats, Floats]:
        """How well each of `ones` fits each of `others` where they stand, and how well the start mark of its window."""
        block, window = self._answers.pieces.block, self._answers.window
        fit = asked @ keys[others[:, 0]].T / SCALE
        fit -= BETWEEN * _between(ones, others) + APART * _apart(ones, others)
        fit -= ACROSS * (block[ones[:, 0]][:, None] != block[others[:, 0]][None, :])
        far = np.abs(ones[:, None, 0] - others[None, :, 0]) > REACH
        nowhere = (asked * marks[window[ones[:, 0]]]).sum(1) / SCALE
        return np.where(far, FAR, fit).astype(np.float32), nowhere.astype(np.float32)


def _numbers(best: Ints) -> list[int | None]:
    return [None if number == ALONE else int(number) for number in best]


def _between(of: Ints, to: Ints) -> Ints:
    """How many of `to` stand between each pair of the two."""
    starts = np.sort(to[:, 0])
    before = starts.searchsorted(of[:, 0])[:, None] - starts.searchsorted(to[:, 1])[None, :]
    after = starts.searchsorted(to[:, 0])[None, :] - starts.searchsorted(of[:, 1])[:, None]
    between: Ints = np.maximum(np.where(to[None, :, 0] < of[:, None, 0], before, after), 0)
    return between


def _apart(of: Ints, to: Ints) -> Ints:
    """Pieces between each pair; none where one follows the other."""
    apart: Ints = np.maximum(np.maximum(of[:, None, 0] - to[None, :, 1], to[None, :, 0] - of[:, None, 1]), 0)
    return apart
