"""Digests that compare two ledgers: of everything in the views, and of what the entries say in whatever order."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Table, select, type_coerce
from sqlalchemy.types import NullType

from sayso.ledger import schema
from sayso.ledger.canonical import encode
from sayso.vocabulary import EntryKind

AT_ONCE = 1_000
"""Rows held in memory while hashing."""

Columns = Sequence[Column[Any]]
Key = tuple[Any, ...]


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


def first_difference(connection: Connection, fresh: Connection, columns: Columns, key: Columns) -> Key | None:
    """The key of the first row that is not the same in both; None where all of them are."""
    for here, there in zip_longest(rows(connection, columns, key), rows(fresh, columns, key)):
        if here != there:
            return min((one[0] for one in (here, there) if one is not None), key=_order)
    return None


def _order(key: Key) -> list[tuple[bool, Any]]:
    """Numbers before text, which somebody may have written where numbers are."""
    return [(isinstance(part, str), part) for part in key]


def rows(connection: Connection, columns: Columns, key: Columns) -> Iterator[tuple[Key, bytes]]:
    """The key of each row of a table and the canonical bytes of its `columns`, in the order of the key.

    What SQLite holds in a column of truth values is taken as it lies there: its driver takes a 2 for True.
    """
    truths = [number for number, column in enumerate(columns) if isinstance(column.type, Boolean)]
    asked = [type_coerce(column, NullType()) if number in truths else column for number, column in enumerate(columns)]
    for row in connection.execute(select(*asked, *key).order_by(*key)).yield_per(AT_ONCE):
        cells = [_cell(cell) for cell in row[: len(asked)]]
        for number in truths:
            cells[number] = bool(cells[number]) if cells[number] in (0, 1) else cells[number]
        yield tuple(row[len(asked) :]), encode(cells)


def _table_hash(connection: Connection, table: Table) -> str:
    digest = hashlib.sha256()
    for _, cells in rows(connection, tuple(table.c), (table.c.row,)):
        digest.update(cells + b"\n")
    return digest.hexdigest()


def _cell(cell: Any) -> Any:
    """As JSON takes it, whatever somebody wrote into the file. Bytes are an array, so that no text is taken for them."""
    if isinstance(cell, bytes):
        return [cell.decode("latin-1")]
    return repr(cell) if isinstance(cell, float) and not math.isfinite(cell) else cell
