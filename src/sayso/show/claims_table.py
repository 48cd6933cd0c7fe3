"""Claims on a terminal: who says what, and the words, with the trigger marked."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.show.words import day, sureness, tellers, what
from sayso.types import Claim, Report

WIDE = 110
"""Columns from which the evidence has a column of its own; below, it stands under its claim."""

Pair = tuple[Report, Claim]


def claims_table(pairs: Sequence[Pair], width: int, with_report: bool = False) -> RenderableType:
    """A table of claims fit for `width` columns."""
    return _wide(pairs, with_report) if width >= WIDE else _narrow(pairs, with_report)


def marked(claim: Claim) -> Text:
    """The evidence with the words that made the claim marked."""
    text = Text(claim.evidence.text.replace("\n", " "))
    trigger = claim.because[0].span if claim.because else None
    if trigger and claim.evidence.span.holds(trigger):
        start = trigger.start - claim.evidence.span.start
        text.stylize("bold underline", start, start + trigger.end - trigger.start)
    return text


def _wide(pairs: Sequence[Pair], with_report: bool) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", show_lines=True)
    table.add_column("claim", ratio=5, overflow="fold")
    table.add_column("on whose word", ratio=4, overflow="fold")
    table.add_column("where, when", ratio=3, overflow="fold")
    table.add_column("the words", ratio=10, overflow="fold")
    for report, claim in pairs:
        table.add_row(_heading(claim), tellers(claim.attribution), _setting(claim), _words(report, claim, with_report))
    return table


def _narrow(pairs: Sequence[Pair], with_report: bool) -> RenderableType:
    rows: list[RenderableType] = []
    for report, claim in pairs:
        heading = Text.assemble(_heading(claim, between="  "), "  ", (f"— {tellers(claim.attribution)}", "cyan"))
        setting = _setting(claim).replace("\n", " · ")
        rows.append(Text.assemble(heading, ("  " + setting, "dim")) if setting else heading)
        rows.append(Padding(_words(report, claim, with_report), (0, 0, 1, 4)))
    return Group(*rows)


def _heading(claim: Claim, between: str = "\n") -> Text:
    parts: list[tuple[str, str] | str] = [(claim.kind.replace("_", " "), "bold")]
    if said := what(claim):
        parts += [between, said]
    if sure := sureness(claim):
        parts += [between, (sure, "yellow")]
    return Text.assemble(*parts)


def _setting(claim: Claim) -> str:
    return "\n".join(part for part in (claim.place.name if claim.place else "", day(claim.time)) if part)


def _words(report: Report, claim: Claim, with_report: bool) -> Text:
    if not with_report:
        return marked(claim)
    outlet = report.outlet.name if report.outlet else report.name
    return Text.assemble(marked(claim), ("\n" + f"{outlet}, {report.published or 'no date'} · {claim.id}", "dim"))
