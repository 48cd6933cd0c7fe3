"""Stretches of the calendar and their arithmetic: what a time expression comes to, as TIMEX3 and as ISO prefixes.

    month(2022, 1)                → value 2022-01, 2022-01 … 2022-01, precision month
    move(date(2022, 1, 7), -1, "W") → value 2021-W52, 2021-12-27 … 2022-01-02, precision week

TIMEX3 values: TimeML 1.2.1 (2022-W01, 2022-W01-WE, 2022-Q3, 2022-SP, 199, 2022-01-07TMO). Weeks are those of ISO 8601.
Years before 1 and after 9999 have no date: whatever leads there comes back as None.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.vocabulary import TimePrecision, TimexType

UNKNOWN_DAY = "XXXX-XX-XX"


@dataclass(frozen=True, slots=True)
class Stretch:
    """TIMEX3 type and value; `start` and `end` (inclusive ISO prefixes) are None where no calendar stretch is known."""

    type: TimexType
    value: str
    start: str | None = None
    end: str | None = None
    precision: TimePrecision = TimePrecision.SPAN
    anchor: date | None = None
    """The day that it was told from, where the words do not stand alone."""


def parse_day(prefix: str | None) -> date | None:
    """The day of an ISO prefix, or None where it has no day or is no date."""
    try:
        return date.fromisoformat((prefix or "")[:10])
    except ValueError:
        return None


def make_day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except (ValueError, OverflowError):
        return None


def add_days(start: date, count: int) -> date | None:
    try:
        return start + timedelta(days=count)
    except OverflowError:
        return None


def day(at: date) -> Stretch:
    iso = at.isoformat()
    return Stretch(TimexType.DATE, iso, iso, iso, TimePrecision.DAY)


def days(first: date, last: date, value: str) -> Stretch:
    """From `first` to `last`, which may stand in any order."""
    low, high = sorted((first, last))
    return Stretch(TimexType.DATE, value, low.isoformat(), high.isoformat(), TimePrecision.SPAN)


def week(of: date) -> Stretch | None:
    year, number, weekday = of.isocalendar()
    monday, sunday = add_days(of, 1 - weekday), add_days(of, 7 - weekday)
    if monday is None or sunday is None:
        return None
    return Stretch(TimexType.DATE, f"{year}-W{number:02}", monday.isoformat(), sunday.isoformat(), TimePrecision.WEEK)


def weekend(of: date) -> Stretch | None:
    """Saturday and Sunday of the week that `of` is in."""
    year, number, weekday = of.isocalendar()
    saturday, sunday = add_days(of, 6 - weekday), add_days(of, 7 - weekday)
    return days(saturday, sunday, f"{year}-W{number:02}-WE") if saturday and sunday else None


def month(year: int, number: int) -> Stretch | None:
    if not (1 <= year <= 9999 and 1 <= number <= 12):
        return None
    iso = f"{year:04}-{number:02}"
    return Stretch(TimexType.DATE, iso, iso, iso, TimePrecision.MONTH)


def quarter(year: int, number: int) -> Stretch | None:
    if not (1 <= year <= 9999 and 1 <= number <= 4):
        return None
    first = 3 * number - 2
    return Stretch(TimexType.DATE, f"{year:04}-Q{number}", f"{year:04}-{first:02}", f"{year:04}-{first + 2:02}")


def whole_year(number: int) -> Stretch | None:
    if not 1 <= number <= 9999:
        return None
    return Stretch(TimexType.DATE, f"{number:04}", f"{number:04}", f"{number:04}", TimePrecision.YEAR)


def decade(first: int) -> Stretch | None:
    """The ten years that `first` (1990) begins."""
    if not 10 <= first <= 9990:
        return None
    return Stretch(TimexType.DATE, f"{first // 10:03}", f"{first:04}", f"{first + 9:04}")


def century(number: int) -> Stretch | None:
    """The hundred years whose numbers begin with `number` (19: 1900 to 1999)."""
    if not 1 <= number <= 99:
        return None
    return Stretch(TimexType.DATE, f"{number:02}", f"{number:02}00", f"{number:02}99")


def season(year: int, code: str) -> Stretch | None:
    """Known to the year only: the months of a season depend on the hemisphere."""
    base = whole_year(year)
    return base and replace(base, value=f"{base.value}-{code}")


def part_of(base: Stretch, code: str) -> Stretch:
    """The morning (MO), afternoon, evening or night of a day."""
    precision = TimePrecision.PART_OF_DAY if base.precision is TimePrecision.DAY else base.precision
    return replace(base, type=TimexType.TIME, value=f"{base.value}T{code}", precision=precision)


def unresolved(value: str, kind: TimexType = TimexType.DATE) -> Stretch:
    return Stretch(kind, value)


def move(start: date, count: int, unit: str) -> Stretch | None:
    """The day, week, weekend, month, quarter, year, decade or century `count` units from the one that `start` is in."""
    if unit in STEPS:
        moved = add_days(start, count * STEPS[unit])
        made = {"D": day, "T": day, "W": week, "WE": weekend}[unit](moved) if moved else None
    elif unit == "M":
        months = start.year * 12 + start.month - 1 + count
        made = month(months // 12, months % 12 + 1)
    elif unit == "Q":
        quarters = start.year * 4 + (start.month - 1) // 3 + count
        made = quarter(quarters // 4, quarters % 4 + 1)
    elif unit == "Y":
        made = whole_year(start.year + count)
    elif unit == "E":
        made = decade((start.year // 10 + count) * 10)
    else:
        made = century(start.year // 100 + count) if unit == "C" else None
    return made and replace(made, anchor=start)


STEPS = {"D": 1, "T": 1, "W": 7, "WE": 7}
"""Units of a fixed number of days: day, night, week, weekend."""
