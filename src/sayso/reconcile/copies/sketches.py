"""A report made small: what finding its copies needs of it, without its text.

`keys` find candidates, `likeness` judges them. The keys are the bands of a MinHash over runs of six words, one row a band: two
reports of which the shorter holds a fifth of the longer's words and nothing else share a key with a probability of 1 - 0.8^64,
and two that only tell of the same matter have hardly a run of six words in common. More rows a band would save some vain
checks, and lose one in thirty of the copies that were cut short.

The runs of four words of each sentence are kept as 32-bit hashes: of two texts with 500 words each, one pair in sixteen
thousand shares one by accident, and a sentence has some twenty.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

import numpy as np

from sayso.reconcile.copies.own_sentences import Words, own_sentences
from sayso.types import Report

BANDS = 64
"""Keys of a report, and permutations: one row a band."""
SEED = 2022
"""Of the permutations. Changing it makes every stored sketch useless: they must be made anew."""
KEY_RUN = 6
"""Words in a row for the keys. Of 4, 5, 6 and 8, the longest with which every copy among the development pairs shared more than
one key; some 300 of the 58,311 pairs of real reports are then looked at, and with runs of four twice as many."""
RUN = 4
"""Words in a row for the exact check: a changed number or name breaks four runs of a sentence of twenty words, not all."""
MOST_WORDS = 20_000
"""Own words that are looked at; the longest article of the development corpora has some 10,000."""

Numbers = np.ndarray[Any, np.dtype[np.uint64]]
Counts = np.ndarray[Any, np.dtype[np.int64]]
MIXER = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio, odd: multiplying by it (Knuth 6.4) spreads what differs over the upper half of the bits."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """`keys`: signed 64-bit integers, none for a report without own sentences. `runs`: 32-bit little-endian hashes of the runs
    of words, sentence after sentence; `lengths`: how many of them each sentence has, 16-bit."""

    keys: tuple[int, ...]
    runs: bytes
    lengths: bytes

    @property
    def sentences(self) -> int:
        return len(self.lengths) // 2


def sketch(report: Report) -> Sketch:
    """The sketch of a report; what is written in equal sentences has an equal one, whatever its headline or outlet."""
    sentences = _shortened(list(own_sentences(report)))
    if not sentences:
        return Sketch((), b"", b"")
    words = np.array([zlib.crc32(w.encode()) for sentence in sentences for w in sentence], dtype=np.uint64)
    lengths = np.array([len(sentence) for sentence in sentences])
    runs = (_runs(words, lengths, RUN) >> np.uint64(32)).astype("<u4")
    return Sketch(_keys(_runs(words, lengths, KEY_RUN)), runs.tobytes(), (lengths - RUN + 1).astype("<u2").tobytes())


def _shortened(sentences: Sequence[Words]) -> list[Words]:
    """The first ones, up to `MOST_WORDS`."""
    ends = accumulate(len(sentence) for sentence in sentences)
    return [sentence for sentence, end in zip(sentences, ends, strict=True) if end <= MOST_WORDS]


def _runs(words: Numbers, lengths: Counts, size: int) -> Numbers:
    """A hash of each run of `size` words within one sentence; a shorter sentence is one run."""
    of_sentence, ends = np.repeat(lengths, lengths), np.cumsum(lengths)
    left = np.repeat(ends, lengths) - np.arange(len(words))  # words up to the end of the sentence, the run's first included
    padded = np.concatenate([words, np.zeros(size, dtype=np.uint64)])
    hashes = np.zeros(len(words), dtype=np.uint64)
    for place in range(size):
        word = np.where(place < left, padded[place : place + len(words)], np.uint64(0))
        hashes = (hashes + word + np.uint64(1)) * MIXER
        hashes ^= hashes >> np.uint64(32)
    return hashes[left >= np.minimum(size, of_sentence)]


def _keys(runs: Numbers) -> tuple[int, ...]:
    """The least value under each permutation, as SQLite keeps integers."""
    from datasketch import MinHash  # takes 0.4 s to import

    made = MinHash(num_perm=BANDS, permutations=_permutations(), hashfunc=_itself, scheme="affine64")
    made.update_batch(runs.tolist())
    return tuple(made.hashvalues.astype(np.uint64).view(np.int64).tolist())


@cache
def _permutations() -> Any:
    from datasketch import MinHash

    return MinHash(num_perm=BANDS, seed=SEED, scheme="affine64").permutations


def _itself(number: int) -> int:
    return number
