"""Which values of a series contradict, each pair with the sentence that says so.

Two numbers of one origin on one day are its own correction, unless a report misquoted it: one outlet alone against several
others, or a page that took its number back as its own mistake. Then it contradicts what the others told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from sayso.reconcile.algebra import Between
from sayso.reconcile.days import DAY, when
from sayso.reconcile.figure_words import number
from sayso.reconcile.misreports import is_misreport
from sayso.reconcile.one_text import headline_against_text, texts_of, told_together
from sayso.reconcile.saying_values import differ
from sayso.reconcile.series.line import Series
from sayso.reconcile.undone import Undone, taken_back, undone
from sayso.reconcile.values import Value, between_values, insists, recalls, values
from sayso.vocabulary import Scope

MOST_A_DAY = 60
"""Values of one day that are compared with each other; more than that is a list, not a disagreement."""

STILL_COUNTED = 3
"""So many origins with different numbers on the first day on which anything is counted see one toll rising."""


class Why(StrEnum):
    """Who differs."""

    TELLERS = "two_tellers_one_day"
    REPORTS = "two_reports_one_day"
    """Neither names anybody."""
    HEADLINE = "headline_against_text"
    MISREPORT = "misreport"


@dataclass(frozen=True, slots=True)
class Contradiction:
    a: Value
    b: Value
    sentence: str
    why: Why
    settled: str | None = None
    """Why it is one no longer: a value was taken back, or a person refuted it. None while it stands."""


def contradictions(series: Series) -> tuple[Contradiction, ...]:
    """In the order of the days."""
    return among(values(series))


def among(of: Sequence[Value], refuted: Collection[str] = ()) -> tuple[Contradiction, ...]:
    """`refuted`: ids of values that a person refuted; what they contradict is settled."""
    back = taken_back(undone(of))
    first_day = _first_days(of)
    by_day: dict[str, list[Value]] = defaultdict(list)
    recalled = recalls(of)
    for value in of:
        if value.is_given and value.day and value.id not in recalled and not _looks_back(value, back):
            by_day[value.day].append(value)
    first = min(by_day, default="")
    days = (d for d in sorted(by_day) if d != first or not _is_rising(by_day[d]))
    pairs = (pair for day in days for pair in _of_day(by_day[day], back))
    return tuple(_made(a, b, back, refuted) for a, b in pairs if not _grew(a, b, first_day))


def _of_day(of: Sequence[Value], back: Mapping[str, Undone]) -> Iterator[tuple[Value, Value]]:
    texts = texts_of(of)
    for a, b in combinations(of[:MOST_A_DAY], 2):
        if _contradict(a, b, back) and not told_together(a, b, texts):
            yield a, b


def _made(a: Value, b: Value, back: Mapping[str, Undone], refuted: Collection[str]) -> Contradiction:
    settled = [_settled(back[v.id]) for v in (a, b) if v.id in back]
    settled += [f"a person refuted {number(v.figure)}" for v in (a, b) if v.id in refuted and v.id not in back]
    return Contradiction(a, b, differ([a, b]), _why(a, b), "; ".join(settled) or None)


def _why(a: Value, b: Value) -> Why:
    if a.origin.identified and a.origin.key == b.origin.key:
        return Why.MISREPORT
    if a.origin.key == b.origin.key and headline_against_text(a, b):
        return Why.HEADLINE
    return Why.TELLERS if a.origin.identified or b.origin.identified else Why.REPORTS


def _contradict(a: Value, b: Value, back: Mapping[str, Undone]) -> bool:
    what = between_values(a, b)
    misquoted = is_misreport(a, b) or any(v.id in back and back[v.id].on_own_page for v in (a, b))
    return what is Between.CONTRADICT or (what is Between.REPLACE and misquoted)


def _first_days(of: Iterable[Value]) -> dict[object, str]:
    """By number: the first day for which anybody gave it, as soon as somebody had published it."""
    out: dict[object, str] = {}
    for value in of:
        if value.is_given and value.day:
            day = max(value.day, (value.tellings[0].carrier.published or "")[:DAY])
            out[value.number] = min(day, out.get(value.number, day))
    return out


def _grew(a: Value, b: Value, first_day: Mapping[object, str]) -> bool:
    """Is the lower number an older count that somebody still tells, and the higher one a newer? Or are both old?"""
    lower, higher = (a, b) if a.bounds.low < b.bounds.low else (b, a)
    if all(first_day[v.number] < (v.day or "") and not insists(v) for v in (a, b)):
        return True
    return first_day[lower.number] < first_day[higher.number] and not insists(lower)


def _is_rising(of: Sequence[Value]) -> bool:
    """Do several origins each give another number? Of an origin's own corrections the highest counts."""
    latest: dict[str, Value] = {}
    for value in of:
        if value.figure.vague is None and value.figure.scope is Scope.TOTAL:
            known = latest.setdefault(value.origin.key, value)
            latest[value.origin.key] = max(known, value, key=lambda v: (v.bounds.low, v.id))
    apart, reached = 0, -1
    for low, high in sorted((v.bounds.low, v.bounds.high or v.bounds.low) for v in latest.values()):
        apart += low > reached
        reached = max(reached, high)
    return apart >= STILL_COUNTED


def _settled(one: Undone) -> str:
    how = "corrected on its own page" if one.on_own_page else "taken back"
    return f"{number(one.value.figure)} was {how} on {when(one.day)}"


def _looks_back(value: Value, back: Mapping[str, Undone]) -> bool:
    """A number that had been taken back before is no number for the later day on which a report recalls it."""
    return value.id in back and not back[value.id].on_own_page and (back[value.id].day or "") < (value.day or "")
