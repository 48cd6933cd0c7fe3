"""Rows as a pandas data frame whose columns have the same types whatever is in it, so that an empty one can be added up too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sayso.errors import SaysoError

if TYPE_CHECKING:
    from pandas import DataFrame

Columns = Mapping[str, type]
"""Names in order, each with what its cells are: str, int, float, bool, or list for lists of strings."""

KINDS: dict[type, str] = {str: "string", int: "Int64", float: "Float64", bool: "boolean", list: "object"}
"""Types of pandas that know "not told" beside every value."""
LARGEST = 2**63 - 1
"""Of Int64. Somebody may write that 10^30 were killed; that number is not told here."""


def pandas() -> Any:
    """SaysoError E100 where it is not installed."""
    try:
        import pandas as library
    except ImportError as error:
        raise SaysoError("E100", package="pandas", extra="frames") from error
    return library


def frame(columns: Columns, rows: Iterable[Mapping[str, Any]]) -> DataFrame:
    """One row each. What is None is `pandas.NA`; words of a closed list are strings."""
    library, told = pandas(), list(rows)
    return library.DataFrame(
        {name: library.Series([_cell(row.get(name)) for row in told], dtype=KINDS[kind]) for name, kind in columns.items()}
    )


def _cell(value: Any) -> Any:
    if isinstance(value, int) and abs(value) > LARGEST:
        return None
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_cell(one) for one in value]
    return value
