"""Of every key the latest few rows before a place: one statement, whose cost does not grow with the table.

Each key is a look-up of its own along the primary key (key, place), and all of them go to the database together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select, union_all

AT_ONCE = 100
"""Look-ups in one statement; SQLite takes up to 500."""


def latest(connection: Connection, table: Table, key: str, keys: Sequence[int], before: str, each: int) -> Iterator[Any]:
    """Rows of `table`, `each` at most for every one of `keys`, in any order."""
    for start in range(0, len(keys), AT_ONCE):
        looks = [_look(table, key, value, before, each) for value in keys[start : start + AT_ONCE]]
        yield from connection.execute(union_all(*looks))


def _look(table: Table, key: str, value: int, before: str, each: int) -> Any:
    wanted = select(table).where(table.c[key] == value, table.c.place < before)
    return select(wanted.order_by(table.c.place.desc()).limit(each).subquery())


def chunks(values: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """For IN (…): databases limit the number of parameters."""
    whole = list(values)
    yield from (whole[start : start + size] for start in range(0, len(whole), size))
