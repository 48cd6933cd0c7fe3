"""What a look holds of one report: its tellings, how each claim stands and where that is told, and the rest of its story.

Each is found without making anything anew for all the others: a look may hold a hundred thousand claims.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from itertools import takewhile

from sayso.reconcile.incidents import Incident
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Carrier, Telling
from sayso.reconcile.world import World
from sayso.show.page.told import Stands, stands
from sayso.types import Verdict

MOST_OF_STORY = 12


@dataclass(frozen=True, slots=True)
class OfReport:
    tellings: tuple[Telling, ...]
    """In the order of its text."""
    stands: Mapping[str, Stands]
    """By claim id; of a claim of which nothing follows, nothing."""
    carriers: Mapping[str, Carrier]
    """All that are known, this report among them if it is."""
    story: tuple[Carrier, ...]
    """Other reports of its story, the newest first; at most MOST_OF_STORY."""
    more_of_story: int
    verdicts: Mapping[str, tuple[Verdict, ...]]


def of_report(id: str, world: World, series: Iterable[SeriesView], incidents: Iterable[tuple[Incident, Standing]]) -> OfReport:
    """Nothing of its own where the report was not known by the moment of the look."""
    told = tellings_of(world, id)
    carrier = world.carriers.get(id)
    others = [c for c in world.carriers.values() if carrier and c.story == carrier.story and c.id != id]
    return OfReport(
        tellings=told,
        stands=stands(series, incidents, {t.claim.id for t in told}),
        carriers=world.carriers,
        story=tuple(nlargest(MOST_OF_STORY, others, key=lambda c: c.place_in_order)),
        more_of_story=max(0, len(others) - MOST_OF_STORY),
        verdicts=world.verdicts,
    )


def tellings_of(world: World, id: str) -> tuple[Telling, ...]:
    """Of one report; none where it has no claim, or was not known by then. `world.tellings` are in the order of reports."""
    carrier = world.carriers.get(id)
    if carrier is None:
        return ()
    first = bisect_left(world.tellings, carrier.place_in_order, key=lambda telling: telling.carrier.place_in_order)
    here = (world.tellings[n] for n in range(first, len(world.tellings)))
    return tuple(takewhile(lambda telling: telling.carrier.id == id, here))
