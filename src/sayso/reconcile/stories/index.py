"""Which earlier reports hold a term: `Index` is what `assign` asks, `Memory` answers it from memory, the ledger from tables.

Only reports before a place in the order are ever given, so that a story never depends on what came later; and of each term
only the latest few that hold it, so that a look-up costs the same in a small ledger and in a large one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from sayso.reconcile.stories.terms import Terms

Place = tuple[str, str]
"""`Carrier.place_in_order`: known_by ("" where there is no date), then report id."""


@dataclass(frozen=True, slots=True)
class Features:
    """All that stories need of a report."""

    report: str
    known_by: str | None
    terms: Terms

    @property
    def place_in_order(self) -> Place:
        return (self.known_by or "", self.report)


class Holding(NamedTuple):
    """An earlier report holds a term; a row of the index."""

    key: str
    report: str
    weight: float
    headline: float


@dataclass(frozen=True, slots=True)
class Member:
    """An earlier report and the story that it is in."""

    features: Features
    story: str


class Index(Protocol):
    """The reports that have a story already."""

    def holdings(self, keys: Sequence[str], before: Place, each: int) -> Iterable[Holding]:
        """Of every key the `each` latest reports before `before` that hold it, in any order."""
        ...

    def members(self, reports: Sequence[str]) -> Mapping[str, Member]:
        """By report id."""
        ...


@dataclass(slots=True)
class Memory:
    """An index in memory. Reports may be added in any order."""

    _rows: dict[str, list[tuple[Place, Holding]]] = field(default_factory=lambda: defaultdict(list))
    _members: dict[str, Member] = field(default_factory=dict)

    def add(self, features: Features, story: str) -> None:
        place = features.place_in_order
        for term in features.terms:
            rows = self._rows[term.key]
            rows.insert(bisect_left(rows, (place,)), (place, Holding(term.key, features.report, term.weight, term.headline)))
        self._members[features.report] = Member(features, story)

    def holdings(self, keys: Sequence[str], before: Place, each: int) -> Iterator[Holding]:
        for key in keys:
            rows = self._rows.get(key, [])
            end = bisect_left(rows, (before,))
            yield from (holding for _, holding in rows[max(0, end - each) : end])

    def members(self, reports: Sequence[str]) -> Mapping[str, Member]:
        return {report: self._members[report] for report in reports}
