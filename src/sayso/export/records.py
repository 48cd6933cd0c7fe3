"""Lines of a view (JSON objects with the same keys) as CSV and Markdown: a cell a key, lists joined by "; "."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sayso.export.cells import csv_line, markdown_line

Record = Mapping[str, Any]


def csv_records(columns: Iterable[str], records: Iterable[Record]) -> Iterator[str]:
    """RFC 4180, with a header."""
    names = list(columns)
    yield csv_line(names)
    yield from (csv_line(_cell(record.get(name)) for name in names) for record in records)


def markdown_records(columns: Iterable[str], records: Iterable[Record]) -> Iterator[str]:
    names = list(columns)
    yield markdown_line(names)
    yield markdown_line(["---"] * len(names))
    yield from (markdown_line(_cell(record.get(name)) for name in names) for record in records)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return "; ".join(_cell(item) for item in value)
        case dict():
            return ", ".join(f"{name}: {_cell(item)}" for name, item in value.items() if item is not None)
        case _:
            return str(value)
