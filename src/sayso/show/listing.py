"""Views as plain tables on a terminal: a heading a column, folded cells, reasons below their row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.printable import clean

Row = Sequence[str]


def listing(
    columns: Sequence[tuple[str, int]], rows: Iterable[tuple[Row, Sequence[str]]], wide: Mapping[str, int] | None = None
) -> RenderableType:
    """`columns`: heading and share of the width; those in `wide` have so many characters instead, as a date has ten. Each row
    comes with its reasons, which stand dimmed below it over the whole width: in a cell they would be a tower of single words.
    """
    table = _table(columns, wide or {})
    parts: list[RenderableType] = [table]
    for cells, reasons in rows:
        table.add_row(*(Text(clean(cell)) for cell in cells))
        if reasons:
            parts += [Padding(Text(clean(reason), "dim"), (0, 0, 0, 4)) for reason in reasons]
            table = _table(columns, wide or {}, heading=False)
            parts.append(table)
    return Group(*(part for part in parts if not isinstance(part, Table) or part.show_header or part.row_count))


def _table(columns: Sequence[tuple[str, int]], wide: Mapping[str, int], heading: bool = True) -> Table:
    """Shares and `wide` alone give the widths, so the columns of several tables stand below each other."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, show_header=heading, pad_edge=False, header_style="dim", expand=True)
    for name, share in columns:
        table.add_column(name, ratio=None if name in wide else share, width=wide.get(name), overflow="fold")
    return table


def several(names: Sequence[str], most: int = 3) -> str:
    """ "Steppe Wire, NewsHeap and 3 more"."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def days(first: str | None, last: str | None) -> str:
    """ "2022-01-05", or "2022-01-05 … 2022-01-11"."""
    ends = [day[:10] for day in (first, last) if day]
    return " … ".join(dict.fromkeys(ends))
