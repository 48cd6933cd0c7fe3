"""Rows into a table by the driver itself: SQLAlchemy's handling of parameters would take as long as the database.

Rows are tuples of plain values in the order of the columns; statements are written once for each kind of database.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table

Row = tuple[Any, ...]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """All of `rows`, in their order."""
    if rows:
        connection.exec_driver_sql(_statement(table, connection.dialect.paramstyle), list(rows))


@cache
def _statement(table: Table, style: str) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    places = ", ".join(["?" if style == "qmark" else "%s"] * len(table.c))
    return f'INSERT INTO "{table.name}" ({columns}) VALUES ({places})'
