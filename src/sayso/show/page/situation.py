"""View 1: a situation. Cards, what hides reports, what changed, the course of time, the map, the newest claims."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sayso.ledger.moments import stretch
from sayso.reconcile.days import DAY, MINUTE
from sayso.reconcile.incidents import Incident
from sayso.reconcile.knowledge import Knowledge
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.measures.silence import Silence
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Telling
from sayso.show.page import told
from sayso.show.page.cards import LARGE, Card, cards, heading

NEWEST = 9
"""Claims shown on this view; the others are a click away."""
MOST_MOMENTS = 400
"""Steps of the slider: more are closer together than a hand can move."""
MOST_DISPUTES = 6
MOST_SMALL = 120
"""Figures that are listed below the cards; of many stories there are thousands."""


@dataclass(frozen=True, slots=True)
class Slider:
    """The moments at which something was published, in order; after the last of them comes now. `at`: the one shown."""

    moments: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Material:
    """What it is made of: "32 reports, 24 different texts, 9 outlets"."""

    reports: int
    texts: int
    outlets: int
    undated: int
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two origins that differ, in one sentence; `settled` says how it ended."""

    series: str
    of: str
    sentence: str
    settled: str | None


@dataclass(frozen=True, slots=True)
class SituationPage:
    large: Sequence[Card]
    small: Sequence[Card]
    more_small: int
    disputes: Sequence[Dispute]
    more_disputes: int
    silences: Sequence[Silence]
    newest: Sequence[told.Told]
    material: Material
    tellings: Sequence[Telling]

    @property
    def claims(self) -> int:
        return len(self.tellings)

    def __bool__(self) -> bool:
        return bool(self.tellings)


def situation_page(
    known: Knowledge,
    series: Sequence[SeriesView],
    incidents: Sequence[tuple[Incident, Standing]],
    measures: Sequence[Measure],
    at: str,
    place: str | None = None,
) -> SituationPage:
    """`at`: the day at which measures are open or closed. `place`: whose figures lead."""
    fitting = known.fitting
    newest = told.newest(fitting, NEWEST)
    stands = told.standings(series, incidents, {t.claim.id for t in newest})
    all_cards = cards(series, place)
    differ = disputes(series)
    return SituationPage(
        large=all_cards[:LARGE],
        small=all_cards[LARGE : LARGE + MOST_SMALL],
        more_small=max(0, len(all_cards) - LARGE - MOST_SMALL),
        disputes=differ[:MOST_DISPUTES],
        more_disputes=max(0, len(differ) - MOST_DISPUTES),
        silences=known.silences(measures, at),
        newest=[told.told(t, stands) for t in newest],
        material=_material(fitting),
        tellings=fitting,
    )


def disputes(series: Sequence[SeriesView]) -> list[Dispute]:
    """Where origins differ, in the order of the figures; what stands before what was settled."""
    found = [Dispute(v.series.id, heading(v), c.sentence, c.settled) for v in series for c in v.contradictions]
    return sorted(found, key=lambda one: one.settled is not None)


def slider(known_by: Iterable[str], as_of: str | None) -> Slider | None:
    """`known_by`: when reports were published, as `Carrier.known_by`, or the days of it. A step is a report that came in, so
    that a week full of news has as much room as the half year after it; of very many, days, or every so many of them.

    None where there are not two moments.
    """
    moments = sorted({_short(moment) for moment in known_by})
    if len(moments) > MOST_MOMENTS:
        moments = sorted({moment[:DAY] for moment in moments})
    moments = moments[:: -(-len(moments) // MOST_MOMENTS) or 1]
    if len(moments) < 2:
        return None
    ends = [found.end for found in map(stretch, moments) if found]
    shown = stretch(as_of) if as_of else None
    return Slider(tuple(moments), len(moments) if shown is None else max(0, bisect_right(ends, shown.end) - 1))


def _short(moment: str) -> str:
    """To the minute; of what is dated by the day, the day."""
    return moment[:DAY] if moment[DAY:].startswith("T23:59:59.9") else moment[:MINUTE]


def moments_before(moment: str | None, last: str | None, days: int) -> str | None:
    """The moment so many days before the one shown, an ISO prefix: of a day that day; None where no report has a date, or
    nothing was before it."""
    shown = stretch(moment) if moment else None
    end = shown.end if shown else last
    if end is None:
        return None
    shown_at = _moment(end)
    if shown_at - datetime.min < timedelta(days=days):
        return None
    before = shown_at - timedelta(days=days)
    return before.date().isoformat() if moment and len(moment) <= DAY else before.isoformat(timespec="minutes")


def _moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso).replace(tzinfo=None)


def _material(fitting: Sequence[Telling]) -> Material:
    carriers = {t.carrier.id: t.carrier for t in fitting}.values()
    return Material(
        reports=len(carriers),
        texts=len({c.copy or c.id for c in carriers}),
        outlets=len({c.publisher for c in carriers}),
        undated=sum(c.known_by is None for c in carriers),
        demonstration=any(c.demonstration for c in carriers),
    )
