"""A figure series with all that is made of it: values, low, best and high, origins, what differs, how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sayso.reconcile.bounds import Headline, Spread, headline, lowest, spread
from sayso.reconcile.contradictions import Contradiction, among
from sayso.reconcile.folding import folded
from sayso.reconcile.links import Link, links
from sayso.reconcile.origins import OriginCount, count, settle
from sayso.reconcile.publishing import Stands, line, sentence
from sayso.reconcile.series import Series
from sayso.reconcile.standing import Judged, Standing, reviewed, value_standings, whole_standing
from sayso.reconcile.sums import Sum
from sayso.reconcile.through_time import ThroughTime
from sayso.reconcile.values import Value, values
from sayso.reconcile.withdrawn_parts import Withdrawn, parts, withdrawn_totals
from sayso.vocabulary import Status


@dataclass(frozen=True, slots=True)
class SeriesView:
    """`values` by day. Everything is made of `series.tellings` and of verdicts, and of nothing else."""

    series: Series
    values: tuple[Value, ...]
    standings: Mapping[str, Standing]
    """By value id."""
    standing: Standing
    spread: Spread
    acled: int | None
    """By ACLED's rule: the lowest."""
    headline: Headline
    origins: OriginCount
    contradictions: tuple[Contradiction, ...]
    refuted: frozenset[str]
    """Ids of the values that persons refute."""
    through_time: ThroughTime = field(compare=False)
    sums: tuple[Sum, ...] = ()
    """Of which figures of this line are parts."""
    judged: Judged = field(default_factory=dict)
    """What persons said of anything; of its links too."""

    @property
    def behind_it(self) -> str:
        """Who stands behind what stands now, and how many origins there were through time: "1 origin, 3 through time"."""
        now = str(count([telling for value in self.spread.standing for telling in value.tellings] or self.series.tellings))
        ever = str(self.origins)
        return now if now == ever else f"{now}, {ever.replace(' origins', '').replace(' origin', '')} through time"

    @property
    def sentence(self) -> str:
        """The number that stands, or that origins differ, with who says so; for a page that has its own notes."""
        return sentence(self.series, Stands(self.spread, self.headline, self.standings))

    @property
    def to_publish(self) -> str:
        """The same, fit to be published alone."""
        return line(self.series, Stands(self.spread, self.headline, self.standings))

    @property
    def links(self) -> tuple[Link, ...]:
        """Between its claims."""
        return links(self.values, self.refuted)


NOTHING: Withdrawn = {}


class Settled(NamedTuple):
    """A series with the origins that its tellings give each other, and its values, each once."""

    series: Series
    values: tuple[Value, ...]


def settled(series: Series) -> Settled:
    with_origins = replace(series, tellings=settle(series.tellings))
    return Settled(with_origins, folded(values(with_origins)))


def series_view(
    series: Series, judged: Judged, withdrawn: Withdrawn = NOTHING, settled: Callable[[Series], Settled] = settled
) -> SeriesView:
    """`withdrawn`: totals of any series that were taken back (`withdrawn_of`), with which their parts fall. `settled` may be
    one that remembers."""
    series, told = settled(series)
    fallen = parts(told, withdrawn)
    confirmed, refuted = reviewed(told, judged)
    gone = refuted | fallen.keys()
    found, standings = spread(told, gone), value_standings(told, judged, fallen)
    return SeriesView(
        series=series,
        values=told,
        standings=standings,
        standing=whole_standing(series.id, told, found, standings, judged),
        spread=found,
        acled=lowest(found, told, gone),
        headline=headline(found, confirmed),
        origins=count(series.tellings),
        contradictions=among(told, refuted),
        refuted=refuted,
        through_time=ThroughTime(told, standings),
        judged=judged,
    )


def withdrawn_of(all_series: Iterable[Series], settled: Callable[[Series], Settled] = settled) -> Withdrawn:
    """The totals that were taken back, of those series of which any report says so."""
    doubted = (one for one in all_series if any(t.claim.status is Status.RETRACTED for t in one.tellings))
    return withdrawn_totals(settled(one).values for one in doubted)


def latest_first(view: SeriesView) -> Sequence[Value]:
    """What is for the latest day first; what nobody dates last."""
    return sorted(view.values, key=lambda v: v.day or "", reverse=True)
