"""Which candidates are copies: `ordering.copies_among`, the embedded path's own judgement, for every report of a slice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from sayso.bulk.grouping.asked import OF_COPIES, answers
from sayso.bulk.grouping.components import EDGES, both, edges_step
from sayso.bulk.grouping.files import made, numbers, split, write_part
from sayso.bulk.grouping.plan import Plan
from sayso.bulk.grouping.slices import COPIES
from sayso.reconcile.keep.ordering import copies_among

COPY = pa.schema([("later", pa.string()), ("earlier", pa.string()), ("share", pa.float64()), ("because", pa.string())])


class Sketched(NamedTuple):
    """What `copies_among` needs of a row of `placed_reports`. Its keys found the candidates; likeness needs none."""

    report: str
    address: str | None
    runs: bytes
    lengths: bytes
    order: int
    keys: bytes = b""


@dataclass(frozen=True, slots=True)
class Judged:
    """Writes `copies/` of a slice, and its pairs for the copy groups. Returns how many."""

    plan: Plan

    def __call__(self, number: int) -> int:
        rows, orders = [], []
        for row, order in self._copies(number):
            rows.append(row)
            orders.append(order)
        write_part(self.plan.output, "copies", number, pa.RecordBatch.from_pylist(rows, schema=COPY))
        pairs = np.array(orders, dtype=np.int64).reshape(-1, 2)
        node, root = both(pairs[:, 0], pairs[:, 1])
        edges = split(made({"node": node, "root": root}, EDGES), self.plan.bucket(node), self.plan.buckets)
        self.plan.files.write(edges_step(0), number, edges, EDGES)
        return len(rows)

    def _copies(self, number: int) -> Iterator[tuple[Any, tuple[int, int]]]:
        files, start = self.plan.files, self.plan.starts[number]
        own = files.read("slice", number, columns=OF_COPIES)
        theirs, known = answers(self.plan, COPIES.name, number, OF_COPIES)
        at, other = numbers(files.read(COPIES.step("found"), number), "at", "other")
        where = np.searchsorted(known, other)

        def row(order: int, place: int) -> Sketched:
            batch, place = (own, order - start) if order >= start else (theirs, place)
            report, address, runs, lengths = (batch.column(name)[place].as_py() for name in OF_COPIES)
            return Sketched(report, address, runs, lengths, order)

        for one, found in groupby(zip(at.tolist(), other.tolist(), where.tolist(), strict=True), key=lambda pair: pair[0]):
            others = {other.report: other for other in (row(order, place) for _, order, place in found)}
            for copy in copies_among(row(start + one, 0), others.values()):
                yield copy, (start + one, others[copy["earlier"]].order)
