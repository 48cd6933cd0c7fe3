"""What the tellings known by a moment amount to: one look through all the steps, in their order.

tellings → incidents → series, each with the origins that its tellings give each other
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.reconcile.incidents import Incident, Judged, incidents
from sayso.reconcile.origins import settle
from sayso.reconcile.pairs import parted
from sayso.reconcile.series import Series, series
from sayso.reconcile.telling import Telling
from sayso.reconcile.world import World
from sayso.types import Verdict
from sayso.vocabulary import Verdicts


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it. `fits` says what of it was asked for."""

    world: World
    incidents: tuple[Incident, ...]
    series: tuple[Series, ...]

    def fits(self, tellings: Iterable[Telling]) -> bool:
        """Does any of these rest on a claim that fits what is asked for?"""
        fitting = self.world.fitting
        return fitting is None or any(t.claim.id in fitting for t in tellings)

    def shown_series(self) -> Iterator[Series]:
        return (one for one in self.series if self.fits(one.tellings))

    def shown_incidents(self) -> Iterator[Incident]:
        return (one for one in self.incidents if self.fits(one.tellings))


def knowledge(world: World) -> Knowledge:
    told = incidents(world.tellings, tuple(_judged(world.verdicts)))
    lines = tuple(replace(one, tellings=settle(one.tellings)) for one in series(world.tellings, told))
    return Knowledge(world, told, lines)


def _judged(verdicts: Mapping[str, Sequence[Verdict]]) -> Iterator[Judged]:
    """What people said of two claims or incidents, the earlier first."""
    said = [(v, parted(subject)) for subject, given in verdicts.items() for v in given]
    for verdict, pair in sorted(said, key=lambda item: (item[0].at, item[0].subject)):
        if pair is not None and verdict.verdict in (Verdicts.SAME_INCIDENT, Verdicts.OTHER_INCIDENT):
            yield Judged(*pair, verdict.verdict, verdict.reviewer)
