"""Copy groups: what hangs together by copy links, named by the report that came first.

Which report that is, and who belongs together, follows from the reports and links alone; in what order they are given does not
count. A later report may join two groups: both then have the name of the earlier.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.reconcile.telling import Carrier

Link = tuple[str, str]
"""Ids of two reports of which one is a copy of the other, or both of a third."""


def groups(carriers: Iterable[Carrier], links: Iterable[Link]) -> dict[str, str]:
    """For each report the id of its group's first report: its own where it is nobody's copy.

    Links to reports that are not among `carriers` join nothing: they are not yet known, or not yet published.
    """
    in_order = sorted(carriers, key=lambda carrier: carrier.place_in_order)
    place = {carrier.id: n for n, carrier in enumerate(in_order)}
    parent = dict(zip(place, place, strict=True))
    for one, other in links:
        if one in place and other in place:
            first, later = sorted((_root(parent, one), _root(parent, other)), key=place.__getitem__)
            parent[later] = first
    return {report: _root(parent, report) for report in parent}


def _root(parent: dict[str, str], report: str) -> str:
    """The first of the group so far. Paths are halved on the way, so that long chains stay short."""
    while parent[report] != report:
        parent[report] = parent[parent[report]]
        report = parent[report]
    return report
