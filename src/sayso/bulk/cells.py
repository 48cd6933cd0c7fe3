"""Cells of a table as values of Python. One that is none (a year beyond 9999, a text that is no UTF-8) costs no other row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow

MISSHAPEN = (ValueError, OverflowError)
"""What pyarrow raises of such cells; its own exceptions are ValueErrors where a value is to blame."""


def rows(table: pyarrow.Table) -> Iterator[dict[str, Any]]:
    """In order. A cell that is no value of Python is told as text, as far as it can be."""
    try:
        found = table.to_pylist()
    except MISSHAPEN:
        found = [{name: _cell(table[name][row]) for name in table.schema.names} for row in range(table.num_rows)]
    yield from found


def plain(value: object) -> object:
    """Of a value that JSON does not have: its text."""
    if isinstance(value, bytes):
        return value.decode("utf8", "replace")
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def moment(value: object) -> datetime | None:
    """In UTC; None where it is none, or lies before the year 1 or after 9999."""
    try:
        told = value if isinstance(value, datetime) else datetime.fromisoformat(str(value)) if value else None
        if told is None:
            return None
        return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except MISSHAPEN:
        return None


def _cell(scalar: Any) -> Any:
    import pyarrow as pa

    try:
        return scalar.as_py()
    except MISSHAPEN:
        pass
    if pa.types.is_string(scalar.type) or pa.types.is_large_string(scalar.type) or pa.types.is_string_view(scalar.type):
        return scalar.as_buffer().to_pybytes().decode("utf8", "replace")
    try:
        return scalar.cast(pa.string()).as_py()
    except (pa.ArrowException, *MISSHAPEN):
        return None
