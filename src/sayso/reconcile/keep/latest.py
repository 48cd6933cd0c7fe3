"""Of every key the latest few rows before a place: one statement, whose cost does not grow with the table.

Each key is a look-up of its own along the primary key (key, place), and all of them go to the database together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection

AT_ONCE = 100
"""Look-ups in one statement; SQLite takes up to 500."""


def latest(
    connection: Connection, wanted: tuple[Column[Any], ...], keys: Sequence[int], before: str, each: int
) -> Iterator[Any]:
    """Of the columns `wanted` of a table, `each` rows at most for every one of `keys`, in any order. Plain tuples."""
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        looks = _looks(wanted, len(some), connection.dialect.paramstyle)
        found = connection.exec_driver_sql(looks, tuple(value for key in some for value in (key, before, each)))
        yield from found.cursor.fetchall() if found.cursor is not None else ()  # a thousand rows a report: without wrapping


@cache
def _looks(wanted: tuple[Column[Any], ...], number: int, style: str) -> str:
    """Written out, and once: to compile so many subqueries anew takes longer than to answer them. All names are ours."""
    table: Any = wanted[0].table
    key, place = table.primary_key.columns
    columns, value = ", ".join(column.name for column in wanted), "?" if style == "qmark" else "%s"
    one = f"SELECT {columns} FROM {table.name} WHERE {key.name} = {value} AND {place.name} < {value}"
    one = f"{one} ORDER BY {place.name} DESC LIMIT {value}"
    return " UNION ALL ".join(f"SELECT * FROM ({one}) AS look{n}" for n in range(number))


def chunks(values: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """For IN (…): databases limit the number of parameters."""
    whole = list(values)
    yield from (whole[start : start + size] for start in range(0, len(whole), size))
