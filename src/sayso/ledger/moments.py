"""ISO 8601 prefixes as stretches of time in UTC, for as-of: "2022-01" runs to the end of that month.

A prefix without time zone is read as UTC, since most reports give none; a report from elsewhere is then off by at most half
a day, and one that gives its zone is exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sayso.ledger.canonical import moment

PREFIX = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?)?)?)?)?"
    r"(?P<zone>Z|[+-]\d\d:?(?:\d\d)?)?",
    re.ASCII,
)
STEPS = (
    ("second", timedelta(seconds=1)),
    ("minute", timedelta(minutes=1)),
    ("hour", timedelta(hours=1)),
    ("day", timedelta(1)),
)
TICK = timedelta(microseconds=1)
LONGEST = 40
"""Characters of the longest prefix; anything longer is no date."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """First and last microsecond, as `canonical.moment` writes them."""

    start: str
    end: str


def stretch(prefix: str | None) -> Stretch | None:
    """What an ISO prefix covers; None where it is none ("2022-13", "yesterday"). Never raises."""
    match = PREFIX.fullmatch(prefix.strip()) if prefix and len(prefix) <= LONGEST else None
    if not match:
        return None
    parts = {name: int(match[name]) for name in ("year", "month", "day", "hour", "minute", "second") if match[name]}
    try:
        start = datetime(**{"month": 1, "day": 1, **parts}, tzinfo=UTC)
        shift = _offset(match["zone"])
        return Stretch(moment(start - shift), moment(_last(start, parts) - shift))
    except (ValueError, OverflowError):
        return None


def _last(start: datetime, given: dict[str, int]) -> datetime:
    """The last microsecond of the smallest unit that is given."""
    for unit, step in STEPS:
        if unit in given:
            return start + (step - TICK)
    if "month" in given:
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - TICK
    return start.replace(month=12, day=31) + (timedelta(1) - TICK)


def _offset(zone: str | None) -> timedelta:
    if zone in (None, "Z"):
        return timedelta(0)
    sign = -1 if zone[0] == "-" else 1
    digits = zone[1:].replace(":", "")
    return sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
