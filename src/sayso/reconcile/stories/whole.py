"""The stories of many reports: `assign` in the canonical order, one after the other, with an index in memory.

However the reports are given, the result is the same; and that of the reports known by some day is this one without the
later reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sayso.reconcile.stories.assign import Placed, assign
from sayso.reconcile.stories.index import Features, Memory, Place


def stories(features: Iterable[Features]) -> dict[str, Placed]:
    """The story of each report, in the order in which they became known."""
    return recompute_from(("", ""), features, {})


def recompute_from(place: Place, features: Iterable[Features], stored: Mapping[str, str]) -> dict[str, Placed]:
    """The stories of all reports from `place` on, where `stored` has the story of each one before it.

    What a report that comes late, with an early date, changes: everything before its place holds.
    """
    index, placed = Memory(), dict[str, Placed]()
    for one in sorted(features, key=lambda f: f.place_in_order):
        if one.place_in_order >= place:
            placed[one.report] = assign(one, index)
        index.add(one, placed[one.report].story if one.report in placed else stored[one.report])
    return placed
