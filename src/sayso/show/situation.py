"""The situation on a terminal: key figures, those who tell them, and the words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from sayso.reconcile.key_figures import KeyFigure, Value
from sayso.show.claims_table import marked
from sayso.show.words import amount
from sayso.vocabulary import PopulationKind, Scope, Status

MOST_VALUES = 8
"""Values shown of one figure; the rest are counted."""


def situation(figures: Sequence[KeyFigure], most_values: int = MOST_VALUES) -> RenderableType:
    """Each key figure with its latest values, at most `most_values` of them; says how many more there are."""
    return Group(*(part for figure in figures for part in _figure(figure, most_values)))


def _figure(figure: KeyFigure, most: int) -> list[RenderableType]:
    whom = "" if figure.population_kind is PopulationKind.PEOPLE else f" · {figure.population_kind}"
    where = f" · {figure.place}" if figure.place else ""
    disagree = ("   tellers differ", "yellow") if figure.disagree else ""
    rows: list[RenderableType] = [Text.assemble((figure.kind.upper(), "bold"), whom, where, disagree)]
    for value in figure.values[:most]:
        rows += [Padding(_value(value), (0, 0, 0, 2)), Padding(_evidence(value), (0, 0, 0, 6))]
    if len(figure.values) > most:
        rows.append(Padding(Text(f"and {len(figure.values) - most} earlier or other values", "dim"), (0, 0, 0, 2)))
    return [*rows, Text("")]


def _value(value: Value) -> Text:
    reports = len({report.id for report, _ in value.claims})
    line = Text.assemble((amount(value.figure), "bold"), "  ", (value.teller, "cyan"))
    line.append(f"  {value.said or 'no date'}, {reports} report{'s' if reports > 1 else ''}", "dim")
    if value.figure.scope is not Scope.TOTAL:
        line.append("  part of a total" if value.figure.scope is Scope.SUBSET else "  new", "dim")
    if value.status is not Status.ASSERTED:
        line.append(f"  {value.status}", "yellow")
    return line


def _evidence(value: Value) -> Text:
    report, claim = value.claims[0]
    outlet = report.outlet.name if report.outlet else report.name
    return Text.assemble("“", marked(claim), "”", (f"  {outlet}", "dim"))
