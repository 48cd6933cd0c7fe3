"""Views as plain tables on a terminal: a heading a column, folded cells, reasons below their row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from sayso.printable import clean

Row = Sequence[str]


def listing(columns: Sequence[tuple[str, int]], rows: Iterable[tuple[Row, Sequence[str]]]) -> RenderableType:
    """`columns`: heading and share of the width. Each row comes with its reasons, which stand dimmed below its last cell."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", expand=True)
    for heading, share in columns:
        table.add_column(heading, ratio=share, overflow="fold")
    for cells, reasons in rows:
        *first, last = (clean(cell) for cell in cells)
        below = ((f"\n{clean(reason)}", "dim") for reason in reasons)
        table.add_row(*(Text(cell) for cell in first), Text.assemble(last, *below))
    return table


def several(names: Sequence[str], most: int = 3) -> str:
    """ "Steppe Wire, NewsHeap and 3 more"."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def days(first: str | None, last: str | None) -> str:
    """ "2022-01-05", or "2022-01-05 … 2022-01-11"."""
    ends = [day[:10] for day in (first, last) if day]
    return " … ".join(dict.fromkeys(ends))
