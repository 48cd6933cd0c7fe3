"""Rows of one file of the results, only the columns that are needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sayso.bulk.loading.damaged import DamagedError
from sayso.bulk.parts import DAYS, path
from sayso.bulk.places import Place
from sayso.bulk.planning.parquet import libraries
from sayso.bulk.schema import DOCUMENTS, Table, arrow

Row = dict[str, Any]


def documents(place: Place, name: str, columns: Sequence[str]) -> tuple[list[Row], dict[str, list[str]]]:
    """The documents of a task, and the days of each other table in which it left a file. Raises DamagedError, OSError."""
    found = _table(place, DOCUMENTS, None, name, columns)
    try:
        days = json.loads(found.schema.metadata[DAYS])
        assert all(isinstance(day, str) for some in days.values() for day in some)
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError) as error:
        raise DamagedError("it does not tell its days") from error
    return found.to_pylist(), days


def rows(place: Place, table: Table, days: Iterable[str], name: str, columns: Sequence[str]) -> list[Row]:
    """Of all days. Raises DamagedError, OSError."""
    return [row for day in days for row in _table(place, table, day, name, columns).to_pylist()]


def _table(place: Place, table: Table, day: str | None, name: str, columns: Sequence[str]) -> Any:
    pa, parquet = libraries()
    file = path(table, day, name)
    data = place.read(file)
    if data is None:
        raise DamagedError(f"{file} is not there")
    try:
        found = parquet.ParquetFile(pa.BufferReader(data))
        if not found.schema_arrow.equals(arrow(table)):
            raise DamagedError(f"{file} has other columns")
        return found.read(columns=list(columns))
    except (pa.ArrowException, OSError) as error:
        raise DamagedError(f"{file}: {' '.join(str(error).split())}") from error
