"""The candidates of each report of a slice: the earlier reports that share most keys with it, as the embedded path finds them.

Integers and their order are numpy's work. The sums for stories are added one by one in the order of the report's own terms, as
`assign` adds them (numpy's `bincount` adds in the order given), so that they are equal to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from sayso.bulk.grouping.asked import ASKED
from sayso.bulk.grouping.files import Numbers, made, numbers, split, whole
from sayso.bulk.grouping.plan import Plan
from sayso.bulk.grouping.slices import COPIES, HELD, Kind
from sayso.reconcile.keep import ordering
from sayso.reconcile.stories import assign
from sayso.reconcile.stories.similarity import mixed

AT_ONCE = 1_000
"""Reports whose pairs are in memory together: some 960 pairs each for stories, at some 100 bytes."""

FOUND = pa.schema([("at", pa.int64()), ("other", pa.int64())])
"""`at`: the report's place in its slice; `other`: the number of its candidate in the order of all."""

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Writes the candidates of a slice, and asks the slices before it for those that are not its own."""

    plan: Plan
    kind: Kind

    def __call__(self, number: int) -> int:
        files, start = self.plan.files, self.plan.starts[number]
        carried = files.gather(self.kind.step("carried"), self.plan.buckets, number)
        own = files.read(self.kind.step("held"), number)
        held = whole(pa.Table.from_batches([carried, own]))
        columns = dict(zip(HELD.names, numbers(held, *HELD.names), strict=True))
        found = [np.concatenate(part) for part in zip(*self._found(columns, number), strict=True)]
        files.write(self.kind.step("found"), number, [made({"at": found[0] - start, "other": found[1]}, FOUND)], FOUND)
        asked = np.unique(found[1][found[1] < start])
        to = self.plan.slice_of(asked)
        return files.write(self.kind.step("asked"), number, split(made({"order": asked}, ASKED), to, self.plan.slices), ASKED)

    def _found(self, held: Columns, number: int) -> Iterator[tuple[Numbers, Numbers]]:
        in_order = np.lexsort((held["order"], held["key"]))
        held = {name: column[in_order] for name, column in held.items()}
        first: Any = np.searchsorted(held["key"], held["key"])
        looking = np.flatnonzero((held["order"] >= self.plan.starts[number]) & (held["looks"] >= 0))
        looking = looking[np.argsort(held["order"][looking], kind="stable")]
        nothing = np.zeros(0, dtype=np.int64)
        yield nothing, nothing
        for some in _by_report(held["order"][looking], looking):
            yield _best(held, *_pairs(first, some, self.kind.each), self.kind)


def _by_report(orders: Numbers, looking: Numbers) -> Iterator[Numbers]:
    """`looking`, those of `AT_ONCE` reports at a time; `orders` are their reports, sorted."""
    ends = np.flatnonzero(np.diff(orders)) + 1
    cuts = [0, *ends[AT_ONCE - 1 :: AT_ONCE].tolist(), len(looking)]
    for start, end in pairwise(cuts):
        yield looking[start:end]


def _pairs(first: Numbers, looking: Numbers, each: int) -> tuple[Numbers, Numbers]:
    """What looks and what it finds, by their places: of each key the latest `each` before. `first`: where its key begins."""
    there = [looking - back >= first[looking] for back in range(1, each + 1)]
    later = [looking[yes] for yes in there]
    return np.concatenate(later), np.concatenate([one - back for back, one in enumerate(later, 1)])


def _best(held: Columns, later: Numbers, other: Numbers, kind: Kind) -> tuple[Numbers, Numbers]:
    """The reports that look, and of each the candidates that share most; of those that share as much, the first by id."""
    in_order = np.lexsort((held["looks"][later], held["order"][other], held["order"][later]))
    later, other = later[in_order], other[in_order]
    one, two = held["order"][later], held["order"][other]
    new = np.r_[True, (one[1:] != one[:-1]) | (two[1:] != two[:-1])][: len(one)]
    pair = np.cumsum(new) - 1
    share = _counted(pair) if kind == COPIES else _mixed(held, later, other, pair)
    one, two, tie = one[new], two[new], held["tie"][other[new]]
    ranked = np.lexsort((tie, -share, one))
    one, two = one[ranked], two[ranked]
    rank = np.arange(len(one)) - np.searchsorted(one, one)
    kept = rank < (ordering.CANDIDATES if kind == COPIES else assign.CANDIDATES)
    return one[kept], two[kept]


def _counted(pair: Numbers) -> Any:
    return np.bincount(pair)


def _mixed(held: Columns, later: Numbers, other: Numbers, pair: Numbers) -> Any:
    """As `assign._shared` and `mixed`."""
    weight, headline = held["weight"], held["headline"]
    sums = (weight[later] * weight[other], headline[later], headline[other])
    together, of_one, of_other = (np.bincount(pair, part) for part in sums)
    return mixed(together, of_one, of_other)  # type: ignore[arg-type]
