"""Which figure and which incident of a look a claim belongs to: a claim is of one of each at most.

Asked for a few claims, or for an id, it saves a walk over all that a look holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from sayso.reconcile.former_ids import claim_of
from sayso.reconcile.incidents import Incident
from sayso.reconcile.judgement import Standing
from sayso.reconcile.looks.knowing import Look
from sayso.reconcile.series_view import SeriesView

T = TypeVar("T")
Happened = tuple[Incident, Standing]
NOTHING = (0, None)


@dataclass(frozen=True, slots=True)
class ByClaim:
    """By the id of a claim; with the place that it has among all, whose order answers keep."""

    figures: Mapping[str, tuple[int, SeriesView]]
    happened: Mapping[str, tuple[int, Happened]]

    def figure(self, id: str) -> SeriesView | None:
        """The one that is called so, or once was."""
        _, found = self.figures.get(claim_of(id), NOTHING)
        return found if found is not None and id in found.series.names else None

    def incident(self, id: str) -> Happened | None:
        """The same of what happened, with how it stands."""
        _, found = self.happened.get(claim_of(id), NOTHING)
        return found if found is not None and id in found[0].names else None

    def figures_of(self, claims: Iterable[str]) -> list[SeriesView]:
        """Those that hold any of these, each once."""
        return _in_order(self.figures[id] for id in claims if id in self.figures)

    def incidents_of(self, claims: Iterable[str]) -> list[Happened]:
        return _in_order(self.happened[id] for id in claims if id in self.happened)


def _in_order(found: Iterable[tuple[int, T]]) -> list[T]:
    return [one for _, one in sorted(dict(found).items(), key=lambda placed: placed[0])]


def by_claim(look: Look) -> ByClaim:
    figures = {
        telling.claim.id: (n, view)
        for n, view in enumerate(look.series)
        for telling in chain(view.series.tellings, *(value.tellings for value in view.values))
    }
    happened = {link.telling.claim.id: (n, one) for n, one in enumerate(look.incidents) for link in one[0].links}
    return ByClaim(figures, happened)
