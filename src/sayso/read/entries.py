"""Live blogs in plain text: entries that begin with a time of day, under headings that name the day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.read import written_dates
from sayso.read.units import Unit, trimmed
from sayso.vocabulary import BlockKind

STAMP = re.compile(
    r"(?:(?i:updated|posted)(?:\s+at)?\s+)?"
    r"\(?(?P<time>\d{1,2}[:.h]\d{2}(?::\d\d)?\s?(?i:[ap]\.?m\b\.?)?|\d{1,2}\s?(?i:[ap]\.?m\b\.?))"
    r"\s?(?:\(?(?:GMT|UTC|CET|CEST|BST|MSK|[ECMP][SD]?T|local time)(?:[+-]\d{1,2})?\)?)?\)?"
    r"(?!\s?[ap]\.?m\b)(?:\s*+[-–—:|•·]\s*|\s++(?=[A-Z\d\"“‘'(])|\s*+$)",
)
FEWEST = 3
"""Stamped units that make a live blog; a report may begin a paragraph with a time once or twice."""


def dated(text: str, units: Sequence[Unit], published: str | None) -> list[Unit]:
    """The units, those of a live blog with the hint `entry` and the time of their stamp; all others as they were."""
    stamps = [_stamp(text, unit) for unit in units]
    if sum(stamp is not None for stamp in stamps) < FEWEST:
        return list(units)
    return list(_entries(text, units, stamps, published[:10] if published else None))


def _stamp(text: str, unit: Unit) -> re.Match[str] | None:
    match = STAMP.match(text, unit.span.start, unit.span.end)
    return match if match and unit.hint is None and written_dates.clock(match["time"]) else None


def _entries(text: str, units: Sequence[Unit], stamps: Sequence[re.Match[str] | None], day: str | None) -> list[Unit]:
    out: list[Unit] = []
    time: str | None = None
    for unit, stamp in zip(units, stamps, strict=True):
        span = unit.span
        if stamp:
            time = written_dates.clock(stamp["time"])
            span = trimmed(text, stamp.end(), span.end)
        elif named := _named_day(span.of(text), day):
            day = named
        if span.start < span.end:
            posted = time is not None and unit.hint is None
            out.append(replace(unit, span=span, hint=BlockKind.ENTRY, at=_at(day, time)) if posted else unit)
    return out


def _at(day: str | None, time: str | None) -> str | None:
    return f"{day}T{time}" if day and time and len(day) == len("2022-01-07") else None


def _named_day(line: str, published: str | None) -> str | None:
    """The day that a line of nothing but a date names."""
    found = written_dates.find(line)
    if found is None or found.span.end - found.span.start < len(line) - len("Wednesday, "):
        return None
    return found.iso(published)
