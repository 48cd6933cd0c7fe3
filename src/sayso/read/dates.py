"""Dates as people, programs and news-please write them, to the ISO 8601 prefix that the rest of the house speaks."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from sayso import limits
from sayso.errors import SaysoError
from sayso.read import written_dates

PREFIX = re.compile(
    r"(?P<day>\d{4}(?:-\d\d(?:-\d\d)?)?)"
    r"(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?\s?(?P<zone>Z|UTC|GMT|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?"
)
MIDNIGHT = frozenset({"00:00", "00:00:00"})
FULL_DAY = len("2022-01-07")


def iso(value: str) -> str:
    """The ISO prefix that a person typed ("2022-01", "2022-01-07T14:00"). Raises SaysoError E011 for anything else."""
    found = _prefix(value.strip()[: limits.MAX_QUANTITY])
    if found is None:
        raise SaysoError("E011", value=value[: limits.MAX_QUANTITY])
    return found


def published(value: object) -> str | None:
    """The ISO prefix of a date in a document's data: ISO 8601 or RFC 2822, or written out; None for anything else.

    Midnight without a zone is how programs write a day, so "2017-12-30T00:00:00" is "2017-12-30".
    """
    if not isinstance(value, str):
        return None
    value = value.strip()[: limits.MAX_QUANTITY]
    return _prefix(value) or _rfc2822(value) or written_dates.whole(value)


def _prefix(value: str) -> str | None:
    match = PREFIX.fullmatch(value)
    if match is None:
        return None
    day, time, zone = match["day"], match["time"], match["zone"]
    if not _exists(day, time):
        return None
    if time is None or len(day) < FULL_DAY or (time in MIDNIGHT and not zone):
        return day if time is None or len(day) == FULL_DAY else None
    return f"{day}T{time}{_offset(zone)}"


def _exists(day: str, time: str | None) -> bool:
    """Is it a day of the calendar, in a year that news can have?"""
    try:
        datetime.fromisoformat((day + "-01-01")[:FULL_DAY] if len(day) < FULL_DAY else f"{day}T{time or '00:00'}")
    except ValueError:
        return False
    return True


def _offset(zone: str | None) -> str:
    if zone is None:
        return ""
    if zone[0] not in "+-":
        return "Z"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _rfc2822(value: str) -> str | None:
    """As in a mail or a feed: "Fri, 07 Jan 2022 14:00:00 +0000"."""
    if ":" not in value:
        return None
    try:
        return _prefix(parsedate_to_datetime(value).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
