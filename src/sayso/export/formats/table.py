"""Rows into a stream of bytes as RFC 4180, a row at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from sayso.export.cells import csv_line

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]


def write_rows(columns: Sequence[str], rows: Iterable[Row], into: BinaryIO) -> None:
    """With a header. What is None is an empty cell; lone surrogates become question marks, which UTF-8 has."""
    write_line(columns, into)
    for row in rows:
        write_line([cell(row[name]) for name in columns], into)


def write_line(cells: Sequence[str], into: BinaryIO) -> None:
    into.write(csv_line(cells).encode("utf8", "replace"))


def cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
