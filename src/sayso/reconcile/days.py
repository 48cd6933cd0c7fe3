"""Days in words for a person, as all reasons, sentences and pages write them."""

from __future__ import annotations

from datetime import date

DAY = len("2022-01-07")
MINUTE = len("2022-01-07T14:00")


def when(day: str | None) -> str:
    """ "9 January 2022" for a day, "January 2022" for a month."""
    parts = [int(p) for p in day.split("-")] if day else []
    if not parts:
        return "a day that is not told"
    if len(parts) == 1:
        return str(parts[0])
    month = date(parts[0], parts[1], 1).strftime("%B %Y")
    return f"{parts[2]} {month}" if len(parts) > 2 else month


def on(day: str | None) -> str:
    """ "on 9 January 2022", "in January 2022"."""
    return f"{'on' if day is None or len(day) >= DAY else 'in'} {when(day)}"
