"""What is told at two moments, put beside each other: the page and alerts compare in this one way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.telling import Telling

T = TypeVar("T")


class Pair(NamedTuple):
    """One figure then and now; `before` is None for what is new."""

    before: SeriesView | None
    after: SeriesView


def pairs(before: Sequence[SeriesView], after: Sequence[SeriesView]) -> Iterator[Pair]:
    """In the order of `after`, without those that are one object at both looks, as most are: looks share what is remembered.

    What has another id now (`former_ids`), because a report came that told it earlier, is still the same figure.
    """
    earlier = {view.series.id: view for view in before}
    kept = {view.series.id for view in after}
    for view in after:
        old = earlier.get(view.series.id) or _under_another_id(view, earlier, kept)
        if old is not view:
            yield Pair(old, view)


def _under_another_id(view: SeriesView, earlier: Mapping[str, SeriesView], kept: set[str]) -> SeriesView | None:
    return next((earlier[id] for id in view.series.names if id in earlier and id not in kept), None)


def lost(before: Mapping[str, T], after: Mapping[str, T], tellings: Callable[[T], Sequence[Telling]]) -> list[str]:
    """Ids of what was there before and is not. What only has another id now, and any of its claims, is not gone."""
    gone = [id for id in before if id not in after]
    left = {t.claim.id for one in after.values() for t in tellings(one)} if gone else set()
    return [id for id in gone if not any(t.claim.id in left for t in tellings(before[id]))]
