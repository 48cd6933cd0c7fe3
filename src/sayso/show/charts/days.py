"""Days along the width of a chart: stretches of honest precision, ticks, and an axis that is broken where nothing was told.

"2022-03" is a month, not a day of it: it is a stretch of 31 days. Where most of the time is empty, and what was told would lie
on one heap, the empty time is cut out; each cut is marked, and between the cuts a day is everywhere equally wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sayso.show.charts.drawing import SMALL, width_of

EMPTY = 0.6
"""Share of the time that must be empty before the axis is broken."""
LONG = 0.1
"""Share of the time from which an empty stretch may be cut out."""
TOO_NEAR = 28.0
"""Pixels under which two days look like one."""
CUT = 42.0
"""Pixels that stand for what was cut out."""
CUT_WORDS = 10.0
"""Size of the words for what was cut out."""
OVERHANG = 10.0
"""Pixels by which the words of a tick may reach over the axis."""
MOST_CUTS = 4
STEPS = (1, 2, 7, 14)
MONTHS = (1, 3, 6)
YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Day numbers, `end` exclusive; of a day just that day, of a month all of it."""

    start: int
    end: int

    @property
    def is_day(self) -> bool:
        return self.end - self.start == 1

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def stretch(day: str | None) -> Stretch | None:
    """Of an ISO prefix: a year, a month, a day, or a moment, which is drawn as its day. None for what is no such thing."""
    try:
        parts = [int(part) for part in (day or "")[:10].split("-")]
        if len(parts) == 1:
            return Stretch(date(parts[0], 1, 1).toordinal(), date(parts[0], 12, 31).toordinal() + 1)
        if len(parts) == 2:
            first = date(parts[0], parts[1], 1)
            last = date(parts[0], 12, 31) if parts[1] == 12 else date(parts[0], parts[1] + 1, 1) - timedelta(1)
            return Stretch(first.toordinal(), last.toordinal() + 1)
        start = date(*parts[:3]).toordinal()
    except (ValueError, OverflowError):
        return None
    return Stretch(start, start + 1)


@dataclass(frozen=True, slots=True)
class Cut:
    """Empty days between two parts of a broken axis."""

    left: float
    right: float
    days: int

    @property
    def words(self) -> str:
        if self.days >= 730:
            return f"{self.days // 365} yrs"
        return f"{round(self.days / 30.4)} mo" if self.days >= 60 else f"{self.days} d"


@dataclass(frozen=True, slots=True)
class Days:
    """From day numbers to pixels, piece by piece; `parts` are unbroken."""

    parts: tuple[tuple[float, float, float, float], ...]
    """First day, last day, left, right."""
    firsts: tuple[int, ...]
    """Of each part the first day on which something was told."""
    cuts: tuple[Cut, ...]

    def x(self, day: float) -> float:
        """Held within the axis."""
        knots = [knot for first, last, left, right in self.parts for knot in ((first, left), (last, right))]
        if day <= knots[0][0]:
            return knots[0][1]
        for (day_a, x_a), (day_b, x_b) in pairwise(knots):
            if day <= day_b:
                return x_a + (x_b - x_a) * (day - day_a) / (day_b - day_a) if day_b > day_a else x_b
        return knots[-1][1]

    def middle(self, of: Stretch) -> float:
        return (self.x(of.start) + self.x(of.end)) / 2 if not of.is_day else self.x(of.middle)

    @property
    def per_day(self) -> float:
        first, last, left, right = self.parts[0]
        return (right - left) / (last - first)


def days(told: Iterable[Stretch], left: float, right: float, breakable: bool = True) -> Days:
    """The axis on which all that was told has its place. `told` is not empty."""
    in_order = sorted(told, key=lambda s: (s.start, s.end))
    whole = _joined(in_order)
    span = whole[-1].end - whole[0].start
    cuts = _where_to_cut(whole, _closest(in_order, span), span, right - left) if breakable else []
    parts: list[list[Stretch]] = [[]]
    for before, after in zip([None, *whole], whole, strict=False):
        if before is not None and (before.end, after.start) in cuts:
            parts.append([])
        parts[-1].append(after)
    ends = [(part[0].start, part[-1].end) for part in parts]
    margin = max(0.5, 0.04 * sum(end - start for start, end in ends))
    per_day = (right - left - CUT * len(cuts)) / sum(end - start + 2 * margin for start, end in ends)
    made: list[tuple[float, float, float, float]] = []
    at = left
    for start, end in ends:
        made.append((start - margin, end + margin, at, at + (end - start + 2 * margin) * per_day))
        at = made[-1][3] + CUT
    marks = [Cut(a[3], b[2], round(b[0] + margin - a[1] + margin)) for a, b in pairwise(made)]
    return Days(tuple(made), tuple(start for start, _ in ends), tuple(marks))


def _joined(told: Sequence[Stretch]) -> list[Stretch]:
    """Stretches that touch or overlap as one."""
    out: list[Stretch] = []
    for one in told:
        if out and one.start <= out[-1].end:
            out[-1] = Stretch(out[-1].start, max(out[-1].end, one.end))
        else:
            out.append(one)
    return out


def _closest(in_order: Sequence[Stretch], span: int) -> int:
    """Days between the two that lie nearest to each other."""
    starts = sorted({one.start for one in in_order})
    return min((b - a for a, b in pairwise(starts)), default=span)


def _where_to_cut(whole: Sequence[Stretch], closest: int, span: int, width: float) -> list[tuple[int, int]]:
    """The longest gaps first, while what was told lies too near together."""
    gaps = sorted(((b.start - a.end, a.end, b.start) for a, b in pairwise(whole)), reverse=True)
    long = [gap for gap in gaps if gap[0] > max(LONG * span, 3)]
    if sum(gap[0] for gap in gaps) <= EMPTY * span or not long:
        return []
    cuts: list[tuple[int, int]] = []
    left = span
    for length, start, end in long[:MOST_CUTS]:
        if closest * width / left >= TOO_NEAR or width < CUT * 2 * (len(cuts) + 2):
            break
        cuts.append((start, end))
        left -= length
    return cuts


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    text: str
    year: str = ""
    """Where it is told anew."""


def ticks(axis: Days) -> tuple[Tick, ...]:
    """As many as have room, none over another."""
    out: list[Tick] = []
    edge, year = axis.parts[0][2] - OVERHANG - 6, ""
    cuts = [((c.left + c.right) / 2, width_of(c.words, CUT_WORDS) / 2 + 2) for c in axis.cuts]
    for part, first in zip(axis.parts, axis.firsts, strict=True):
        found = list(_of_part(part, first, axis.per_day))
        told = len(out)
        for at, text, of_year, is_day in (*found, *_day_tick(first)):
            # its first day stands in a part in which no other has room for its words
            last_hope = len(out) == told and (at, is_day) == (first, True)
            x = axis.x(at + 0.5 if is_day else at)
            tells = of_year if of_year not in (year, text) else ""
            half = max(width_of(text), width_of(tells)) / 2
            if x - half < edge + 6 or x + half > axis.parts[-1][3] + OVERHANG:
                continue
            if not last_hope and any(abs(x - middle) < half + room for middle, room in cuts):
                continue
            out.append(Tick(x, text, tells))
            edge, year = x + half, of_year
    return tuple(out)


def _day_tick(at: int) -> Iterator[tuple[int, str, str, bool]]:
    if 1 <= at <= date.max.toordinal():
        day = date.fromordinal(at)
        yield at, f"{day.day} {MONTH_NAMES[day.month - 1]}", f"{day.year:04}", True


def _of_part(part: tuple[float, float, float, float], first: int, per_day: float) -> Iterator[tuple[int, str, str, bool]]:
    start, end = part[0], part[1]
    room = width_of("30 Mar", SMALL) + 12
    step = next((n for n in STEPS if n * per_day >= room), None)
    if step is None and (end - start) < 56:
        step = next(n for n in (7, 14, 28, 56) if n * per_day >= room or n == 56)
    if step is not None:
        for at in range(first, int(end) + 1, step):
            if at + 0.5 <= end:
                yield from _day_tick(at)
        return
    months = next((n for n in MONTHS if n * 30 * per_day >= room), None)
    years = next((n for n in YEARS if n * 365 * per_day >= room), YEARS[-1])
    low, high = date.fromordinal(max(1, int(start))), date.fromordinal(min(date.max.toordinal(), max(1, int(end))))
    for year in range(low.year, high.year + 1):
        for month in range(1, 13, months) if months else (1,):
            at = date(year, month, 1).toordinal()
            if start <= at <= end and (months or year % years == 0):
                yield at, MONTH_NAMES[month - 1] if months else f"{year}", f"{year:04}" if months else f"{year}", False


def short(day: str | None) -> str:
    """ "9 Jan 2022", "Mar 2022", "2022"; any other words as they are."""
    of = stretch(day)
    if of is None or day is None:
        return day or ""
    at = date.fromordinal(of.start)
    known = len(day[:10].split("-"))
    return " ".join((f"{at.day}", MONTH_NAMES[at.month - 1], f"{at.year}")[3 - known :])
