"""How many an incident killed, as event data wants it: low, best, high, and the number by ACLED's rules.

ACLED's rules (codebook, "Reported fatalities"): of differing figures the lowest; "tens" 10, "dozens" 12, "hundreds" 100; where
only "several", "many" or "a few" are told, 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.values import totals
from sayso.vocabulary import PopulationKind

KILLED = "killed"
UNCOUNTED = {"a couple": 2} | dict.fromkeys(
    ("several", "a few", "few", "some", "many", "many more", "multiple", "numerous", "countless", "a handful"), 3
)
"""What is coded where a report gives no number. Words for more are in the table of the rule of lowest figures."""
APART = (
    frozenset({PopulationKind.SECURITY}),
    frozenset({PopulationKind.MILITANTS}),
)
"""Kinds of people who are not of each other. All other kinds overlap: a child may be a civilian and a foreigner, so that of
these only the largest number is sure."""


@dataclass(frozen=True, slots=True)
class Number:
    """Whatever is None is not known; `high` None: nobody gives an upper end."""

    low: int | None
    best: int | None
    high: int | None


UNKNOWN = Number(None, None, None)


@dataclass(frozen=True, slots=True)
class Toll:
    """The lines of one kind of figure ("killed") of one incident: of all its people, and of kinds of people."""

    whole: SeriesView | None
    by_kind: Mapping[PopulationKind, SeriesView]

    @property
    def lowest(self) -> int | None:
        """By ACLED's rules. Where no figure for all stands, the sum of what stands for people who are not of each other."""
        of_all = lowest(self.whole) if self.whole else None
        return of_all if of_all is not None else _added({kind: lowest(view) for kind, view in self.by_kind.items()})

    @property
    def number(self) -> Number:
        """Of all; from the parts where no figure for all stands."""
        told = number(self.whole) if self.whole else UNKNOWN
        if told.low is not None or not self.by_kind:
            return told
        parts = {kind: number(view) for kind, view in self.by_kind.items()}
        low = _added({kind: part.low for kind, part in parts.items()})
        return Number(low, _added({kind: part.best for kind, part in parts.items()}), None)

    def of(self, kinds: Iterable[PopulationKind]) -> int | None:
        """The best number for any of these kinds of people, which overlap: the largest."""
        told = (number(self.by_kind[kind]).best for kind in kinds if kind in self.by_kind)
        return max((best for best in told if best is not None), default=None)


def toll(views: Sequence[SeriesView], place: str | None, kind: str = KILLED) -> Toll:
    """`views`: the figures of one incident, in the order in which they are shown. Lines for its own place come first."""
    lines = [v for v in views if v.series.kind == kind and not v.series.acts and not v.series.part and not v.series.noun]
    lines.sort(key=lambda v: v.series.area != place)
    whole = next((v for v in lines if v.series.population_kind is PopulationKind.PEOPLE), None)
    area = whole.series.area if whole else lines[0].series.area if lines else None
    by_kind: dict[PopulationKind, SeriesView] = {}
    for view in lines:
        if view.series.population_kind is not PopulationKind.PEOPLE and view.series.area == area:
            by_kind.setdefault(view.series.population_kind, view)
    return Toll(whole, by_kind)


def number(view: SeriesView) -> Number:
    """The spread of a line; where only words stand, the least that they mean. The best number as it is told is within it: "more
    than 3,700" leaves 3,701 and up, and its low and best are 3,700."""
    best = view.spread.best
    if best is None:
        least = lowest(view)
        return Number(least, least, None)
    told = best.figure.low if best.figure.low is not None else best.figure.high
    low, high = view.spread.low, view.spread.high
    if told is None:
        return Number(low, told, high)
    return Number(min(told, low) if low is not None else None, told, max(told, high) if high is not None else None)


def lowest(view: SeriesView) -> int | None:
    """None where nothing stands."""
    if view.acled is not None:
        return view.acled
    told = [value for value in totals(view.values) if value.id not in view.refuted and value.figure.vague]
    words = [(value.figure.vague or "").lower() for value in told]
    return min((UNCOUNTED[word] for word in words if word in UNCOUNTED), default=None)


def _added(of: Mapping[PopulationKind, int | None]) -> int | None:
    told = {kind: number for kind, number in of.items() if number is not None}
    if not told:
        return None
    apart = [max((n for kind, n in told.items() if kind in kinds), default=0) for kinds in APART]
    others = max((n for kind, n in told.items() if not any(kind in kinds for kinds in APART)), default=0)
    return sum(apart) + others
