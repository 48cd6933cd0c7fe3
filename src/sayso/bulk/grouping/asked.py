"""Slices ask each other for rows: each slice answers all that asked it, one batch for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from sayso.bulk.grouping.files import Batch, Numbers, numbers
from sayso.bulk.grouping.numbering import PLACED
from sayso.bulk.grouping.plan import Plan

ASKED = pa.schema([("order", pa.int64())])

OF_COPIES = ("report", "address", "runs", "lengths")
OF_STORIES = ("report", "known_by", "terms")
OF_NAMES = ("report",)


@dataclass(frozen=True, slots=True)
class Answer:
    """Answers the files `<name>-asked` with the files `<name>-answered`: `columns` of those reports, with their numbers."""

    plan: Plan
    name: str
    columns: tuple[str, ...]

    def __call__(self, number: int) -> int:
        schema = answered(self.columns)
        rows = self.plan.files.read("slice", number, columns=self.columns)
        return self.plan.files.write(f"{self.name}-answered", number, self._answers(rows, number), schema)

    def _answers(self, rows: Batch, number: int) -> Iterator[Batch]:
        schema, start = answered(self.columns), self.plan.starts[number]
        for asking in range(self.plan.slices):
            if asking <= number:  # those before it never ask
                yield pa.RecordBatch.from_pylist([], schema=schema)
                continue
            (order,) = numbers(self.plan.files.read(f"{self.name}-asked", asking, number), "order")
            some = rows.take(pa.array(order - start))
            yield pa.RecordBatch.from_arrays([*(some.column(name) for name in self.columns), pa.array(order)], schema=schema)


def answered(columns: tuple[str, ...]) -> pa.Schema:
    return pa.schema([*(PLACED.field(name) for name in columns), ("order", pa.int64())])


def answers(plan: Plan, name: str, number: int, columns: tuple[str, ...]) -> tuple[Batch, Numbers]:
    """What a slice was answered, and the numbers of those reports, sorted: slices answer in their order."""
    found = pa.Table.from_batches(
        [plan.files.read(f"{name}-answered", before, number) for before in range(number)], schema=answered(columns)
    ).combine_chunks()
    return found, found.column("order").to_numpy()
