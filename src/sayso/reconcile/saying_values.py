"""Values in words for a person: "the Interior Ministry: at least 164 on 9 January 2022"."""

from __future__ import annotations

from sayso.reconcile.days import on, when
from sayso.reconcile.figure_words import number
from sayso.reconcile.values import Value


def said(value: Value) -> str:
    return f"{value.origin.name}: {number(value.figure)}"


def said_on(value: Value) -> str:
    """ "the ministry 164 on 9 January 2022", "the prosecutor 139 in March 2022"."""
    return f"{value.origin.name} {number(value.figure)} {on(value.day)}"


def differ(of: list[Value]) -> str:
    """One sentence for a disagreement: "Two origins differ for 9 January 2022: …; …"."""
    days = sorted({v.day or "" for v in of})
    origins = len({v.origin.key for v in of})
    many = {1: "One origin gives several numbers", 2: "Two origins differ", 3: "Three origins differ"}
    who = many.get(origins, f"{origins} origins differ")
    if len(days) == 1:
        return f"{who} for {when(days[0] or None)}: {'; '.join(said(v) for v in of)}."
    return f"{who}: {'; '.join(said_on(v) for v in of)}."
