"""Ids that people type: the whole id, or enough of its beginning."""

from __future__ import annotations

from sqlalchemy import Column, Connection, select

from sayso.errors import SaysoError, of_several
from sayso.ledger import schema
from sayso.ledger.storable import text

BEYOND = "\x7f"
"""Sorts after every character of an id."""

MANY = 1_000
"""Ids that are counted at most, when a beginning fits many."""


def claim_id(connection: Connection, beginning: str) -> str:
    """The one claim id that begins so. E027 where there is none, E028 where there are several."""
    return _one(beginning, _beginning_with(connection, schema.claims.c.id, beginning))


def entry_id(connection: Connection, beginning: str) -> str:
    """The one entry id that begins so, redacted ones too. E027, E028 as above."""
    return _one(beginning, _beginning_with(connection, schema.entries.c.id, beginning))


def report_id(connection: Connection, beginning: str) -> str:
    """The one report id that begins so, or the report of that name, wherever it was called so. E027, E028 as above."""
    found = _beginning_with(connection, schema.reports.c.id, beginning)
    if not found:
        name = text(beginning)  # as names are kept: no store takes every string
        named = select(schema.reports.c.id).where(schema.reports.c.name == name)
        received = select(schema.captures.c.report).where(schema.captures.c.name == name)
        found = list(connection.execute(named.union(received).limit(MANY)).scalars())
    return _one(beginning, found)


def _beginning_with(connection: Connection, column: Column[str], beginning: str) -> list[str]:
    if not beginning or not beginning.isascii() or not beginning.isprintable():
        return []
    fits = select(column).where(column >= beginning, column < beginning + BEYOND).distinct().limit(MANY)
    found = list(connection.execute(fits).scalars())
    return [beginning] if beginning in found else found


def _one(beginning: str, found: list[str]) -> str:
    if not found:
        raise SaysoError("E027", id=beginning)
    if len(found) > 1:
        raise of_several(beginning, found)
    return found[0]
