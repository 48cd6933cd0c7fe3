"""Calendar arithmetic: weeks, months and what lies outside the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.understand.times.calendar_arithmetic import (
    Stretch,
    century,
    decade,
    month,
    move,
    quarter,
    weekend,
)

FRIDAY = date(2022, 1, 7)

MOVES = {
    "a day": (-1, "D", "2022-01-06", "2022-01-06", "2022-01-06"),
    "a week over the new year": (-1, "W", "2021-W52", "2021-12-27", "2022-01-02"),
    "a weekend": (0, "WE", "2022-W01-WE", "2022-01-08", "2022-01-09"),
    "a month over the new year": (-1, "M", "2021-12", "2021-12", "2021-12"),
    "thirteen months": (13, "M", "2023-02", "2023-02", "2023-02"),
    "a quarter over the new year": (-1, "Q", "2021-Q4", "2021-10", "2021-12"),
    "a year": (1, "Y", "2023", "2023", "2023"),
    "a decade": (-1, "E", "201", "2010", "2019"),
    "a century": (-1, "C", "19", "1900", "1999"),
}


@pytest.mark.parametrize(("count", "unit", "value", "start", "end"), MOVES.values(), ids=MOVES)
def test_move(count: int, unit: str, value: str, start: str, end: str) -> None:
    moved = move(FRIDAY, count, unit)
    assert moved is not None
    assert (moved.value, moved.start, moved.end, moved.anchor) == (value, start, end, FRIDAY)


OUTSIDE = {
    "after the last weekend": weekend(date(9999, 12, 31)),
    "the year 0": month(0, 1),
    "the 13th month": month(2022, 13),
    "the 5th quarter": quarter(2022, 5),
    "decade 0": decade(0),
    "century 0": century(0),
    "a day too far": move(FRIDAY, 10**7, "D"),
    "a year too far": move(FRIDAY, -3000, "Y"),
    "no unit of the calendar": move(FRIDAY, 1, "H"),
}


@pytest.mark.parametrize("made", OUTSIDE.values(), ids=OUTSIDE)
def test_outside_the_calendar_there_is_nothing(made: Stretch | None) -> None:
    assert made is None


@given(st.dates(), st.integers(-5000, 5000), st.sampled_from(["D", "W", "WE", "M", "Q", "Y", "E", "C", "H"]))
def test_a_stretch_does_not_run_backwards(start: date, count: int, unit: str) -> None:
    moved = move(start, count, unit)
    assert moved is None or (moved.start is not None and moved.end is not None and moved.start <= moved.end)
