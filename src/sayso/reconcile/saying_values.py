"""Values in words for a person: "the Interior Ministry: at least 164 on 9 January 2022"."""

from __future__ import annotations

from datetime import date

from sayso.reconcile.algebra import DAY
from sayso.reconcile.values import Value
from sayso.types import Figure
from sayso.vocabulary import Relation

BEFORE = {
    Relation.AT_LEAST: "at least ",
    Relation.MORE_THAN: "more than ",
    Relation.ABOUT: "about ",
    Relation.UP_TO: "up to ",
    Relation.FEWER_THAN: "fewer than ",
}


def number(figure: Figure) -> str:
    """The number with its relation word, or the vague word as it is told."""
    if figure.vague or (figure.low is None and figure.high is None):
        return figure.vague or "an untold number"
    low, high = figure.low, figure.high
    ends = [n for n in (low, high) if n is not None]
    told = f"{ends[0]:,}" if ends[0] == ends[-1] else f"{ends[0]:,} to {ends[-1]:,}"
    return BEFORE.get(figure.relation, "") + told


def when(day: str | None) -> str:
    """ "9 January 2022" for a day, "January 2022" for a month."""
    parts = [int(p) for p in day.split("-")] if day else []
    if not parts:
        return "a day that is not told"
    if len(parts) == 1:
        return str(parts[0])
    month = date(parts[0], parts[1], 1).strftime("%B %Y")
    return f"{parts[2]} {month}" if len(parts) > 2 else month


def on(day: str | None) -> str:
    """ "on 9 January 2022", "in January 2022"."""
    return f"{'on' if day is None or len(day) >= DAY else 'in'} {when(day)}"


def said(value: Value) -> str:
    return f"{value.origin.name}: {number(value.figure)}"


def said_on(value: Value) -> str:
    """ "the ministry 164 on 9 January 2022", "the prosecutor 139 in March 2022"."""
    on = "in" if value.day and len(value.day) < DAY else "on"
    return f"{value.origin.name} {number(value.figure)} {on} {when(value.day)}"


def differ(of: list[Value]) -> str:
    """One sentence for a disagreement: "Two origins differ for 9 January 2022: …; …"."""
    days = sorted({v.day or "" for v in of})
    origins = len({v.origin.key for v in of})
    many = {1: "One origin gives several numbers", 2: "Two origins differ", 3: "Three origins differ"}
    who = many.get(origins, f"{origins} origins differ")
    if len(days) == 1:
        return f"{who} for {when(days[0] or None)}: {'; '.join(said(v) for v in of)}."
    return f"{who}: {'; '.join(said_on(v) for v in of)}."
