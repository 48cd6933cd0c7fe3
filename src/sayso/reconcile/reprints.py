"""What a report is a reprint of, by its own words or markup."""

from __future__ import annotations

from sayso.read.outlets_in_use import same
from sayso.types import Original, Report


def reprinted_from(report: Report) -> Original | None:
    """None too for a text that names its own outlet, which the table may know by another name or site."""
    original = report.original
    return None if original is None or same(original.outlet, report.outlet) else original
