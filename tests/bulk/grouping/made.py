"""Features of reports as bulk reading writes them, what the embedded path makes of them, and what the jobs wrote."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import create_engine, insert, select

from sayso.bulk.engines.engine import Lost
from sayso.bulk.schema import DOCUMENTS, FEATURES, arrow
from sayso.reconcile.copies.credits import Credit
from sayso.reconcile.keep import features, ordering
from sayso.reconcile.keep.carried import Kept, marked
from sayso.reconcile.keep.schema import copies, derived, in_order, placed
from sayso.reconcile.telling import Carrier
from sayso.types import Report

T = TypeVar("T")
R = TypeVar("R")
Row = dict[str, Any]
Rows = dict[str, list[tuple[Any, ...]]]


class Here:
    """An engine that does everything at once in this process."""

    name = "here"
    workers = 1

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R | Lost]:
        yield from [work(task) for task in reversed(list(tasks))]  # results may come in any order

    def close(self) -> None:
        """Nothing was started."""


def row(
    report: str,
    known_by: str | None,
    *,
    keys: Sequence[int] = (),
    sentences: Sequence[Sequence[int]] = (),
    terms: Sequence[tuple[str, str, float, float]] = (),
    address: str | None = None,
    credit: str | None = None,
) -> Row:
    """A row of `features/`, of numbers made up: sentences are the hashes of their runs."""
    return {
        "report": report,
        "place": in_order(known_by, report),
        "known_by": known_by,
        "address": address,
        "keys": array("q", keys).tobytes(),
        "runs": array("I", [run for sentence in sentences for run in sentence]).tobytes(),
        "lengths": array("H", [len(sentence) for sentence in sentences]).tobytes(),
        "terms": json.dumps(terms).encode("ascii"),
        "credit": credit,
        "credit_because": "made up" if credit else None,
    }


def row_of(report: Report) -> Row:
    return features.rows(report).tables[placed][0]


def write(output: Path, parts: Iterable[Sequence[Mapping[str, Any]]], committed: bool = True) -> None:
    """Parts of `features/`, and those of `documents/` that commit them. The sequence is the order in which rows are given."""
    sequence = 0
    for number, part in enumerate(parts):
        rows = [{**one, "sequence": sequence + place, "document": "d"} for place, one in enumerate(part)]
        sequence += len(part)
        _part(output, FEATURES.name, number, pa.Table.from_pylist(rows, schema=arrow(FEATURES)))
        if committed:
            _part(output, DOCUMENTS.name, number, arrow(DOCUMENTS).empty_table())


def _part(output: Path, table: str, number: int, rows: pa.Table) -> None:
    (output / table).mkdir(parents=True, exist_ok=True)
    pq.write_table(rows, output / table / f"part-{number:08d}.parquet")


def embedded(rows: Sequence[Row]) -> Rows:
    """What the kept tables have of the reports: each set in order with everything in memory."""
    engine = create_engine("sqlite+pysqlite://")
    with engine.begin() as connection:
        derived.create_all(connection)
        once = {one["report"]: one for one in reversed(rows)}
        if once:
            connection.execute(insert(placed), list(once.values()))
        ordering.from_place(connection, "")
        told = connection.execute(select(placed.c.report, placed.c.story, placed.c.because)).all()
        pairs = connection.execute(select(copies)).all()
    engine.dispose()
    return {
        "stories": sorted(tuple(one) for one in told),
        "copies": sorted(tuple(one) for one in pairs),
        "copy_groups": sorted(_groups(list(once.values()), [(one.later, one.earlier) for one in pairs])),
    }


def _groups(rows: Sequence[Row], links: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, str | None]]:
    carriers = [Carrier(r["report"], "", None, None, None, None, None, None, r["known_by"]) for r in rows]
    known = {r["report"]: Kept(None, Credit(r["credit"], "x") if r["credit"] else None) for r in rows}
    for carrier, marks in marked(carriers, known, links):
        yield carrier.id, marks.copy, marks.credit


def by_jobs(output: Path) -> Rows:
    """What `group` wrote."""
    return {name: sorted(_rows(output / name)) for name in ("stories", "copies", "copy_groups")}


def _rows(folder: Path) -> Iterator[tuple[Any, ...]]:
    for path in sorted(folder.glob("*.parquet")):
        yield from (tuple(one.values()) for one in pq.read_table(path).to_pylist())
