"""What changed between two looks: figures first, then what was imposed or lifted, then what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.reconcile.figure_words import number
from sayso.reconcile.incidents import Incident
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.publishing import teller
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.show.numbers import UNDONE, shown_number
from sayso.show.page.cards import heading

MOST = 8
"""Lines of each sort; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared: all that was known at one of the two looks."""

    series: Sequence[SeriesView]
    incidents: Sequence[tuple[Incident, Standing]]
    measures: Sequence[Measure]


@dataclass(frozen=True, slots=True)
class Change:
    """`before` is "" for what is new. `series` or `incident` leads to it."""

    what: str
    before: str
    after: str
    who: str = ""
    series: str | None = None
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    figures: tuple[Change, ...]
    others: tuple[Change, ...]
    more: int
    """Changes that are not among these."""

    def __bool__(self) -> bool:
        return bool(self.figures or self.others)


def changes(before: Known, after: Known) -> Changes:
    """Figures in the order of `after.series`."""
    figures = list(_figures(before, after))
    others = [*_measures(before, after), *_incidents(before, after)]
    more = max(0, len(figures) - MOST) + max(0, len(others) - MOST)
    return Changes(tuple(figures[:MOST]), tuple(others[:MOST]), more)


def _figures(before: Known, after: Known) -> Iterator[Change]:
    earlier = {view.series.id: view for view in before.series}
    for view in after.series:
        old = earlier.get(view.series.id)
        was, now = _state(old) if old else "", _state(view)
        if old is None and view.spread.best is None:
            now = _come_and_gone(view)
        if was != now:
            who = teller(view.spread.best) if view.spread.best else ""
            yield Change(heading(view), was, now, who, series=view.series.id)


def _state(view: SeriesView) -> str:
    """The number, and how it stands where that is more than who says it."""
    word = view.standing.word
    return shown_number(view) if word in ("single", "corroborated", "superseded") else f"{shown_number(view)}, {word}"


def _come_and_gone(view: SeriesView) -> str:
    """What nobody had told before, and nobody stands by now; "" where no number was given at all."""
    gone = [v for v in view.values if view.standings[v.id].word in UNDONE and v.is_given]
    return f"{number(gone[-1].figure)}, and {view.standings[gone[-1].id].word}" if gone else ""


def _measures(before: Known, after: Known) -> Iterator[Change]:
    earlier = {one.id: one for one in before.measures}
    for one in after.measures:
        old = earlier.get(one.id)
        was, now = _phase(old) if old else "", _phase(one)
        if was != now:
            where = f" · {one.place.name}" if one.place else ""
            yield Change(f"{one.kind.replace('_', ' ')}{where}", was, now)


def _phase(one: Measure) -> str:
    if one.closed:
        return "ended"
    return f"until {one.planned_end}" if one.planned_end else "in force"


def _incidents(before: Known, after: Known) -> Iterator[Change]:
    earlier = {one.id: str(standing.word) for one, standing in before.incidents}
    for one, standing in after.incidents:
        was, now = earlier.get(one.id, ""), str(standing.word)
        if was != now:
            where = f" · {one.place.name}" if one.place else ""
            yield Change(f"incident: {one.kind.replace('_', ' ')}{where}", was, now, incident=one.id)
