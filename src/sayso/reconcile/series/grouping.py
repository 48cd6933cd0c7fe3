"""Which figures count the same thing: the lines of each story, one for each kind, people, part, area and occasion.

The order matters: of which happening a figure is, then who is counted, for which area, and which part. Nothing is compared
pair by pair: each step looks at the figures of one story and kind through what they have in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from sayso.reconcile.former_ids import SERIES, called_after
from sayso.reconcile.incidents.days import day
from sayso.reconcile.incidents.incident import Incident
from sayso.reconcile.incidents.places import Spot, spot
from sayso.reconcile.incidents.settings import Setting, in_order, order, setting
from sayso.reconcile.series import areas, occasions, parts, populations
from sayso.reconcile.series.frame import Frame, frame
from sayso.reconcile.series.judged import Words, by_people, obey
from sayso.reconcile.series.line import Series
from sayso.reconcile.series.people import ANYBODY
from sayso.reconcile.series.saying import Counted, Saying, counted, saying
from sayso.reconcile.telling import Telling
from sayso.types import Claim

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
SAME_COUNT = 7
"""Days within which one origin's same number is the same count, told once of arrests and once of people arrested."""


def series(
    tellings: Sequence[Telling],
    incidents: Sequence[Incident],
    setting: Callable[[Telling], Setting] = setting,
    counted: Callable[[Claim], Counted] = counted,
) -> tuple[Series, ...]:
    """Every telling with a figure is in exactly one of them. Stories by name, then the line told first.

    `setting` and `counted` may be such as remember.
    """
    incident_of = {t.claim.id: one for one in incidents for t in one.tellings}
    words = by_people(incidents)
    made: list[Series] = []
    by_story = grouped(in_order(tellings), lambda t: t.carrier.story)
    for story in sorted(by_story):
        told = by_story[story]
        settings = [setting(telling) for telling in told]
        of = frame(settings)
        figures = [saying(one, counted) for one in settings if one.claim.figure]
        for of_kind in grouped(figures, lambda s: s.telling.claim.kind).values():
            settle(of_kind, of, words)
        lines = grouped(figures, key)
        made += sorted((_line(story, line, of, incident_of) for line in lines.values()), key=_first)
    return tuple(made)


def settle(sayings: Sequence[Saying], of: Frame, words: Words) -> None:
    """Settle what figures of one story and kind count, in place. What people say of their incidents outranks the rules."""
    _acts(sayings)
    occasions.settle(sayings, of)
    obey(sayings, words)
    for same in grouped(sayings, lambda s: (s.occasion, s.acts)).values():
        populations.name_the_nameless(same)
    for same in grouped(sayings, lambda s: (s.occasion, s.acts, s.who)).values():
        areas.settle(same, of)
    for same in grouped(sayings, lambda s: (s.occasion, s.acts, s.who, s.area)).values():
        parts.settle(same)
    for same in grouped(sayings, lambda s: (s.occasion, s.acts, s.area, s.part)).values():
        populations.align(same)
    for same in grouped(sayings, lambda s: (s.occasion, s.acts, s.who, s.area)).values():
        parts.settle(same)


def key(one: Saying) -> Hashable:
    return one.telling.claim.kind, one.acts, one.occasion, one.who, one.part, one.area


def grouped(things: Iterable[T], by: Callable[[T], K]) -> Mapping[K, list[T]]:
    out: dict[K, list[T]] = defaultdict(list)
    for thing in things:
        out[by(thing)].append(thing)
    return out


def _acts(sayings: Sequence[Saying]) -> None:
    """One origin's same number within days is the same count, though one report says "arrests" and another "people"."""
    known: dict[Hashable, list[int | None]] = defaultdict(list)
    for one in sayings:
        if one.acts and one.value:
            known[one.telling.origin.key, one.value].append(_said(one))
    for one in sayings:
        if one.acts or not one.value:
            continue
        said = _said(one)
        told = known.get((one.telling.origin.key, one.value), [])
        if any(said is None or then is None or abs(said - then) <= SAME_COUNT for then in told):
            one.acts = True
            one.because.append(f"the number that {one.telling.origin.name} gives for {one.telling.claim.kind} as acts")


def _said(one: Saying) -> int | None:
    claim = one.telling.claim
    return day(claim.said.start if claim.said else one.telling.carrier.published)


def _line(story: str, sayings: Sequence[Saying], of: Frame, incident_of: Mapping[str, Incident]) -> Series:
    first = sayings[0]
    area = _area(sayings, of)
    return Series(
        id=called_after(SERIES, first.telling.claim.id),
        kind=first.telling.claim.kind,
        population_kind=first.who.kind,
        population=_words(sayings),
        acts=first.acts,
        area=area[0] if area else None,
        area_key=area[1] if area else None,
        story=story,
        incident=_incident(sayings, incident_of),
        tellings=tuple(one.telling for one in sayings),
        noun=first.who.word,
        part=first.part,
        because=tuple(dict.fromkeys([_what(first), *(reason for one in sayings for reason in one.because)])),
    )


def _first(one: Series) -> tuple[object, ...]:
    return order(one.tellings[0])


def _what(one: Saying) -> str:
    """What all of a line have in common, in words."""
    people = str(one.who.kind) if one.who == ANYBODY or not one.who.word else f"{one.who.kind} ({one.who.word})"
    return ", ".join(part for part in (one.telling.claim.kind, people, one.part, "acts" if one.acts else "") if part)


def _words(sayings: Sequence[Saying]) -> str | None:
    counts = Counter(one.figure.population for one in sayings if one.figure.population)
    return min(counts, key=lambda words: (-counts[words], words), default=None)


def _area(sayings: Sequence[Saying], of: Frame) -> tuple[str, str] | None:
    """Name and key of the area: its own, else that of the story if they name it, else the place that most of them give."""
    first = sayings[0]
    wanted = first.area if first.area.known else None if first.occasion else of.spot
    places = [one.telling.claim.place for one in sayings if one.telling.claim.place]
    named = [place for place in places if wanted is None or spot(place) == wanted] or places
    counts = Counter((place.name, spot(place)) for place in named)
    best = min(counts, key=lambda told: (-counts[told], told[1].level, told[0]), default=None)
    return None if best is None else (best[0], _key(best[1]))


def _key(of: Spot) -> str:
    return "/".join(level for level in of if level)


def _incident(sayings: Sequence[Saying], incident_of: Mapping[str, Incident]) -> str | None:
    """The incident that most of them are of; None where that is not half of them: then it counts over the story."""
    counts = Counter(incident_of[one.telling.claim.id].id for one in sayings if one.telling.claim.id in incident_of)
    best = min(counts, key=lambda incident: (-counts[incident], incident), default=None)
    return best if best is not None and 2 * counts[best] > len(sayings) else None
