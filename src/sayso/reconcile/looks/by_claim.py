"""Which figure and which incident a claim belongs to: a claim is of one of each at most.

Asked for a few claims, or for an id, it saves a walk over all that is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sayso.reconcile.former_ids import claim_of
from sayso.reconcile.incidents import Incident
from sayso.reconcile.judgement import Standing
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.values import Value

T = TypeVar("T")
Happened = tuple[Incident, Standing]
NOTHING = (0, None)


@dataclass(frozen=True, slots=True)
class ByClaim:
    """By the id of a claim; with the place that it has among all, whose order answers keep."""

    figures: Mapping[str, tuple[int, SeriesView]]
    values: Mapping[str, Value]
    happened: Mapping[str, tuple[int, Happened]]

    def figure(self, id: str) -> SeriesView | None:
        """The one that is called so, or once was."""
        _, found = self.figures.get(claim_of(id), NOTHING)
        return found if found is not None and id in found.series.names else None

    def incident(self, id: str) -> Happened | None:
        """The same of what happened, with how it stands."""
        found = self.incident_told_by(claim_of(id))
        return found if found is not None and id in found[0].names else None

    def value(self, claim: str) -> tuple[SeriesView, Value] | None:
        """The number that it gave, with the figure that this is of."""
        _, view = self.figures.get(claim, NOTHING)
        return (view, self.values[claim]) if view is not None and claim in self.values else None

    def incident_told_by(self, claim: str) -> Happened | None:
        _, found = self.happened.get(claim, NOTHING)
        return found

    def figures_of(self, claims: Iterable[str]) -> list[SeriesView]:
        """Those that hold any of these, each once."""
        return _in_order(self.figures[id] for id in claims if id in self.figures)

    def incidents_of(self, claims: Iterable[str]) -> list[Happened]:
        return _in_order(self.happened[id] for id in claims if id in self.happened)


def _in_order(found: Iterable[tuple[int, T]]) -> list[T]:
    return [one for _, one in sorted(dict(found).items(), key=lambda placed: placed[0])]


def by_claim(series: Iterable[SeriesView], incidents: Iterable[Happened]) -> ByClaim:
    figures: dict[str, tuple[int, SeriesView]] = {}
    values: dict[str, Value] = {}
    for n, view in enumerate(series):
        figures |= {telling.claim.id: (n, view) for telling in view.series.tellings}
        for value in view.values:
            figures |= {telling.claim.id: (n, view) for telling in value.tellings}
            values |= {telling.claim.id: value for telling in value.tellings}
    happened = {link.telling.claim.id: (n, one) for n, one in enumerate(incidents) for link in one[0].links}
    return ByClaim(figures, values, happened)
