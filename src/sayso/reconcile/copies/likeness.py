"""The exact check: is one of two texts a copy of the other, by what their sketches hold?

A sentence is the other's too where half of its runs of words are: word for word, or lightly edited. A copy shares at least half
of the shorter text's sentences, and these make up at least half of its words, so that a few short ones ("The search goes on.")
make no copy. Shared quotations, captions, headlines and furniture never got into the sketches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sayso.reconcile.copies.sketches import RUN, Sketch

HALF = 0.5
"""Of the shorter text's sentences and words, by the definition of a copy."""
EDITED = 0.5
"""Share of its runs that a sentence keeps when it is lightly edited: two numbers changed in twenty words leave 0.53."""
LEAST_WORDS = 20
"""Own words of a text that can be judged: what is shorter may be the site's own line under a headline or a
video. Chosen after a pair of such pages, of the stories held out, had been called copies."""

Counts = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """`share`: of the shorter text's own sentences, or of its words where that is less, what the other text has too."""

    share: float
    shared: int
    of: int
    """Sentences that both have, and that the shorter one has."""
    copy: bool
    because: str


def likeness(a: Sketch, b: Sketch) -> Likeness:
    """What two reports have in common; the same whichever is named first."""
    if min(_words(a), _words(b)) < LEAST_WORDS:
        return Likeness(0.0, 0, 0, False, f"one of the texts has fewer than {LEAST_WORDS} words of its own")
    if len(a.runs) == len(b.runs):
        return max(_contained(a, b), _contained(b, a), key=lambda found: (found.share, found.shared, -found.of))
    shorter, longer = sorted((a, b), key=lambda of: len(of.runs))
    return _contained(shorter, longer)


def _words(of: Sketch) -> int:
    return len(of.runs) // 4 + of.sentences * (RUN - 1)


def _contained(shorter: Sketch, longer: Sketch) -> Likeness:
    lengths = np.frombuffer(shorter.lengths, dtype="<u2").astype(np.int64)
    kept = _kept(shorter, longer, lengths)
    words = lengths + RUN - 1
    share = min(kept.mean(), words[kept].sum() / words.sum())
    shared, of = int(kept.sum()), len(kept)
    because = f"{shared} of the shorter text’s {of} own sentences, {share:.0%} of it, stand in the other"
    return Likeness(float(share), shared, of, bool(share >= HALF), because)


def _kept(shorter: Sketch, longer: Sketch, lengths: Counts) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """For each sentence of the shorter text: are at least `EDITED` of its runs in the longer one?"""
    runs, others = np.frombuffer(shorter.runs, dtype="<u4"), np.sort(np.frombuffer(longer.runs, dtype="<u4"))
    there = others.take(others.searchsorted(runs), mode="clip") == runs  # numpy's isin takes thrice as long
    starts = np.cumsum(lengths) - lengths
    return np.add.reduceat(there, starts, dtype=np.int64) >= EDITED * lengths
