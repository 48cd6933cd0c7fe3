"""Dates of feeds and sitemaps to ISO 8601 prefixes: W3C's profile (Atom, JSON Feed, sitemaps) and RFC 822 (RSS)."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sayso import limits

W3C = re.compile(
    r"(?P<day>\d{4}(?:-\d\d(?:-\d\d)?)?)"
    r"(?:T(?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?(?P<zone>Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?"
)
"""Of zones those that there are: others `read.dates` refuses."""
LETTER = re.compile(r"[^\W\d_]")
FULL_DAY = len("2022-01-07")


def iso(value: object) -> str | None:
    """ "Fri, 07 Jan 2022 14:00:00 +0600" and "2022-01-07T14:00:00+06:00" → "2022-01-07T14:00:00+06:00"; None for no date."""
    if not isinstance(value, str):
        return None
    value = value.strip()[: limits.MAX_QUANTITY]
    return _w3c(value) or _rfc822(value)


def of_parsed(written: object, moment: object) -> str | None:
    """A time that feedparser has understood, which it gives in UTC. Digits alone it reads too, but they are a guess."""
    if (
        not isinstance(moment, time.struct_time)
        or not isinstance(written, str)
        or not LETTER.search(written[: limits.MAX_QUANTITY])
    ):
        return None
    try:
        return datetime(*moment[:5], min(moment[5], 59), tzinfo=UTC).isoformat().replace("+00:00", "Z")
    except ValueError:
        return None


def _w3c(value: str) -> str | None:
    match = W3C.fullmatch(value.replace(" ", "T", 1) if value[:1].isdigit() else value)
    if match is None:
        return None
    day, at, zone = match["day"], match["time"], match["zone"]
    if at and len(day) < FULL_DAY:
        return None
    told = f"{day}T{at}{_zone(zone)}" if at else day
    try:
        datetime.fromisoformat(told if at else (day + "-01-01")[:FULL_DAY])
    except ValueError:
        return None
    return told


def _zone(zone: str | None) -> str:
    if zone is None or zone == "Z":
        return zone or ""
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _rfc822(value: str) -> str | None:
    if ":" not in value:
        return None
    try:
        return _w3c(parsedate_to_datetime(value).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
