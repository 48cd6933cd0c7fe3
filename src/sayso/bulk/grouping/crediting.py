"""The copy group of every report, and the agency whose copy all of the group are: as `carried.marked` gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pyarrow as pa

from sayso.bulk.grouping.files import Batch, made, numbers, split, write_part
from sayso.bulk.grouping.plan import Plan
from sayso.reconcile.copies.credits import first_of_most

MEMBER = pa.schema([("root", pa.int64()), ("order", pa.int64()), ("report", pa.string()), ("credit", pa.string())])

GROUP = pa.schema([("report", pa.string()), ("copy", pa.string()), ("credit", pa.string())])


@dataclass(frozen=True, slots=True)
class Members:
    """The reports of a slice, each to the bucket of its group's first report."""

    plan: Plan

    def __call__(self, number: int) -> int:
        files, start = self.plan.files, self.plan.starts[number]
        rows = files.read("slice", number, columns=("report", "credit"))
        root = np.arange(start, start + len(rows))
        node, first = numbers(files.gather("labels", self.plan.buckets, number), "node", "root")
        root[node - start] = first
        order = np.arange(start, start + len(rows))
        columns = {"root": root, "order": order, "report": rows.column("report"), "credit": rows.column("credit")}
        return files.write("members", number, split(made(columns, MEMBER), self.plan.bucket(root), self.plan.buckets), MEMBER)


@dataclass(frozen=True, slots=True)
class Credited:
    """Writes `copy_groups/` of a bucket. Returns how many reports are copies of an earlier one."""

    plan: Plan

    def __call__(self, bucket: int) -> int:
        rows = self.plan.files.gather("members", self.plan.slices, bucket)
        rows = rows.take(pa.array(np.lexsort(numbers(rows, "order", "root"))))
        found = list(_credited(rows))
        write_part(self.plan.output, "copy_groups", bucket, pa.RecordBatch.from_pylist(found, schema=GROUP))
        return sum(row["report"] != row["copy"] for row in found)


def _credited(rows: Batch) -> Iterator[dict[str, str | None]]:
    told = zip(*(rows.column(name).to_pylist() for name in ("root", "report", "credit")), strict=True)
    for _, members in groupby(told, key=lambda member: member[0]):
        group = [(report, credit) for _, report, credit in members]
        credit = _agency([credit for _, credit in group])
        for report, _ in group:
            yield {"report": report, "copy": group[0][0], "credit": credit}


def _agency(credits: Sequence[str | None]) -> str | None:
    named = [credit for credit in credits if credit]
    return named[first_of_most(named)] if named else None
