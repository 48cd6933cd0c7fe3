"""Each report once, and each in its slice: from parts of features, in any number and cut, to slices of the order.

Sample(load) → where ids and places divide   Keyed(load) → small rows by id → Once(bucket) → which rows count, their tie
Moved(load) → whole rows by slice
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
import pyarrow as pa

from sayso.bulk.grouping.features import COLUMNS, read
from sayso.bulk.grouping.files import made, numbers, split
from sayso.bulk.grouping.plan import Plan

SAMPLED = 200
"""Reports of a load by which the whole is divided."""

KEYED = pa.schema([("report", pa.string()), ("sequence", pa.int64()), ("load", pa.int64()), ("row", pa.int64())])
COUNTED = pa.schema([("row", pa.int64()), ("tie", pa.int64())])
PLACED = pa.schema([*((name, kind) for name, kind in COLUMNS.items()), ("tie", pa.int64())])


@dataclass(frozen=True, slots=True)
class Sampled:
    """Of a load: its rows, and some ids and places evenly out of them."""

    rows: int
    ids: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """First look at a load. Raises SaysoError E114, E116."""

    loads: tuple[tuple[str, ...], ...]

    def __call__(self, load: int) -> Sampled:
        rows = read(self.loads[load], ("report", "place"))
        step = max(1, len(rows) // SAMPLED)
        return Sampled(len(rows), *(tuple(sorted(rows[name].to_pylist())[::step]) for name in ("report", "place")))


def divided(samples: Iterable[Sequence[str]], parts: int) -> tuple[str, ...]:
    """Values that divide what the samples are of into so many parts of about one size; fewer where values are few."""
    values = sorted(value for sample in samples for value in sample)
    return tuple(sorted({values[len(values) * part // parts] for part in range(1, parts)})) if values else ()


@dataclass(frozen=True, slots=True)
class Keyed:
    """The ids of a load, each to its bucket."""

    plan: Plan

    def __call__(self, load: int) -> int:
        rows = read(self.plan.loads[load], ("report", "sequence"))
        ids = rows["report"].to_pylist()
        small = made(
            {
                "report": ids,
                "sequence": rows["sequence"].to_numpy(),
                "load": np.full(len(ids), load),
                "row": np.arange(len(ids)),
            },
            KEYED,
        )
        to = np.array([bisect_right(self.plan.ids, id) for id in ids], dtype=np.int64)
        return self.plan.files.write("keyed", load, split(small, to, self.plan.buckets), KEYED)


@dataclass(frozen=True, slots=True)
class Once:
    """Of each id of a bucket the row that is first by sequence. `tie` is its number among the ids of the bucket, so that ids
    can be compared without them. Returns how many."""

    plan: Plan

    def __call__(self, bucket: int) -> int:
        rows = self.plan.files.gather("keyed", len(self.plan.loads), bucket)
        in_order = sorted(zip(*(rows.column(name).to_pylist() for name in KEYED.names), strict=True))
        first = [row for before, row in zip([None, *in_order], in_order, strict=False) if not before or before[0] != row[0]]
        load, row = (np.array([one[place] for one in first], dtype=np.int64) for place in (2, 3))
        counted = made({"row": row, "tie": np.arange(len(first))}, COUNTED)
        self.plan.files.write("once", bucket, split(counted, load, len(self.plan.loads)), COUNTED)
        return len(first)


@dataclass(frozen=True, slots=True)
class Moved:
    """The rows of a load that count, each to its slice. `counts`: ids of each bucket. Returns how many go to each slice."""

    plan: Plan
    counts: tuple[int, ...]

    def __call__(self, load: int) -> tuple[int, ...]:
        before = [0, *accumulate(self.counts)]
        parts = [numbers(self.plan.files.read("once", bucket, load), "row", "tie") for bucket in range(self.plan.buckets)]
        row = np.concatenate([part[0] for part in parts])
        tie = np.concatenate([part[1] + offset for part, offset in zip(parts, before, strict=False)])
        rows = read(self.plan.loads[load], tuple(COLUMNS)).take(pa.array(row))
        to = np.array([bisect_right(self.plan.places, place) for place in rows["place"].to_pylist()], dtype=np.int64)
        columns: dict[str, Any] = {name: rows[name].combine_chunks() for name in COLUMNS}
        batch = made({**columns, "tie": tie}, PLACED)
        self.plan.files.write("moved", load, split(batch, to, self.plan.slices), PLACED)
        return tuple(np.bincount(to, minlength=self.plan.slices).tolist())


def starts_of(counts: Sequence[Sequence[int]], slices: int) -> tuple[int, ...]:
    """`Plan.starts`, from what each load sent to each slice."""
    sizes = [sum(of_load[number] for of_load in counts) for number in range(slices)]
    return tuple(accumulate(sizes, initial=0))
