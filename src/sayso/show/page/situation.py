"""View 1: a situation. Cards, what hides reports, what changed, the course of time, the map, the newest claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sayso.ledger.moments import stretch
from sayso.reconcile.incidents import Incident
from sayso.reconcile.knowledge import Knowledge
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.measures.silence import Silence
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Telling
from sayso.show.page import told
from sayso.show.page.cards import LARGE, Card, cards, heading

NEWEST = 12
"""Claims shown on this view; the others are a click away."""
HOURLY = timedelta(days=45)
"""A course of events no longer than this has a slider by the hour; a longer one by the day."""
DAY = len("2022-01-07")
MOST_BY_THE_HOUR = 20_000
"""Claims of the stories shown."""
MOST_DISPUTES = 6


@dataclass(frozen=True, slots=True)
class Slider:
    """`steps` moments, `minutes` apart, from `first` on; `at` is the one shown, `steps` for now."""

    first: str
    minutes: int
    steps: int
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
    disputes: Sequence[Dispute]
    more_disputes: int
    silences: Sequence[Silence]
    measures: Sequence[Measure]
    incidents: Sequence[tuple[Incident, Standing]]
    newest: Sequence[told.Told]
    claims: int
    material: Material
    tellings: Sequence[Telling]
    at: str
    """The day that is shown, `YYYY-MM-DD`."""

    def __bool__(self) -> bool:
        return bool(self.claims)


def situation_page(
    known: Knowledge,
    series: Sequence[SeriesView],
    incidents: Sequence[tuple[Incident, Standing]],
    measures: Sequence[Measure],
    at: str,
) -> SituationPage:
    """`at`: the day at which measures are open or closed."""
    wanted = known.world.fitting
    fitting = known.tellings if wanted is None else [t for t in known.tellings if t.claim.id in wanted]
    newest = told.newest(fitting, NEWEST)
    stands = told.standings(series, incidents, {t.claim.id for t in newest})
    all_cards = cards(series)
    differ = disputes(series)
    return SituationPage(
        large=all_cards[:LARGE],
        small=all_cards[LARGE:],
        disputes=differ[:MOST_DISPUTES],
        more_disputes=max(0, len(differ) - MOST_DISPUTES),
        silences=known.silences(measures, at),
        measures=measures,
        incidents=incidents,
        newest=[told.told(t, stands) for t in newest],
        claims=len(fitting),
        material=_material(fitting),
        tellings=fitting,
        at=at,
    )


def disputes(series: Sequence[SeriesView]) -> list[Dispute]:
    """Where origins differ, in the order of the figures; what stands before what was settled."""
    found = [Dispute(v.series.id, heading(v), c.sentence, c.settled) for v in series for c in v.contradictions]
    return sorted(found, key=lambda one: one.settled is not None)


def slider(first: str | None, last: str | None, as_of: str | None, claims: int = 0) -> Slider | None:
    """Between the first and the last dated report; None where there are not two moments. Of many claims by the day: each
    moment is worked out, and days are worked out before anybody asks."""
    if first is None or last is None:
        return None
    begin, end = _moment(first[:10]), _moment(_day_after(last[:10]))
    minutes = 60 if end - begin <= HOURLY and claims <= MOST_BY_THE_HOUR else 24 * 60
    steps = int((end - begin) / timedelta(minutes=minutes))
    shown = stretch(as_of) if as_of else None
    at = round((_moment(shown.end) - begin) / timedelta(minutes=minutes)) if shown else steps
    return Slider(begin.isoformat(timespec="minutes"), minutes, steps, max(0, min(at, steps)))


def moments_before(moment: str | None, last: str | None, days: int) -> str | None:
    """The moment so many days before the one shown, an ISO prefix: of a day that day; None where no report has a date."""
    shown = stretch(moment) if moment else None
    end = shown.end if shown else last
    if end is None:
        return None
    before = _moment(end) - timedelta(days=days)
    return before.date().isoformat() if moment and len(moment) <= DAY else before.isoformat(timespec="minutes")


def _moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso).replace(tzinfo=None)


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _material(fitting: Sequence[Telling]) -> Material:
    carriers = {t.carrier.id: t.carrier for t in fitting}.values()
    return Material(
        reports=len(carriers),
        texts=len({c.copy or c.id for c in carriers}),
        outlets=len({c.publisher for c in carriers}),
        undated=sum(c.known_by is None for c in carriers),
        demonstration=any(c.demonstration for c in carriers),
    )
