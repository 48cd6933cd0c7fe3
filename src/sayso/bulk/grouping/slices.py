"""A slice of the order: its reports sorted, and the keys by which they look and are found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sayso.bulk.grouping.files import Batch, Numbers, made, numbers, split
from sayso.bulk.grouping.numbering import PLACED
from sayso.bulk.grouping.plan import Plan
from sayso.reconcile.keep import ordering
from sayso.reconcile.keep.features import term_number
from sayso.reconcile.stories import assign

HELD = pa.schema(
    [
        ("key", pa.int64()),
        ("order", pa.int64()),
        ("tie", pa.int64()),
        (
            "looks",
            pa.int16(),
        ),  # the number of the term among those that its report looks by; -1 of one by which it is only found
        ("weight", pa.float64()),
        ("headline", pa.float64()),
    ]
)
"""A report holds a key: one of its sketch, or a term. `order`: its number in the order of all reports."""

WANTED = pa.schema([("key", pa.int64())])


@dataclass(frozen=True, slots=True)
class Kind:
    """A way in which earlier reports are found, and the names of its files."""

    name: str
    each: int
    """Holders of a key that are looked at, the latest ones."""

    def step(self, what: str) -> str:
        return f"{self.name}-{what}"


COPIES = Kind("copies", ordering.EACH)
STORIES = Kind("stories", assign.EACH)
KINDS = (COPIES, STORIES)


@dataclass(frozen=True, slots=True)
class Sliced:
    """Writes the slice in order, all that its reports hold, what later slices may need of it, and which keys it looks up."""

    plan: Plan

    def __call__(self, number: int) -> int:
        rows = self.plan.files.gather("moved", len(self.plan.loads), number)
        places = rows.column("place").to_pylist()
        rows = rows.take(pa.array(sorted(range(len(places)), key=places.__getitem__), pa.int64()))
        written = self.plan.files.write("slice", number, [rows], PLACED)
        for kind, held in ((COPIES, _sketched(rows)), (STORIES, _told(rows))):
            written += self._keep(number, kind, held)
        return written

    def _keep(self, number: int, kind: Kind, held: dict[str, Any]) -> int:
        held["order"] = held["at"] + self.plan.starts[number]
        batch = made(held, HELD)
        batch = batch.take(pa.array(np.lexsort((held["order"], held["key"]))))
        key, looks = numbers(batch, "key", "looks")
        tails = batch.filter(pa.array(is_late(key, kind.each)))
        wanted = np.unique(key[looks >= 0])
        files, buckets = self.plan.files, self.plan.buckets
        files.write(kind.step("held"), number, [batch], HELD)
        sent = files.write(kind.step("tails"), number, split(tails, self.plan.bucket(numbers(tails, "key")[0]), buckets), HELD)
        wants = split(made({"key": wanted}, WANTED), self.plan.bucket(wanted), buckets)
        return sent + files.write(kind.step("wanted"), number, wants, WANTED)


def is_late(keys: Numbers, each: int) -> Any:
    """For each of sorted keys: does it stand among the last `each` of its equals?"""
    after = np.searchsorted(keys, keys, side="right")
    return np.arange(len(keys)) >= after - each


def _sketched(rows: Batch) -> dict[str, Any]:
    """Each key of each sketch, once a report."""
    tie, sketches = numbers(rows, "tie")[0], rows.column("keys").to_pylist()
    keys = [np.unique(np.frombuffer(sketch, dtype=np.int64)) for sketch in sketches]
    at = np.repeat(np.arange(len(keys)), [len(some) for some in keys])
    key = np.concatenate([*keys, np.zeros(0, dtype=np.int64)])
    none = np.zeros(len(key))
    return {"key": key, "at": at, "tie": tie[at], "looks": np.zeros(len(key), np.int16), "weight": none, "headline": none}


def _told(rows: Batch) -> dict[str, Any]:
    """Each term of each report."""
    tie = numbers(rows, "tie")[0]
    found = list(_terms(rows))
    at = np.array([one[0] for one in found], dtype=np.int64)
    return {
        "key": np.array([one[1] for one in found], dtype=np.int64),
        "at": at,
        "tie": tie[at],
        "looks": np.array([one[2] for one in found], dtype=np.int16),
        "weight": np.array([one[3] for one in found], dtype=np.float64),
        "headline": np.array([one[4] for one in found], dtype=np.float64),
    }


def _terms(rows: Batch) -> Iterator[tuple[int, int, int, float, float]]:
    for at, terms in enumerate(rows.column("terms").to_pylist()):
        for number, (key, _, weight, headline) in enumerate(json.loads(terms)):
            yield at, term_number(key), number if number < assign.LOOKED_UP else -1, weight, headline
