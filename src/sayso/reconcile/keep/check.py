"""Do the kept tables say what the entries say? Compared with tables made afresh in memory."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, Table, select

from sayso.ledger.filters import last_recorded
from sayso.ledger.store import Store
from sayso.ledger.verify import UNFIT, Finding
from sayso.reconcile.keep.follow import aside, state
from sayso.reconcile.keep.schema import derived, followed, placed

IN_ORDER = ("story", "because")
"""Columns that hold only once everything is set in order."""


def unfit(store: Store) -> list[Finding]:
    """What does not fit, by table. Tables that are only behind, or of another version, are no fault: they catch up."""
    with store.reading() as connection:
        made = state(connection)
        if made is None:
            return []
        beyond = made.seq > last_recorded(None, connection)
        with aside(connection, made.seq) as fresh:
            return [Finding(0, f"the view “{followed.name}” does not fit the entries", UNFIT)] * beyond + [
                Finding(0, f"the view “{table.name}” does not fit the entries", UNFIT)
                for table in derived.sorted_tables
                if table is not followed and _digest(connection, table, made.open_from) != _digest(fresh, table, made.open_from)
            ]


def _digest(connection: Connection, table: Table, open_from: str | None) -> str:
    """Over all rows, or where some are open over what does not depend on the others."""
    columns = [c for c in table.c if open_from is None or table is not placed or c.name not in IN_ORDER]
    if open_from is not None and table.name == "copies":
        return ""
    digest = hashlib.sha256()
    for row in connection.execute(select(*columns).order_by(*table.primary_key.columns)):
        digest.update(repr(tuple(row)).encode("utf8", "surrogatepass") + b"\n")
    return digest.hexdigest()
