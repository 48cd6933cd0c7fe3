"""Which values of a series contradict, each pair with the sentence that says so.

Two numbers of one origin on one day are its own correction, unless a page took one of them back as its own mistake: then that
page had misquoted the origin, and what it told contradicts what the others told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sayso.reconcile.algebra import Between
from sayso.reconcile.saying_values import differ, when
from sayso.reconcile.series.line import Series
from sayso.reconcile.undone import Undone, taken_back, undone
from sayso.reconcile.values import Value, between_values, values

MOST_A_DAY = 60
"""Values of one day that are compared with each other; more than that is a list, not a disagreement."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    a: Value
    b: Value
    sentence: str
    settled: str | None = None
    """Why it is one no longer: a value was taken back. None while it stands."""


def contradictions(series: Series) -> tuple[Contradiction, ...]:
    """In the order of the days."""
    return among(values(series))


def among(of: Sequence[Value]) -> tuple[Contradiction, ...]:
    acts = undone(of)
    back = taken_back(acts)
    retold = {one.value.id for one in acts if _looks_back(one)}
    by_day: dict[str, list[Value]] = defaultdict(list)
    for value in _first_given(of):
        if value.day and value.id not in retold:
            by_day[value.day].append(value)
    return tuple(one for day in sorted(by_day) for one in _of_day(by_day[day][:MOST_A_DAY], back))


def _of_day(of: Sequence[Value], back: dict[str, Undone]) -> Iterator[Contradiction]:
    for a, b in combinations(of, 2):
        what = between_values(a, b)
        if what is Between.CONTRADICT or (what is Between.REPLACE and _misquoted(a, b, back)):
            settled = "; ".join(_settled(back[v.id]) for v in (a, b) if v.id in back)
            yield Contradiction(a, b, differ([a, b]), settled or None)


def _misquoted(a: Value, b: Value, back: dict[str, Undone]) -> bool:
    return any(v.id in back and back[v.id].on_own_page for v in (a, b))


def _settled(one: Undone) -> str:
    how = "corrected on its own page" if one.on_own_page else "taken back"
    return f"{one.value.figure.low:,} was {how} on {when(one.by.day)}" if one.value.figure.low is not None else how


def _first_given(of: Sequence[Value]) -> Iterator[Value]:
    """Of each number of an origin the first day: what is told again later may be no word of that later day."""
    seen: set[tuple[object, ...]] = set()
    for value in of:
        key = (value.origin.key, value.number, value.figure.relation)
        if value.is_given and key not in seen:
            seen.add(key)
            yield value


def _looks_back(one: Undone) -> bool:
    """A number that had been taken back before is no number for the later day on which a report recalls it."""
    return not one.on_own_page and (one.by.day or "") < (one.value.day or "")
