"""What changed between two looks: figures first, then what was imposed or lifted, then what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.reconcile.days import when
from sayso.reconcile.figure_words import number
from sayso.reconcile.incidents import Incident
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.paired import lost, pairs
from sayso.reconcile.publishing import teller
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.shown_number import UNDONE, shown_number
from sayso.reconcile.standing import Standing
from sayso.show.page.cards import heading
from sayso.show.words import plain

MOST = 8
"""Lines of each sort; the rest are counted."""
GONE = "no longer told"
"""Now, of what was there before: its claims were misread, or it was redacted."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared: all that was known at one of the two looks."""

    series: Sequence[SeriesView]
    incidents: Sequence[tuple[Incident, Standing]]
    measures: Sequence[Measure]


@dataclass(frozen=True, slots=True)
class Change:
    """`before` is "" for what is new, `after` GONE for what is not there, and of a new incident who tells of it. `series` or
    `incident` leads to what is."""

    what: str
    before: str
    after: str
    who: str = ""
    series: str | None = None
    incident: str | None = None

    @property
    def is_new_incident(self) -> bool:
        return self.incident is not None and not self.before


@dataclass(frozen=True, slots=True)
class Changes:
    figures: tuple[Change, ...]
    others: tuple[Change, ...]
    more: int
    """Changes that are not among these."""

    def __bool__(self) -> bool:
        return bool(self.figures or self.others)


def changes(before: Known, after: Known) -> Changes:
    """What is gone first, then figures in the order of `after.series`."""
    figures = list(_figures(before, after))
    others = [*_measures(before, after), *_incidents(before, after)]
    told = {one.id: one for one, _ in after.incidents}
    shown = [
        replace(one, after=str(told[one.incident].origins)) if one.incident and one.is_new_incident else one
        for one in others[:MOST]  # origins are counted of these alone
    ]
    more = max(0, len(figures) - MOST) + max(0, len(others) - MOST)
    return Changes(tuple(figures[:MOST]), tuple(shown), more)


def _figures(before: Known, after: Known) -> Iterator[Change]:
    earlier = {view.series.id: view for view in before.series}
    here = {view.series.id: view for view in after.series}
    gone = lost(earlier, here, lambda view: view.series.tellings)
    yield from (Change(heading(earlier[id]), _state(earlier[id]), GONE) for id in gone)
    for old, view in pairs(before.series, after.series):
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
    gone = lost(earlier, {one.id: one for one in after.measures}, lambda one: one.tellings)
    yield from (Change(_named(earlier[id]), _phase(earlier[id]), GONE) for id in gone)
    for one in after.measures:
        old = earlier.get(one.id)
        was, now = _phase(old) if old else "", _phase(one)
        if was != now:
            yield Change(_named(one), was, now)


def _named(one: Measure | Incident, between: str = " · ") -> str:
    return f"{plain(one.kind)}{f'{between}{one.place.name}' if one.place else ''}"


def _phase(one: Measure) -> str:
    if one.closed:
        return "ended"
    return f"until {when(one.planned_end)}" if one.planned_end else "in force"


def _incidents(before: Known, after: Known) -> Iterator[Change]:
    earlier = {one.id: (one, standing) for one, standing in before.incidents}
    here = {one.id: (one, standing) for one, standing in after.incidents}
    for id in lost(earlier, here, lambda of: of[0].tellings):
        one, standing = earlier[id]
        yield Change(f"incident: {_named(one, ', ')}", str(standing.word), GONE)
    for one, standing in after.incidents:
        was, now = str(earlier[one.id][1].word) if one.id in earlier else "", str(standing.word)
        if was != now:
            yield Change(f"{'' if was else 'new '}incident: {_named(one, ', ')}", was, now, incident=one.id)
