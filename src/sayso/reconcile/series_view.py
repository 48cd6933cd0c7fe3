"""A figure series with all that is made of it: values, low, best and high, origins, what differs, how it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.reconcile.bounds import Headline, Spread, headline, lowest, spread
from sayso.reconcile.contradictions import Contradiction, among
from sayso.reconcile.folding import folded
from sayso.reconcile.links import Link, links
from sayso.reconcile.origins import OriginCount, count, settle
from sayso.reconcile.publishing import Stands, line
from sayso.reconcile.series import Series
from sayso.reconcile.standing import Judged, Standing, reviewed, series_standing, value_standings
from sayso.reconcile.values import Value, values


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

    @property
    def to_publish(self) -> str:
        """A line fit to publish: the number that stands, or that origins differ, with who says so."""
        return line(self.series, Stands(self.spread, self.headline, self.standings))

    @property
    def links(self) -> tuple[Link, ...]:
        """Between its claims."""
        return links(self.values)


def series_view(series: Series, judged: Judged) -> SeriesView:
    """The origins of the tellings settled among each other first."""
    series = replace(series, tellings=settle(series.tellings))
    told = folded(values(series))
    standings = value_standings(told, judged)
    confirmed, refuted = reviewed(told, judged)
    return SeriesView(
        series=series,
        values=told,
        standings=standings,
        standing=series_standing(series.id, told, judged),
        spread=spread(told, refuted),
        acled=lowest(told, refuted),
        headline=headline(told, confirmed, refuted),
        origins=count(series.tellings),
        contradictions=among(told),
    )


def latest_first(view: SeriesView) -> Sequence[Value]:
    """What is for the latest day first; what nobody dates last."""
    return sorted(view.values, key=lambda v: v.day or "", reverse=True)
