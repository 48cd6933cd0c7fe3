"""How the reports are cut up: what all jobs of a run know."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.bulk.grouping.files import Files, Numbers

SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio (Knuth 6.4): keys of sketches are the least of many hashes, and not spread."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Loads hold some parts of features each, slices a stretch of the order each, buckets what has the same hash.

    `ids` and `places` divide: what is less than the first of them belongs to the first bucket or slice. `starts`: the
    number in the order of the first report of each slice, and behind the last.
    """

    output: str
    files: Files
    loads: tuple[tuple[str, ...], ...]
    ids: tuple[str, ...]
    places: tuple[str, ...]
    starts: tuple[int, ...] = ()

    @property
    def slices(self) -> int:
        return len(self.places) + 1

    @property
    def buckets(self) -> int:
        return len(self.ids) + 1

    def bucket(self, keys: Numbers) -> Numbers:
        """Of a key, or of a number in the order."""
        mixed = (keys.astype(np.int64).view(np.uint64) * SPREAD) >> np.uint64(32)
        return (mixed % np.uint64(self.buckets)).astype(np.int64)

    def slice_of(self, orders: Numbers) -> Numbers:
        return np.searchsorted(np.array(self.starts[1:], dtype=np.int64), orders, side="right")

    def reports_in(self, number: int) -> int:
        return self.starts[number + 1] - self.starts[number]
