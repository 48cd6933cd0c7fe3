"""Changes of what is made from the entries: a cell, a row, a table, a guard, the index of words."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import BigInteger, Boolean, Column, Connection, Float, Integer, LargeBinary, Table, func, select, text
from sqlalchemy.sql.elements import ColumnElement

from sayso.ledger import schema
from sayso.reconcile.keep.schema import derived, followed

TABLES: tuple[Table, ...] = (*schema.views.sorted_tables, *(table for table in derived.sorted_tables if table is not followed))
Names = list[str]
"""What a finding has to name: the table, and the key of the row where one was changed."""


@dataclass(frozen=True, slots=True)
class Changed:
    sort: str
    what: str
    named: Names


PAGES_OF_WORDS = 10
"""Up to here stand FTS5's averages and the list of its segments, some bits of which mean nothing."""
Change = Callable[[random.Random, Connection], Changed | None]
"""None where the change that was drawn cannot be made, or changes nothing."""


def cell(rng: random.Random, connection: Connection) -> Changed | None:
    """Another value of the column's own type, or nothing."""
    table = rng.choice(TABLES)
    column = rng.choice([c for c in table.c if c.name not in _key(table)])
    row = _some_row(rng, connection, table)
    now = _other(rng, row[column.name], column)
    if now == row[column.name] or (column.unique and now is None):
        return None
    connection.execute(table.update().where(_is(table, row)).values({column.name: now}))
    return Changed(
        "a changed cell", f"{table.name}.{column.name} {_words(table, row)}: {now!r}", [table.name, _words(table, row)]
    )


def taken(rng: random.Random, connection: Connection) -> Changed:
    table = rng.choice(TABLES)
    row = _some_row(rng, connection, table)
    connection.execute(table.delete().where(_is(table, row)))
    return Changed("a deleted row", f"{table.name} {_words(table, row)}", [table.name, _words(table, row)])


def added(rng: random.Random, connection: Connection) -> Changed | None:
    """A copy of another under a key of its own."""
    table = rng.choice(TABLES)
    row = _some_row(rng, connection, table)
    name = _key(table)[-1]
    row = {**row, name: row[name] + rng.choice((1, 7)) if isinstance(row[name], int) else row[name] + "0"}
    if connection.execute(select(func.count()).select_from(table).where(_is(table, row))).scalar():
        return None
    if "id" in row and table.c.id.unique:
        row["id"] += "0"
    connection.execute(table.insert().values(row))
    return Changed("an added row", f"{table.name} {_words(table, row)}", [table.name, _words(table, row)])


def swapped(rng: random.Random, connection: Connection) -> Changed | None:
    """A cell of one row for that of another."""
    table = rng.choice(TABLES)
    column = rng.choice([c for c in table.c if c.name not in _key(table)])
    one, two = _some_row(rng, connection, table), _some_row(rng, connection, table)
    if one[column.name] == two[column.name] or column.unique:
        return None
    for row, other in ((one, two), (two, one)):
        connection.execute(table.update().where(_is(table, row)).values({column.name: other[column.name]}))
    first = min((one, two), key=lambda row: tuple(map(_order, (row[name] for name in _key(table)))))
    return Changed("swapped cells", f"{table.name}.{column.name} of two rows", [table.name, _words(table, first)])


def dropped(rng: random.Random, connection: Connection) -> Changed:
    table = rng.choice([table for table in TABLES if table.metadata is schema.views])
    if table is schema.claims:
        table = schema.reports
    connection.execute(text(f"DROP TABLE {table.name}"))
    return Changed("a dropped view", table.name, [table.name, "is missing"])


def unguarded(rng: random.Random, connection: Connection) -> Changed:
    on = " ON entries" if connection.dialect.name == "postgresql" else ""
    guard = rng.choice(("entries_never_deleted", "entries_only_appended", "entries_never_changed"))
    connection.execute(text(f"DROP TRIGGER {guard}{on}"))
    return Changed("a dropped guard", guard, [guard])


ALL: tuple[Change, ...] = (cell, cell, cell, taken, added, swapped, dropped, unguarded)


def other_type(rng: random.Random, connection: Connection) -> Changed | None:
    """SQLite takes text for bytes and bytes for text; and a truth value that is neither 0 nor 1."""
    table = rng.choice(TABLES)
    column = rng.choice(
        [c for c in table.c if c.name not in _key(table) and not isinstance(c.type, BigInteger | Integer | Float)]
    )
    row = _some_row(rng, connection, table)
    if row[column.name] is None:
        return None
    kind = "2" if isinstance(column.type, Boolean) else f'CAST("{column.name}" AS {_kind(column)})'
    same = " AND ".join(f'"{name}" = :{name}' for name in _key(table))
    keys = {name: row[name] for name in _key(table)}
    connection.execute(text(f'UPDATE {table.name} SET "{column.name}" = {kind} WHERE {same}'), keys)
    return Changed(
        "another type", f"{table.name}.{column.name} {_words(table, row)} = {kind}", [table.name, _words(table, row)]
    )


def words(rng: random.Random, connection: Connection) -> Changed | None:
    """SQLite's own tables of the full-text index."""
    name, column, key = rng.choice((("search_data", "block", "id"), ("search_docsize", "sz", "id")))
    least = PAGES_OF_WORDS if name == "search_data" else 0
    there = connection.execute(text(f"SELECT {key}, {column} FROM {name} WHERE {key} > {least}")).all()
    at, was = rng.choice(there)
    if rng.random() < 0.3:
        connection.execute(text(f"DELETE FROM {name} WHERE {key} = :at"), {"at": at})
        return Changed("the index of words", f"{name} {at} deleted", ["search"])
    now = bytearray(was)
    now[rng.randrange(len(now))] ^= 1 << rng.randrange(8)
    connection.execute(text(f"UPDATE {name} SET {column} = :now WHERE {key} = :at"), {"now": bytes(now), "at": at})
    return Changed("the index of words", f"{name} {at} changed", ["search"])


def _kind(column: Column[Any]) -> str:
    return "TEXT" if isinstance(column.type, LargeBinary) else "BLOB"


def _key(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def _some_row(rng: random.Random, connection: Connection, table: Table) -> dict[str, Any]:
    keys = table.primary_key.columns
    count = connection.execute(select(func.count()).select_from(table)).scalar_one()
    wanted = select(table).order_by(*keys).offset(rng.randrange(count)).limit(1)
    return dict(connection.execute(wanted).one()._mapping)


def _is(table: Table, row: dict[str, Any]) -> ColumnElement[bool]:
    first, *rest = (table.c[name] == row[name] for name in _key(table))
    for one in rest:
        first = first & one
    return cast(ColumnElement[bool], first)


def _words(table: Table, row: dict[str, Any]) -> str:
    """As a finding names the row."""
    return f"row {' '.join(str(row[name]) for name in _key(table))}"


def _order(value: Any) -> tuple[int, Any]:
    return (0, value) if isinstance(value, int) else (1, value)


def _other(rng: random.Random, was: Any, column: Column[Any]) -> Any:
    if column.nullable and was is not None and rng.random() < 0.2:
        return None
    match column.type:
        case Boolean():
            return not was
        case BigInteger() | Integer():
            return (was or 0) ^ (1 << rng.randrange(20))
        case Float():
            return (was or 0.0) + rng.choice((0.001, -1.0, 1e-9))
        case LargeBinary():
            return bytes([*was[:-1], was[-1] ^ 1]) if was else b"x"
    return rng.choice(((was or "") + "x", (was or "x")[:-1], "r0", (was or "x").swapcase()))
