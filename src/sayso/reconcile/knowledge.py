"""What the tellings known by a moment amount to: one look through all the steps, in their order.

tellings, less what people called misread → incidents → series → values, standing, contradictions
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

    @property
    def fitting(self) -> Sequence[Telling]:
        """Those that fit what is asked for."""
        wanted = self.world.fitting
        return self.tellings if wanted is None else [t for t in self.tellings if t.claim.id in wanted]

    def shown_series(self) -> tuple[SeriesView, ...]:
        """In the order of the kinds; of a kind first the line of all people that most reports carry, then the most reported."""
        shown = in_shown_order((one for one in self.series if self.fits(one.tellings)), weight)
        withdrawn = withdrawn_of(self.series)
        part_of = {part.claim.id: one for one in sums(self.tellings) for part in one.parts}
        return tuple(with_sums(self.view(one, withdrawn), part_of) for one in shown)

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
        return incidents_latest_first(one for one in self.incidents if self.fits(one.tellings))


def knowledge(world: World) -> Knowledge:
    told = readable(world.tellings, world.verdicts)
    happened = incidents(told, tuple(judged_incidents(world.verdicts)))
    return Knowledge(world, told, happened, series(told, happened))


def with_sums(view: SeriesView, part_of: Mapping[str, Sum]) -> SeriesView:
    found = dict.fromkeys(part_of[t.claim.id] for t in view.series.tellings if t.claim.id in part_of)
    return replace(view, sums=tuple(found)) if found else view


def in_shown_order(chosen: Iterable[Series], weigh: Callable[[Series], tuple[int, int]]) -> list[Series]:
    """As `Knowledge.shown_series` has them; `weigh` is `weight`, or what remembers it."""
    order = {kind: n for n, kind in enumerate(kinds())}
    shown = sorted(chosen, key=lambda one: (*(-number for number in weigh(one)), one.id))
    first: dict[str, str] = {}
    for one in shown:
        if one.population_kind is PopulationKind.PEOPLE and not one.acts:
            first.setdefault(one.kind, one.id)
    return sorted(shown, key=lambda one: (order.get(one.kind, len(order)), first.get(one.kind) != one.id))


def most_reported(shown: Iterable[SeriesView], most: int) -> Iterator[SeriesView]:
    """The first of each kind, so many; of what is in the order of `Knowledge.shown_series`, the most reported."""
    seen: dict[str, int] = {}
    for view in shown:
        kind = view.series.kind
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] <= most:
            yield view


def weight(one: Series) -> tuple[int, int]:
    """Reports that carry it, and the highest number told: of two lines that as many carry, the whole comes before its part."""
    highest = max((t.claim.figure.low or 0 for t in one.tellings if t.claim.figure), default=0)
    return len({t.carrier.id for t in one.tellings}), highest


def incidents_latest_first(shown: Iterable[Incident]) -> tuple[Incident, ...]:
    """The latest first; of one day by their ids."""
    return tuple(sorted(sorted(shown, key=lambda one: one.id), key=lambda one: one.start or "", reverse=True))


def judged_incidents(verdicts: Mapping[str, Sequence[Verdict]]) -> Iterator[Judged]:
    """What people said of two claims or incidents, the earlier first."""
    said = [(v, parted(subject)) for subject, given in verdicts.items() for v in given]
    for verdict, pair in sorted(said, key=lambda item: (item[0].at, item[0].subject)):
        if pair is not None and verdict.verdict in (Verdicts.SAME_INCIDENT, Verdicts.OTHER_INCIDENT):
            yield Judged(*pair, verdict.verdict, verdict.reviewer)
