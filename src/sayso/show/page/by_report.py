"""What a look holds of each report: its tellings, how each claim stands and where that is told, and the rest of its story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.reconcile.incidents import Incident
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Carrier, Telling
from sayso.reconcile.world import World
from sayso.types import Verdict


@dataclass(frozen=True, slots=True)
class Stands:
    """`at`: the address of the figure's value, or of the incident, that the claim is told of."""

    standing: Standing
    at: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ByReport:
    tellings: Mapping[str, tuple[Telling, ...]]
    """By report id, in the order of its text."""
    stands: Mapping[str, Stands]
    """By claim id."""
    carriers: Mapping[str, Carrier]
    stories: Mapping[str, tuple[Carrier, ...]]
    """By story, the newest first."""
    verdicts: Mapping[str, tuple[Verdict, ...]]


NOTHING = ByReport({}, {}, {}, {}, {})


def by_report(world: World, series: Iterable[SeriesView], incidents: Iterable[tuple[Incident, Standing]]) -> ByReport:
    """Once for each look, so that a report costs the same in any ledger."""
    tellings: dict[str, list[Telling]] = defaultdict(list)
    for telling in world.tellings:
        tellings[telling.carrier.id].append(telling)
    stories: dict[str, list[Carrier]] = defaultdict(list)
    for carrier in sorted(world.carriers.values(), key=lambda c: c.place_in_order, reverse=True):
        stories[carrier.story].append(carrier)
    return ByReport(
        {report: tuple(told) for report, told in tellings.items()},
        _stands(series, incidents),
        world.carriers,
        {story: tuple(of) for story, of in stories.items()},
        world.verdicts,
    )


def _stands(series: Iterable[SeriesView], incidents: Iterable[tuple[Incident, Standing]]) -> dict[str, Stands]:
    """As its value does, else as its incident: the same that the other views say (`told.standings`)."""
    found: dict[str, Stands] = {}
    for incident, standing in incidents:
        stands = Stands(standing, f"/incident/{incident.id}")
        found.update((telling.claim.id, stands) for telling in incident.tellings)
    for view in series:
        for value in view.values:
            stands = Stands(view.standings[value.id], f"/figure/{view.series.id}", value.id)
            found.update((telling.claim.id, stands) for telling in value.tellings)
    return found
