"""What happened, what was imposed and lifted, and what therefore could not be reported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sayso.ledger.moments import stretch
from sayso.reconcile.days import DAY, when
from sayso.reconcile.incidents import Incident
from sayso.reconcile.measures.measure import Measure, Turn
from sayso.reconcile.measures.silence import HIDING, Silence
from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import RUNNING
from sayso.show.charts import Bar, Dot, timeline
from sayso.show.listing import several
from sayso.show.page.chart_of import bar, dot
from sayso.show.situation_report.appendix import Appendix, Words
from sayso.show.situation_report.limits import MOST_DOERS, MOST_INCIDENTS, MOST_MEASURES, MOST_REFERENCES
from sayso.show.situation_report.sizes import NARROW, WIDE
from sayso.show.words import begun, plain
from sayso.types import Actor
from sayso.vocabulary import Status

INCIDENTS, MEASURES = "incidents", "measures"


@dataclass(frozen=True, slots=True)
class IncidentRow:
    place: int
    day: str
    where: str
    what: str
    doers: str
    standing: Standing
    origins: str
    reports: int
    evidence: Words


@dataclass(frozen=True, slots=True)
class MeasureRow:
    place: int
    what: str
    where: str
    begun: str
    until: str
    state: str
    says: str
    hides: bool
    """Does it keep what happens from being reported?"""
    evidence: Words


@dataclass(frozen=True, slots=True)
class SilenceShown:
    text: str
    fewer: bool
    evidence: Words


@dataclass(frozen=True, slots=True)
class Course:
    """Measures and incidents through time."""

    wide: Markup
    narrow: Markup


Told = tuple[Incident, Standing]


def shown_incidents(incidents: Sequence[Told]) -> list[Told]:
    """Those that most reports tell of, in the order of their days; what has no day last."""
    ranked = sorted(incidents, key=lambda pair: (-len(pair[0].reports), pair[0].id))[:MOST_INCIDENTS]
    return sorted(ranked, key=lambda pair: (pair[0].start or "9", pair[0].id))


def shown_measures(measures: Sequence[Measure]) -> list[Measure]:
    """Of which a beginning or an end is told; those that hide what happens first."""
    told = [one for one in measures if one.opened or one.closed]
    return sorted(told, key=lambda one: one.kind not in HIDING)[:MOST_MEASURES]


def incident_rows(shown: Sequence[Told], appendix: Appendix) -> tuple[IncidentRow, ...]:
    return tuple(
        IncidentRow(
            place=place,
            day=_span(one),
            where=one.place.name if one.place else "not told where",
            what=begun(plain(one.kind)),
            doers=_doers(one.actors),
            standing=standing,
            origins=str(one.origins),
            reports=len(one.reports),
            evidence=appendix.also(_evidence(one), INCIDENTS),
        )
        for place, (one, standing) in enumerate(shown, start=1)
    )


def measure_rows(shown: Sequence[Measure], at: str, appendix: Appendix) -> tuple[MeasureRow, ...]:
    return tuple(
        MeasureRow(
            place=place,
            what=begun(plain(one.kind)),
            where=_where(one),
            begun=_begun(one.opened),
            until=_until(one),
            state=str(one.state(at)),
            says=several(list(dict.fromkeys(origin.name for origin in one.origins)), MOST_DOERS),
            hides=one.kind in HIDING,
            evidence=appendix.also(_turns(one), MEASURES),
        )
        for place, one in enumerate(shown, start=1)
    )


def silences(hidden: Sequence[Silence], appendix: Appendix) -> tuple[SilenceShown, ...]:
    return tuple(SilenceShown(begun(one.text), one.fewer, appendix.also(_turns(one.measure), MEASURES)) for one in hidden)


def course(incidents: Sequence[Told], measures: Sequence[Measure], at: str, span: tuple[str | None, str]) -> Course | None:
    """`at`: the day of which a state is told; `span`: the first and the last day of the chart."""
    bars = [bar(one, at, _address("m", [m.id for m in measures])) for one in measures]
    dots = [dot(one, standing, _address("i", [i.id for i, _ in incidents])) for one, standing in incidents]
    if not bars and not dots:
        return None
    return Course(_timeline(bars, dots, "timeline", WIDE, span), _timeline(bars, dots, "timeline-narrow", NARROW, span))


def _timeline(bars: Sequence[Bar], dots: Sequence[Dot], id: str, width: float, span: tuple[str | None, str]) -> Markup:
    return timeline(bars, dots, id=id, title="What happened and what was imposed", width=width, first=span[0], at=span[1])


def _address(letter: str, ids: Sequence[str]) -> Callable[[str], str | None]:
    places = {id: place for place, id in enumerate(ids, start=1)}
    return lambda id: f"#{letter}{places[id]}" if id in places else None


def _span(one: Incident) -> str:
    """ "5 January 2022", "5 to 7 January 2022"; what is told of a whole month or year is told so."""
    if not one.start:
        return "day not told"
    start, end = one.start[:DAY], (one.end or one.start)[:DAY]
    for length in (4, 7):
        covered = stretch(start[:length])
        if covered and (covered.start[:DAY], covered.end[:DAY]) == (start, end):
            return when(start[:length])
    if start == end:
        return when(start)
    first = start.split("-")
    same_month = start[:7] == end[:7] and len(first) > 2
    return f"{int(first[2])} to {when(end)}" if same_month else f"{when(start)} to {when(end)}"


def _doers(actors: Sequence[Actor]) -> str:
    """Who did it, as the claims name them; of private persons the role."""
    roles = {str(kind): role for kind, role in ROLES.items()}
    return several(list(dict.fromkeys(roles.get(str(actor.kind), actor.name) for actor in actors)), MOST_DOERS)


def _evidence(one: Incident) -> list[Telling]:
    """The first that each known origin told, in running text where there is any; else the first that is told at all."""
    asserted = [t for t in one.tellings if t.claim.status is Status.ASSERTED] or list(one.tellings)
    running = [t for t in asserted if t.claim.evidence.block in RUNNING] or asserted
    first: dict[str, Telling] = {}
    for telling in running:
        if telling.origin.identified:
            first.setdefault(telling.origin.key, telling)
    return (list(first.values()) or running)[:MOST_REFERENCES]


def _turns(one: Measure) -> list[Telling]:
    """Who says that it began, and that it ended; who denies it."""
    turns = [turn.telling for turn in (one.opened, one.closed) if turn]
    return [*turns, *one.denials[:1]] or list(one.tellings[:1])


def _where(one: Measure) -> str:
    """The widest place, and the others that it is said to hold for."""
    widest = one.place.name if one.place else ""
    others = [turn.place.name for turn in one.reach if turn.place and turn.place.name != widest]
    return several([widest, *dict.fromkeys(others)] if widest else list(dict.fromkeys(others)), 4) or "not told where"


def _begun(turn: Turn | None) -> str:
    if turn is None or not turn.day:
        return "not told"
    return when(turn.day) if turn.stated else f"by {when(turn.day)}"


def _until(one: Measure) -> str:
    if one.closed:
        return f"ended {when(one.closed.day)}" if one.closed.day else "ended, day not told"
    return f"planned until {when(one.planned_end)}" if one.planned_end else "no end told"
