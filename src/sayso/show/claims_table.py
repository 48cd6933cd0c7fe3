"""Claims on a terminal: a sentence once, its triggers marked, and below or beside it every claim that it carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.read.outlets_in_use import name_of
from sayso.show.words import day, plain, sureness, tellers, what
from sayso.types import Claim, Report

WIDE = 110
"""Columns from which sentences have a column of their own; below, they stand above their claims."""

Pair = tuple[Report, Claim]


def claims_table(pairs: Sequence[Pair], width: int, with_report: bool = False) -> RenderableType:
    """A table of claims fit for `width` columns."""
    return _wide(pairs, with_report) if width >= WIDE else _narrow(pairs, with_report)


def marked(*claims: Claim) -> Text:
    """The evidence, which all `claims` share, with the words that made each of them marked."""
    whole = claims[0].evidence
    text = Text(whole.text.replace("\n", " "))
    for trigger in (c.because[0].span for c in claims if c.because):
        if trigger and whole.span.holds(trigger):
            text.stylize("bold underline", trigger.start - whole.span.start, trigger.end - whole.span.start)
    return text


def _by_sentence(pairs: Sequence[Pair]) -> Iterator[tuple[Report, list[Claim]]]:
    for _, group in groupby(pairs, key=lambda pair: (pair[0].id, pair[1].evidence.span)):
        same = list(group)
        yield same[0][0], [claim for _, claim in same]


def _wide(pairs: Sequence[Pair], with_report: bool) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", expand=True)
    table.add_column("the words", ratio=10, overflow="fold")
    table.add_column(_grid([("claim", "on whose word", "where, when")]), ratio=15)
    for report, claims in _by_sentence(pairs):
        rows = [(_heading(c), tellers(c.attribution), _setting(c, "\n")) for c in claims]
        table.add_row(_words(report, claims, with_report), _grid(rows))
        table.add_row()
    return table


def _grid(rows: Sequence[tuple[Text | str, str, str]]) -> Table:
    """The claims of one sentence beside it, in columns that stand below each other throughout the table."""
    grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
    for ratio in (6, 5, 3):
        grid.add_column(ratio=ratio, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid


def _narrow(pairs: Sequence[Pair], with_report: bool) -> RenderableType:
    rows: list[RenderableType] = []
    for report, claims in _by_sentence(pairs):
        rows.append(_words(report, claims, with_report))
        rows += [Padding(_line(claim), (0, 0, 0, 4)) for claim in claims]
        rows.append(Text(""))
    return Group(*rows)


def _line(claim: Claim) -> Text:
    line = Text.assemble(_heading(claim), ("  " + tellers(claim.attribution), "cyan"))
    setting = _setting(claim, ", ")
    return Text.assemble(line, ("  " + setting, "dim")) if setting else line


def _heading(claim: Claim) -> Text:
    parts: list[tuple[str, str] | str] = [(plain(claim.kind), "bold")]
    if said := what(claim):
        parts += ["  ", said]
    if sure := sureness(claim):
        parts += ["  ", (sure, "yellow")]
    return Text.assemble(*parts)


def _setting(claim: Claim, between: str) -> str:
    return between.join(part for part in (claim.place.name if claim.place else "", day(claim.time)) if part)


def _words(report: Report, claims: Sequence[Claim], with_report: bool) -> Text:
    if not with_report:
        return marked(*claims)
    outlet = name_of(report.outlet) or report.name
    return Text.assemble(marked(*claims), (f"  {outlet}, {report.published or 'no date'}", "dim"))
