"""Make the views anew from the entries: for `sayso rebuild`, after a migration, and for `verify` on a scratch store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from sayso.errors import SaysoError
from sayso.ledger import bodies, schema
from sayso.ledger.store import Store
from sayso.ledger.views import Rows, apply, project
from sayso.types import Entry, Reading, Report
from sayso.vocabulary import EntryKind

AT_ONCE = 200
"""Entries in memory at once; more made rebuilding no faster on 30,000 entries."""
LEAST = -(1 << 63)
"""The least number that a store takes: the chain begins at 1, but who forges an entry may put it before that."""


def make_views(store: Store, connection: Connection) -> None:
    """Empty view tables and the search index, in place of whatever there was."""
    store.hold_off(connection)
    store.drop_search(connection)
    schema.views.drop_all(connection)
    schema.views.create_all(connection)
    store.create_search(connection)


def replay(source: Connection, target: Connection, until: int | None = None) -> None:
    """Write the rows of all entries of `source` (up to seq `until`) into the empty views of `target`.

    E026 names an entry that cannot be replayed: `sayso verify` says more about it.
    """
    for batch in _batches(source, until):
        apply(target, rows_of(source, batch))


def rows_of(source: Connection, batch: Sequence[Entry]) -> Rows:
    """What these entries of `source`, which follow each other, do to the views. E026 names one that cannot be replayed."""
    rows, reports = Rows(), dict[str, Report]()
    for entry in batch:
        if entry.body is not None:
            _replay(source, entry, entry.body, reports, rows)
    return rows


def entries(connection: Connection, after: int = 0, count: int = AT_ONCE) -> list[Entry]:
    """The next `count` entries after seq `after`, in order."""
    return entries_from(connection, after + 1, count)


def entries_from(connection: Connection, first: int, count: int = AT_ONCE) -> list[Entry]:
    """The next `count` entries from seq `first` on, in order."""
    wanted = select(schema.entries).where(schema.entries.c.seq >= first).order_by(schema.entries.c.seq).limit(count)
    return [Entry(**row._mapping) for row in connection.execute(wanted)]


def _batches(source: Connection, until: int | None) -> Iterator[list[Entry]]:
    after = 0
    while batch := [e for e in entries(source, after) if until is None or e.seq <= until]:
        yield batch
        after = batch[-1].seq


def _replay(source: Connection, entry: Entry, body: bytes, reports: dict[str, Report], rows: Rows) -> None:
    try:
        said = bodies.hear(EntryKind(entry.kind), body)
        of = None
        if isinstance(said.body, Report):
            reports[said.body.id] = said.body
        if isinstance(said.body, Reading):
            of = reports.get(said.body.report) or report_of(source, said.body.report)
        project(entry, said, of, rows)
    except ValueError as error:
        raise SaysoError("E026", seq=entry.seq, detail=error) from error


def report_of(source: Connection, id: str) -> Report | None:
    """The report `id`; None where there is none, or it was erased."""
    body = body_of(source, id)
    said = bodies.decode(EntryKind.REPORT, body) if body is not None else None
    return said if isinstance(said, Report) else None


def body_of(source: Connection, id: str) -> bytes | None:
    """The bytes of the entry `id`; None where there is none, or they were erased."""
    body: bytes | None = source.execute(select(schema.entries.c.body).where(schema.entries.c.id == id)).scalar()
    return body
