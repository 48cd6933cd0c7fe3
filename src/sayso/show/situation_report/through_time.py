"""Figures through time: for each a chart, and the table that it is drawn from, whose every number leads to its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sayso.reconcile.figure_words import number
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.shown_number import is_undone
from sayso.reconcile.standing import Standing
from sayso.reconcile.values import Value, totals
from sayso.show.charts import step_chart
from sayso.show.page.cards import heading
from sayso.show.page.chart_of import figure
from sayso.show.situation_report.appendix import Appendix, Words
from sayso.show.situation_report.limits import MOST_CHARTS, MOST_ROWS
from sayso.show.situation_report.sizes import HIGH, NARROW, WIDE

TIME = "time"


@dataclass(frozen=True, slots=True)
class ValueRow:
    day: str | None
    number: Words
    who: str
    standing: Standing
    struck: bool
    ending: str
    """ "taken back 10 Jan 2022"; empty while it stands."""
    reports: int


@dataclass(frozen=True, slots=True)
class ChartShown:
    place: int
    """As that of the figure."""
    heading: str
    wide: Markup
    narrow: Markup
    rows: tuple[ValueRow, ...]
    more: int
    """Values that are drawn and have no row."""


def worth_drawing(views: Sequence[SeriesView]) -> list[tuple[int, SeriesView]]:
    """Those that have different numbers, of two days or more, with their places among the figures."""
    return [(place, view) for place, view in enumerate(views, start=1) if _changes(view)]


def _changes(view: SeriesView) -> bool:
    """Are there such among the values that the chart would show? Cheaper than to draw it."""
    told = [v for v in totals(view.values) if not v.figure.vague]
    shown = [v for v in told if v.origin.identified] or told
    return len({v.number for v in shown}) > 1 and len({v.day for v in shown if v.day}) > 1


def charts(drawn: Sequence[tuple[int, SeriesView]], until: str, appendix: Appendix) -> tuple[ChartShown, ...]:
    """The first of them, as many as a report shows."""
    return tuple(_chart(place, view, until, appendix) for place, view in drawn[:MOST_CHARTS])


def _chart(place: int, view: SeriesView, until: str, appendix: Appendix) -> ChartShown:
    lines, _ = figure(view, href=lambda value: value)  # points carry no ids: the address tells whose each is
    drawn = {point.href: point.ending for line in lines for point in line.points}
    who = {point.href: line.name for line in lines for point in line.points}
    values = [value for value in view.values if value.id in drawn]
    shown = values[-MOST_ROWS:]
    rows = tuple(_row(view, value, who[value.id], drawn[value.id], appendix) for value in shown)
    numbers = {value.id: appendix.number_of(value.evidence) for value in shown}
    lines, band = figure(view, href=lambda value: f"#e{numbers[value]}" if numbers.get(value) else None)
    return ChartShown(
        place,
        heading(view),
        step_chart(lines, band, id=f"chart-{place}", title=_title(view), width=WIDE, height=HIGH, until=until),
        step_chart(lines, band, id=f"chart-{place}-narrow", title=_title(view), width=NARROW, height=HIGH, until=until),
        rows,
        len(values) - len(shown),
    )


def _title(view: SeriesView) -> str:
    return f"{heading(view)} through time, by origin"


def _row(view: SeriesView, value: Value, who: str, ending: str, appendix: Appendix) -> ValueRow:
    standing = view.standings[value.id]
    words = appendix.told(number(value.figure), value.evidence, TIME)
    return ValueRow(value.day, words, who, standing, is_undone(standing), ending, len(value.reports))
