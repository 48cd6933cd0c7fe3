"""When, as something to compare: first and last day that the words allow, as day numbers. What is not told is None."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from sayso.types import When

YEAR, MONTH = 4, 7
"""Characters of an ISO prefix that give no more than the year, or the month."""


class Days(NamedTuple):
    first: int
    last: int

    @property
    def one(self) -> bool:
        """Is it a day, and not a month or a year?"""
        return self.last - self.first <= 1

    def near(self, other: Days, tolerance: int) -> bool:
        return self.first <= other.last + tolerance and other.first <= self.last + tolerance


def days(when: When | None) -> Days | None:
    """None where there is no time, or one that no calendar has."""
    if when is None:
        return None
    try:
        first, last = _first(when.start), _last(when.end)
    except ValueError:
        return None
    return Days(first, max(first, last))


def day(prefix: str | None) -> int | None:
    """The first day of an ISO prefix."""
    try:
        return _first(prefix) if prefix else None
    except ValueError:
        return None


def iso(number: int | None) -> str | None:
    return date.fromordinal(number).isoformat() if number is not None else None


def _first(prefix: str) -> int:
    if len(prefix) == YEAR:
        return date(int(prefix), 1, 1).toordinal()
    if len(prefix) == MONTH:
        return date(int(prefix[:4]), int(prefix[5:]), 1).toordinal()
    return date.fromisoformat(prefix[:10]).toordinal()


def _last(prefix: str) -> int:
    if len(prefix) == YEAR:
        return date(int(prefix), 12, 31).toordinal()
    if len(prefix) == MONTH:
        year, month = int(prefix[:4]), int(prefix[5:])
        return date(year, month, monthrange(year, month)[1]).toordinal()
    return date.fromisoformat(prefix[:10]).toordinal()
