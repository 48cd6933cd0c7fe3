"""Do the kept tables say what the entries say? Compared with tables made afresh in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Table

from sayso.ledger.filters import last_recorded
from sayso.ledger.state import first_difference
from sayso.ledger.store import Store
from sayso.ledger.verify import UNFIT, Finding, unlike
from sayso.reconcile.keep.follow import aside, state
from sayso.reconcile.keep.schema import copies, derived, followed, placed

IN_ORDER = ("story", "because")
"""Columns that hold only once everything is set in order."""


def unfit(store: Store) -> list[Finding]:
    """What does not fit, by table. Tables that are only behind, or of another version, are no fault: they catch up."""
    with store.reading() as connection:
        made = state(connection)
        if made is None:
            return []
        found = [] if made.seq <= last_recorded(None, connection) else [unlike(followed.name, f"entry {made.seq}")]
        with aside(connection, made.seq) as fresh:
            for table in _checked(made.open_from):
                differs = first_difference(connection, fresh, _columns(table, made.open_from), tuple(table.primary_key.columns))
                found += [] if differs is None else [unlike(table.name, f"row {' '.join(map(str, differs))}")]
    return [Finding(0, what, UNFIT) for what in found]


def _checked(open_from: str | None) -> list[Table]:
    """Copies hold only once everything is set in order."""
    return [table for table in derived.sorted_tables if table is not followed and (open_from is None or table is not copies)]


def _columns(table: Table, open_from: str | None) -> Sequence[Column[Any]]:
    """All of them, or where some reports are open those that do not depend on the others."""
    return [c for c in table.c if open_from is None or table is not placed or c.name not in IN_ORDER]
