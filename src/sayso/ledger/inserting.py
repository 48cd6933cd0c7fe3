"""Rows into a table by the driver itself: SQLAlchemy's handling of parameters would take as long as the database.

Rows are tuples of plain values in the order of the columns; statements are written once for each kind of database. PostgreSQL
gets more than a few rows by COPY in its binary format (https://www.postgresql.org/docs/current/sql-copy.html): one statement
for all of them, and no byte of a body written as two.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Float, Integer, LargeBinary, Table
from sqlalchemy.types import TypeDecorator

Row = tuple[Any, ...]

FEW = 2
"""Rows that an INSERT of each brings sooner."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """All of `rows`, in their order."""
    if len(rows) > FEW and connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
    elif rows:
        connection.exec_driver_sql(_statement(table, connection.dialect.paramstyle), list(rows))


def _copy(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(_copying(table)) as copy:
        copy.set_types(_types(table))
        for row in rows:
            copy.write_row(row)


@cache
def _statement(table: Table, style: str) -> str:
    places = ", ".join(["?" if style == "qmark" else "%s"] * len(table.c))
    return f'INSERT INTO "{table.name}" ({_columns(table)}) VALUES ({places})'


@cache
def _copying(table: Table) -> str:
    return f'COPY "{table.name}" ({_columns(table)}) FROM STDIN (FORMAT BINARY)'


def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.c)


@cache
def _types(table: Table) -> list[str]:
    """The server's names of what the columns hold: in binary nothing is converted."""
    return [_type(column) for column in table.c]


def _type(column: Column[Any]) -> str:
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    named = {BigInteger: "int8", Integer: "int4", Float: "float8", Boolean: "bool", LargeBinary: "bytea"}
    return next((name for type_, name in named.items() if isinstance(kind, type_)), "text")
