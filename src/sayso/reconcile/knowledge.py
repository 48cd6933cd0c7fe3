"""What the tellings known by a moment amount to: one look through all the steps, in their order.

tellings, less what people called misread → incidents → series → values, standing, contradictions
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.reconcile.incidents import Incident, Judged, incidents
from sayso.reconcile.measures.gathering import measures
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.measures.silence import Silence, silence
from sayso.reconcile.pairs import parted
from sayso.reconcile.readable import readable
from sayso.reconcile.series import Series, series
from sayso.reconcile.series_view import SeriesView, series_view, withdrawn_of
from sayso.reconcile.sums import Sum, sums
from sayso.reconcile.telling import Telling
from sayso.reconcile.withdrawn_parts import Withdrawn
from sayso.reconcile.world import World
from sayso.types import Verdict
from sayso.vocabulary import PopulationKind, Verdicts, kinds


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it; what was asked for of it is `shown`."""

    world: World
    tellings: tuple[Telling, ...]
    incidents: tuple[Incident, ...]
    series: tuple[Series, ...]

    def fits(self, tellings: Iterable[Telling]) -> bool:
        """Does any of these rest on a claim that fits what is asked for?"""
        fitting = self.world.fitting
        return fitting is None or any(t.claim.id in fitting for t in tellings)

    def shown_series(self) -> tuple[SeriesView, ...]:
        """In the order of the kinds; of a kind first the line of all people that most reports carry, then the most reported."""
        order = {kind: n for n, kind in enumerate(kinds())}
        shown = sorted((s for s in self.series if self.fits(s.tellings)), key=lambda s: (-_reports(s), -_highest(s), s.id))
        first: dict[str, str] = {}
        for one in shown:
            if one.population_kind is PopulationKind.PEOPLE and not one.acts:
                first.setdefault(one.kind, one.id)
        shown.sort(key=lambda s: (order.get(s.kind, len(order)), first.get(s.kind) != s.id))
        withdrawn = withdrawn_of(self.series)
        part_of = {part.claim.id: one for one in sums(self.tellings) for part in one.parts}
        return tuple(_with_sums(self.view(one, withdrawn), part_of) for one in shown)

    def measures(self) -> tuple[Measure, ...]:
        """What was imposed and lifted; those that fit what is asked for."""
        return tuple(one for one in measures(self.tellings) if self.fits(one.tellings))

    def silences(self, of: Sequence[Measure], at: str) -> tuple[Silence, ...]:
        """What the measures hide at a moment, measured by the reports of these stories."""
        return silence(of, self.world.carriers.values(), at)

    def view(self, one: Series, withdrawn: Withdrawn) -> SeriesView:
        return series_view(one, self.world.verdicts, withdrawn)

    def shown_incidents(self) -> tuple[Incident, ...]:
        """The latest first."""
        found = sorted((one for one in self.incidents if self.fits(one.tellings)), key=lambda i: i.id)
        return tuple(sorted(found, key=lambda i: i.start or "", reverse=True))


def knowledge(world: World) -> Knowledge:
    told = readable(world.tellings, world.verdicts)
    happened = incidents(told, tuple(_judged(world.verdicts)))
    return Knowledge(world, told, happened, series(told, happened))


def _with_sums(view: SeriesView, part_of: Mapping[str, Sum]) -> SeriesView:
    found = dict.fromkeys(part_of[t.claim.id] for t in view.series.tellings if t.claim.id in part_of)
    return replace(view, sums=tuple(found)) if found else view


def _reports(one: Series) -> int:
    return len({t.carrier.id for t in one.tellings})


def _highest(one: Series) -> int:
    """The highest number told: of two lines that as many reports carry, the whole comes before its part."""
    return max((t.claim.figure.low or 0 for t in one.tellings if t.claim.figure), default=0)


def _judged(verdicts: Mapping[str, Sequence[Verdict]]) -> Iterator[Judged]:
    """What people said of two claims or incidents, the earlier first."""
    said = [(v, parted(subject)) for subject, given in verdicts.items() for v in given]
    for verdict, pair in sorted(said, key=lambda item: (item[0].at, item[0].subject)):
        if pair is not None and verdict.verdict in (Verdicts.SAME_INCIDENT, Verdicts.OTHER_INCIDENT):
            yield Judged(*pair, verdict.verdict, verdict.reviewer)
