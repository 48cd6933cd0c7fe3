"""Dates in words, as bylines, datelines and page heads write them: "7 January 2022", "Jan. 7", "January 7, 2022 2:05 PM"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sayso import limits
from sayso.read.wordlist import either, table
from sayso.types import Span

MONTH = rf"(?P<{{0}}>{either('months')})\b\.?"
DAY_MONTH = rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH.format('m1')}(?:,?\s+(?P<y1>\d{{4}})\b)?"
MONTH_DAY = rf"{MONTH.format('m2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>\d{{4}})\b)?"
ISO = r"(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d)"
DATE = re.compile(rf"(?<![\w.])(?:{DAY_MONTH}|{MONTH_DAY}|{ISO})(?!\w)", re.IGNORECASE)
CLOCK = re.compile(r"(?<![\w:.])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?\s*(?P<half>[ap]\.?m\b\.?)?(?![\w:])", re.IGNORECASE)
WEEKDAYS = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b\.?", re.IGNORECASE)
LEFT_OVER = re.compile(r"(?:[\s,|·•:–—-]|\b(?:at|on|gmt|utc|e[sd]t|c[ed]?s?t|bst|msk|local time)\b)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A date in words. `year` is None where the words give none."""

    year: int | None
    month: int
    day: int
    span: Span

    def iso(self, anchor: str | None = None) -> str | None:
        """The ISO day; a missing year is that of `anchor` (an ISO prefix), so that the day is not after it.

        >>> Written(None, 12, 31, Span(0, 0)).iso("2022-01-07")
        '2021-12-31'
        """
        if self.year is not None:
            return _day(self.year, self.month, self.day)
        if not anchor:
            return None
        this_year = _day(int(anchor[:4]), self.month, self.day)
        if this_year and len(anchor) >= 10 and this_year > _day_after(anchor[:10]):
            return _day(int(anchor[:4]) - 1, self.month, self.day)
        return this_year


def find(text: str, start: int = 0, end: int | None = None) -> Written | None:
    """The first date in words in a stretch of text, of which at most `limits.MAX_QUANTITY` characters are looked at."""
    end = min(len(text) if end is None else end, start + limits.MAX_QUANTITY)
    match = DATE.search(text, start, end)
    if match is None:
        return None
    year = match["y1"] or match["y2"] or match["y3"]
    month = match["m3"] or table("months")[(match["m1"] or match["m2"]).lower()]
    day = match["d1"] or match["d2"] or match["d3"]
    return Written(int(year) if year else None, int(month), int(day), Span(match.start(), match.end()))


def clock(text: str) -> str | None:
    """The first time of day in a text, as HH:MM: "14:05", "2.05 p.m.", "5 PM". A bare number is none."""
    for match in CLOCK.finditer(text[: limits.MAX_QUANTITY]):
        hour, half = int(match["hour"]), (match["half"] or "").lower()
        if not (match["minute"] or half) or hour > (12 if half else 23) or int(match["minute"] or 0) > 59:
            continue
        if half:
            hour = hour % 12 + (12 if half[0] == "p" else 0)
        return f"{hour:02}:{match['minute'] or '00'}"
    return None


def moment(text: str, anchor: str | None = None) -> str | None:
    """The date in a line such as "Last updated: 7 January 2022 at 14:05", with its time of day, as an ISO prefix.

    A time alone ("Updated at 14:05") is of the day of `anchor`.
    """
    found = find(text)
    day = found.iso(anchor) if found else anchor and anchor[:10]
    rest = text if found is None else text[: found.span.start] + " ; " + text[found.span.end :]
    time = clock(rest)
    if day is None or len(day) < 10 or (found is None and time is None):
        return None if found is None else day
    return f"{day}T{time}" if time else day


def whole(text: str) -> str | None:
    """`moment`, where the text is nothing but a date with a year."""
    found = find(text)
    if found is None or found.year is None:
        return None
    rest = CLOCK.sub(" ", text[: found.span.start] + " " + text[found.span.end :])
    return moment(text) if LEFT_OVER.fullmatch(WEEKDAYS.sub(" ", rest)) else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _day_after(day: str) -> str:
    """Copy can be dated a day ahead of the page that prints it, because of time zones."""
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return day
