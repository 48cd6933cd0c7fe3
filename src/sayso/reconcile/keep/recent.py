"""The reports before the one that is set in order, in memory: `Index` and `Keys` as the tables answer, to go through all by.

Reports are added in the order of their places, and only asked for by those that come after, so that of every term and key the
latest few are all that will ever be asked for. A report that is among the latest of none any more is let go: what this holds
grows with the number of different words, not of reports.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Generic, TypeVar

from sayso.reconcile.stories.index import Features, Holding, Member, Place

T = TypeVar("T")
H = TypeVar("H")
K = TypeVar("K", bound=Hashable)


@dataclass(slots=True)
class Latest(Generic[K, H, T]):
    """Of every key the latest `each` that were added under it, and by report what was added, as long as it is among them."""

    each: int
    report_of: Callable[[H], str]
    whole: dict[str, T] = field(default_factory=dict)
    _of: dict[K, list[H]] = field(default_factory=dict)
    _times: dict[str, int] = field(default_factory=dict)
    """Under how many keys a report still stands."""

    def add(self, report: str, whole: T, keys: Iterable[tuple[K, H]]) -> None:
        times = 0
        for key, held in keys:
            times += 1
            there = self._of.get(key)
            if there is None:
                self._of[key] = [held]  # most words and keys stay the only one of their kind
                continue
            there.append(held)
            if len(there) > self.each:
                self._leave(self.report_of(there.pop(0)))
        if times:
            self.whole[report], self._times[report] = whole, times

    def under(self, key: K) -> Sequence[H]:
        return self._of.get(key, ())

    def _leave(self, report: str) -> None:
        self._times[report] -= 1
        if not self._times[report]:
            del self._times[report], self.whole[report]


class RecentStories:
    """`Index` of the reports added so far."""

    def __init__(self, each: int) -> None:
        self._latest: Latest[str, Holding, Member] = Latest(each, attrgetter("report"))

    def add(self, features: Features, story: str) -> None:
        held = ((t.key, Holding(t.key, features.report, t.weight, t.headline)) for t in features.terms)
        self._latest.add(features.report, Member(features, story), held)

    def holdings(self, keys: Sequence[str], before: Place, each: int) -> Iterator[Holding]:
        """Those of `before` are all that are here; `each` is what the terms were kept for."""
        for key in keys:
            yield from self._latest.under(key)

    def members(self, reports: Sequence[str]) -> Mapping[str, Member]:
        return {report: self._latest.whole[report] for report in reports}


class RecentKeys:
    """`ordering.Keys` of the rows added so far."""

    def __init__(self, each: int) -> None:
        self._latest: Latest[int, str, Any] = Latest(each, str)

    def add(self, row: Any, keys: Sequence[int]) -> None:
        self._latest.add(row.report, row, ((key, row.report) for key in set(keys)))

    def sharing(self, keys: Sequence[int], before: str) -> Iterator[str]:
        for key in sorted(set(keys)):
            yield from self._latest.under(key)

    def rows(self, reports: Sequence[str]) -> Iterator[Any]:
        return (self._latest.whole[report] for report in reports)
