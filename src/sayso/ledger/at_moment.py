"""What the ledger held by a moment, in numbers: its head then, and how many claims of each kind were known."""

from __future__ import annotations

from sqlalchemy import func, select

from sayso.ledger import chain, schema
from sayso.ledger.append import HEAD, Head
from sayso.ledger.filters import CLAIMS, Filters, conditions, last_recorded, of_reports
from sayso.ledger.query import Reader


def head_by(reader: Reader, recorded_by: str | None) -> Head:
    """The last entry that was recorded by then. SaysoError E011 for no date."""
    if recorded_by is None:
        return reader.head()
    with reader.store.reading() as connection:
        last = last_recorded(recorded_by, connection)
        found = connection.execute(HEAD.where(schema.entries.c.seq <= last)).first()
        return Head(*found) if found else Head(0, chain.GENESIS, "")


def claims_by_kind(reader: Reader, filters: Filters) -> dict[str, int]:
    """How many claims of each kind fit; a kind without any is left out. SaysoError E011 for no date."""
    counted = select(CLAIMS.kind, func.count()).group_by(CLAIMS.kind)
    with reader.store.reading() as connection:
        fits = conditions(filters, reader.store, connection)
        return {row.kind: row[1] for row in connection.execute(counted.where(*fits))}


def was_there(reader: Reader, report: str, filters: Filters) -> bool:
    """Was the report of this whole id known by the moment, and published in the days that are asked for? SaysoError E011."""
    wanted = select(schema.reports.c.row).where(schema.reports.c.id == report)
    with reader.store.reading() as connection:
        return connection.execute(wanted.where(*of_reports(filters, connection))).first() is not None
