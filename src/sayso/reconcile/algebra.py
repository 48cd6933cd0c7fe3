"""The algebra of figures: what two told numbers of one series are to each other.

    bounds(figure)    which numbers the words leave possible: "at least 5" is 5 and everything above
    between(a, b)     exactly one word of `Between` for any two figures, whichever is named first

Laws, each with a property test: `between` is symmetric, a figure agrees with itself, agreeing figures share a number, what
contradicts or grows shares none, and only figures of one scope and one day contradict.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.reconcile.days import DAY
from sayso.types import Figure
from sayso.vocabulary import Relation, Scope


class Between(StrEnum):
    AGREE = "agree"
    """Some number satisfies both: "at least 5" and 7."""
    GROW = "grow"
    """Another origin, a later day, a higher number."""
    REFINE = "refine"
    """A part of what the other counts, and not more than it."""
    REPLACE = "replace"
    """The same origin gave another number: later, or corrected within the day."""
    CONTRADICT = "contradict"
    """One scope, one day, no number that satisfies both."""
    APART = "apart"
    """Not comparable: additions, another day and lower, a day that nobody tells."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """All whole numbers from `low` to `high`, both inclusive; `high` None has no end."""

    low: int
    high: int | None

    def meets(self, other: Bounds) -> bool:
        return self.reaches(other.low) and other.reaches(self.low)

    def reaches(self, number: int) -> bool:
        return self.high is None or number <= self.high


ANY = Bounds(0, None)


@dataclass(frozen=True, slots=True)
class Told:
    """As much of a told figure as comparing needs. `day` is an ISO prefix of at most a day."""

    bounds: Bounds
    scope: Scope
    day: str | None
    origin: str
    settled: bool = True
    """The origin is known, so that two numbers of one day are its correction; an outlet that names nobody corrects nothing."""


def bounds(figure: Figure) -> Bounds:
    """What the words leave possible. A vague word excludes nothing."""
    low = figure.low if figure.low is not None else 0
    high = figure.high
    match figure.relation:
        case Relation.VAGUE:
            return ANY
        case Relation.AT_LEAST:
            return Bounds(low, None)
        case Relation.MORE_THAN:
            return Bounds(low + 1, None)
        case Relation.UP_TO:
            return Bounds(0, high if high is not None else figure.low)
        case Relation.FEWER_THAN:
            most = high if high is not None else figure.low
            return Bounds(0, None if most is None else max(0, most - 1))
        case Relation.ABOUT:
            return _about(figure)
        case Relation.EXACT | Relation.RANGE:
            return ANY if figure.low is None and high is None else _ordered(low, high)


def between(a: Told, b: Told) -> Between:
    """What the two are to each other; the order in which they are given does not matter."""
    if a.scope is not b.scope:
        return _across_scopes(a, b)
    if a.scope is Scope.NEW and a.day != b.day:
        return Between.APART
    if a.bounds.meets(b.bounds):
        return Between.AGREE
    one_origin = a.origin == b.origin
    if a.day is not None and a.day == b.day:
        corrected = one_origin and a.settled and b.settled
        return Between.REPLACE if corrected and len(a.day) >= DAY else _disjoint_on_one_day(a.day, one_origin)
    earlier, later = in_order(a, b)
    if not is_before(earlier.day, later.day):
        return Between.APART
    if one_origin:
        return Between.REPLACE
    return Between.GROW if later.bounds.low > earlier.bounds.low else Between.APART


def in_order(a: Told, b: Told) -> tuple[Told, Told]:
    """The one of the earlier day first."""
    return (b, a) if is_before(b.day, a.day) else (a, b)


def is_before(one: str | None, other: str | None) -> bool:
    """Surely before: 7 January is before February, and neither before nor after January."""
    if one is None or other is None:
        return False
    shared = min(len(one), len(other), DAY)
    return one[:shared] < other[:shared]


def _disjoint_on_one_day(day: str, one_origin: bool) -> Between:
    """A month is no day: within it a number may have risen."""
    if len(day) >= DAY:
        return Between.CONTRADICT
    return Between.REPLACE if one_origin else Between.APART


def _across_scopes(a: Told, b: Told) -> Between:
    """A part of a total, where it is not greater than the total; additions are no part of what is comparable."""
    if Scope.NEW in (a.scope, b.scope):
        return Between.APART
    part, whole = (a, b) if a.scope is Scope.SUBSET else (b, a)
    return Between.REFINE if whole.bounds.reaches(part.bounds.low) else Between.APART


def _about(figure: Figure) -> Bounds:
    """As wide as the rounding of the last digit that is not zero: about 5,800 is 5,750 to 5,850."""
    ends = [n for n in (figure.low, figure.high) if n is not None]
    if not ends:
        return ANY
    low, high = min(ends), max(ends)
    return Bounds(max(0, low - _unit(low) // 2), high + _unit(high) // 2)


def _unit(number: int) -> int:
    """The place of the last digit that is not zero: 100 for 5,800; 1 for zero."""
    unit = 1
    while number and number % (unit * 10) == 0:
        unit *= 10
    return unit


def _ordered(low: int, high: int | None) -> Bounds:
    return Bounds(low, high) if high is None or low <= high else Bounds(high, low)
