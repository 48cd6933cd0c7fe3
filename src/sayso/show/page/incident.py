"""One incident: what the claims about it say, who tells of it, and why each claim is thought to be of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.reconcile.incidents import Incident
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.shown_number import shown_number
from sayso.reconcile.standing import Standing
from sayso.show.page.cards import heading
from sayso.show.page.told import Told, standings, told
from sayso.show.words import plain

MOST = 60
"""Claims shown; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Member:
    """`because`: why it is thought to be of this incident, with the kinds in words."""

    told: Told
    because: tuple[str, ...]
    by: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure that holds one of its claims."""

    series: str
    of: str
    number: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class IncidentPage:
    incident: Incident
    standing: Standing
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    members: tuple[Member, ...]
    more: int
    figures: tuple[Counted, ...]
    demonstration: bool


def incident_page(one: Incident, standing: Standing, counting: Sequence[SeriesView]) -> IncidentPage:
    """`counting`: the figures that hold any of its claims."""
    stands = standings(counting, (), {telling.claim.id for telling in one.tellings})
    members = [Member(told(link.telling, stands), tuple(map(plain, link.because)), link.by) for link in one.links]
    return IncidentPage(
        incident=one,
        standing=standing,
        actors=tuple(dict.fromkeys(actor.name for actor in one.actors)),
        targets=tuple(dict.fromkeys(target.name for target in one.targets)),
        members=tuple(members[:MOST]),
        more=max(0, len(members) - MOST),
        figures=tuple(Counted(v.series.id, heading(v), shown_number(v), v.standing) for v in counting),
        demonstration=any(t.carrier.demonstration for t in one.tellings),
    )
