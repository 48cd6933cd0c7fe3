"""What an incident amounts to by its claims: kind, place, days, who did it and to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sayso.reconcile.incidents.days import Days, iso
from sayso.reconcile.incidents.draft import is_happening
from sayso.reconcile.incidents.incident import Incident, Link, incident_id
from sayso.reconcile.incidents.places import spot
from sayso.reconcile.incidents.settings import Setting, order
from sayso.types import Actor, Where

FEW = 25
"""Fewer than one claim in so many is too few to say what happened."""
Linked = Sequence[tuple[Setting, tuple[str, ...]]]


def told(story: str, linked: Linked, *, main: bool) -> Incident:
    in_order = sorted(linked, key=lambda pair: order(pair[0].telling))
    settings = [one for one, _ in in_order]
    days = _days(settings)
    return Incident(
        id=incident_id(linked[0][0].telling),
        story=story,
        kind=_kind(settings),
        place=_place(settings),
        start=iso(days.first) if days else None,
        end=iso(days.last) if days else None,
        actors=_people(one.claim.actor for one in settings),
        targets=_people(one.claim.target for one in settings),
        populations=tuple(sorted({one.claim.figure.population_kind for one in settings if one.claim.figure})),
        main=main,
        links=tuple(Link(one.telling, because) for one, because in in_order),
    )


def _kind(settings: Sequence[Setting]) -> str:
    """What most claims say that happened; what befell most where hardly any says it: a toll over a country."""
    happened = Counter(one.claim.kind for one in settings if is_happening(one))
    named = FEW * happened.total() >= len(settings)
    counts = happened if named else Counter(one.claim.kind for one in settings if not is_happening(one))
    return min(counts, key=lambda kind: (-counts[kind], kind))


def _place(settings: Sequence[Setting]) -> Where | None:
    """The most exact place at which something is said to have happened; of a toll alone, the place that is told most."""
    happened = [one.claim.place for one in settings if one.claim.place and is_happening(one)]
    places = happened or [one.claim.place for one in settings if one.claim.place]
    counts = Counter(spot(place) for place in places)
    exact = bool(happened)
    return max(places, key=lambda p: (spot(p).level if exact else 0, counts[spot(p)], spot(p).level), default=None)


def _days(settings: Sequence[Setting]) -> Days | None:
    """The days that most claims give, the more exact ones first."""
    counts = Counter(one.days for one in settings if one.days)
    return min(counts, key=lambda d: (d.last - d.first > 1, -counts[d], d), default=None)


def _people(actors: Iterable[Actor | None]) -> tuple[Actor, ...]:
    """Each by name once, the most told first."""
    named = [actor for actor in actors if actor]
    counts = Counter((actor.normalised or actor.name).casefold() for actor in named)
    first = {(actor.normalised or actor.name).casefold(): actor for actor in reversed(named)}
    return tuple(first[name] for name in sorted(counts, key=lambda name: (-counts[name], name)))
