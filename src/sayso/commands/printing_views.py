"""Printing a view in any format: lines for machines, a table for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from rich.console import RenderableType

from sayso.commands.printing import chosen, demonstration_note
from sayso.commands.session import Session
from sayso.export.records import Record, csv_records, markdown_records

Lines = Iterable[Record]


def print_view(
    session: Session,
    format: str | None,
    columns: Sequence[str],
    lines: Lines,
    table: Callable[[], RenderableType],
    demonstration: bool = False,
) -> None:
    """SaysoError E017 for an unknown format. `table` is only made when it is shown."""
    match chosen(session, format):
        case "jsonl":
            for line in lines:
                session.line(json.dumps(line, ensure_ascii=False))
        case "json":
            session.line(json.dumps(list(lines), ensure_ascii=False, indent=1))
        case "csv":
            for text in csv_records(columns, lines):
                session.line(text.removesuffix("\n"))
        case "md":
            for text in markdown_records(columns, lines):
                session.line(text)
        case _:
            session.out.print(table())
            if demonstration:
                demonstration_note(session)
