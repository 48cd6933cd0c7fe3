"""One entry to the rows that are kept of it: a pure function of bytes, so that other processes can do it.

A reading is worked out with the report that it is of; nothing else is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from sayso.ledger.bodies import Redaction, overhear
from sayso.reconcile.keep import features, tellers
from sayso.types import Reading, Report
from sayso.vocabulary import EntryKind


@dataclass(frozen=True, slots=True)
class Job:
    """An entry, and of a reading the body of its report."""

    seq: int
    kind: EntryKind
    body: bytes
    report: bytes | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """The rows by table. `place` is that of a new report."""

    seq: int
    report: str | None = None
    place: str | None = None
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    erased: tuple[str, ...] = ()
    wrong: str | None = None
    """Why the entry cannot be read: an error would not come whole from another process."""


Mapper = Callable[[Callable[[Job], Work], Iterable[Job]], Iterable[Work]]
"""`map`, or that of a pool."""


def work_out(job: Job) -> Work:
    try:
        said = overhear(job.kind, job.body)
        of = overhear(EntryKind.REPORT, job.report) if job.report is not None else None
    except ValueError as error:
        return Work(job.seq, wrong=str(error))
    match said:
        case Report():
            rows = features.rows(said)
            return Work(job.seq, said.id, rows.place, by_name(rows.tables))
        case Reading() if isinstance(of, Report):
            return Work(job.seq, said.report, None, by_name(tellers.rows(job.seq, of, said.claims)))
        case Redaction():
            return Work(job.seq, erased=said.erased)
        case _:
            return Work(job.seq)


def by_name(tables: dict[Table, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Tables travel by name."""
    return {table.name: rows for table, rows in tables.items()}
