"""Of every key the latest few rows before a place: one statement, whose cost does not grow with the table.

Each key is a look-up of its own along the primary key (key, place), and all of them go to the database together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, TextClause, text

AT_ONCE = 100
"""Look-ups in one statement; SQLite takes up to 500."""


def latest(connection: Connection, table: Table, key: str, keys: Sequence[int], before: str, each: int) -> Iterator[Any]:
    """Rows of `table`, `each` at most for every one of `keys`, in any order."""
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        values = {f"key{number}": value for number, value in enumerate(some)}
        yield from connection.execute(_looks(table, key, len(some)), {**values, "before": before, "each": each})


@cache
def _looks(table: Table, key: str, number: int) -> TextClause:
    """Written out, and once: to compile so many subqueries anew takes longer than to answer them. All names are ours."""
    columns = ", ".join(column.name for column in table.c)
    one = f"SELECT {columns} FROM {table.name} WHERE {key} = :key%d AND place < :before ORDER BY place DESC LIMIT :each"
    return text(" UNION ALL ".join(f"SELECT * FROM ({one % n}) AS look{n}" for n in range(number)))


def chunks(values: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """For IN (…): databases limit the number of parameters."""
    whole = list(values)
    yield from (whole[start : start + size] for start in range(0, len(whole), size))
