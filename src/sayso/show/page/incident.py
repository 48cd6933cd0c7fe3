"""One incident: what the claims about it say, who tells of it, and why each claim is thought to be of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.reconcile.incidents import Incident
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.show.page.told import Standings, Told, told

MOST = 60
"""Claims shown; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Member:
    told: Told
    because: tuple[str, ...]
    by: str | None


@dataclass(frozen=True, slots=True)
class IncidentPage:
    incident: Incident
    standing: Standing
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    members: tuple[Member, ...]
    more: int
    figures: tuple[SeriesView, ...]
    demonstration: bool


def incident_page(one: Incident, standing: Standing, stands: Standings, series: Sequence[SeriesView]) -> IncidentPage:
    members = [Member(told(link.telling, stands), link.because, link.by) for link in one.links]
    here = {telling.claim.id for telling in one.tellings}
    return IncidentPage(
        incident=one,
        standing=standing,
        actors=tuple(dict.fromkeys(actor.name for actor in one.actors)),
        targets=tuple(dict.fromkeys(target.name for target in one.targets)),
        members=tuple(members[:MOST]),
        more=max(0, len(members) - MOST),
        figures=tuple(view for view in series if any(t.claim.id in here for t in view.series.tellings)),
        demonstration=any(t.carrier.demonstration for t in one.tellings),
    )
