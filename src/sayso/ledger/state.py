"""Digests that compare two ledgers: of everything in the views, and of what the entries say in whatever order."""

from __future__ import annotations

import hashlib
import math
from typing import Any

from sqlalchemy import Connection, Table, select

from sayso.ledger import schema
from sayso.ledger.canonical import encode
from sayso.vocabulary import EntryKind

AT_ONCE = 1_000
"""Rows held in memory while hashing."""


def state_hash(connection: Connection) -> str:
    """SHA-256 over every row of every view. Equal before and after a rebuild."""
    return hashlib.sha256(encode(sorted(table_hashes(connection).items()))).hexdigest()


def table_hashes(connection: Connection) -> dict[str, str]:
    """SHA-256 of each view table, rows in order: tells which one differs."""
    return {name: _table_hash(connection, table) for name, table in schema.views.tables.items()}


def content_hash(connection: Connection) -> str:
    """SHA-256 over the ids and bodies of all entries, without seq, time, salt and order.

    Equal for the same input in any order and with any number of workers, on every store. Receipts count by their id, which
    leaves out the moment of fetching.
    """
    digest = hashlib.sha256()
    said = select(schema.entries.c.id, schema.entries.c.kind, schema.entries.c.body)
    for id, kind, body in sorted(
        (id, kind, None if body is None or kind == EntryKind.CAPTURE else hashlib.sha256(body).hexdigest())
        for id, kind, body in connection.execute(said).yield_per(AT_ONCE)
    ):
        digest.update(encode([kind, id, body]) + b"\n")
    return digest.hexdigest()


def _table_hash(connection: Connection, table: Table) -> str:
    digest = hashlib.sha256()
    for row in connection.execute(select(table).order_by(table.c.row)).yield_per(AT_ONCE):
        digest.update(encode([_cell(cell) for cell in row]) + b"\n")
    return digest.hexdigest()


def _cell(cell: Any) -> Any:
    """As JSON takes it, whatever somebody wrote into the file."""
    if isinstance(cell, bytes):
        return cell.decode("latin-1")
    return repr(cell) if isinstance(cell, float) and not math.isfinite(cell) else cell
