"""The days of a happening as event data codes them: a day, how exact it is, and one row a day where it lasted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sayso.export.formats.happenings import SPREAD_OUT, Happening

WEEK, MONTH = 7, 31


class Coded(NamedTuple):
    """`day` None: not known, or told so broadly that no day stands for it. `precision`: ACLED's."""

    day: date | None
    precision: int | None


def days_coded(one: Happening) -> list[Coded]:
    """By ACLED's rules: a day is 1; within a week 2, within a month 3, both coded at the middle; what lasted is a row a day."""
    if one.days is None:
        return [Coded(None, None)]
    first, last = one.days
    length = (last - first).days + 1
    if one.lasted and length <= SPREAD_OUT:
        return [Coded(first + timedelta(n), 1) for n in range(length)]
    if length == 1:
        return [Coded(first, 1)]
    if length > MONTH:
        return [Coded(None, None)]
    return [Coded(first + timedelta((length - 1) // 2), 2 if length <= WEEK else 3)]


def shared_out(number: int | None, days: int) -> list[int | None]:
    """A number over several days, as evenly as can be, the first ones with what is left over: 5 over 3 is 2, 2, 1."""
    if number is None:
        return [None] * days
    each, left = divmod(number, days)
    return [each + (1 if n < left else 0) for n in range(days)]
