"""Rows into a stream of bytes as RFC 4180, a row at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from sayso.export.cells import csv_line

Cell = str | int | float | bool | None
Row = dict[str, Cell]


def write_rows(columns: Sequence[str], rows: Iterable[Row], into: BinaryIO, tags: Sequence[str] = ()) -> None:
    """With a header, and below it the tags of a format that has them. What is None is an empty cell."""
    _write_line(columns, into)
    if tags:
        _write_line(tags, into)
    for row in rows:
        _write_line([cell(row[name]) for name in columns], into)


def _write_line(cells: Sequence[str], into: BinaryIO) -> None:
    """Lone surrogates become question marks: UTF-8 has none."""
    into.write(csv_line(cells).encode("utf8", "replace"))


def cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
