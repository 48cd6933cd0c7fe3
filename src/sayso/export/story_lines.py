"""Stories as lines: one a report, as the line format has it, or one a story with what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sayso.export.lines import DEMONSTRATION
from sayso.reconcile.stories.summary import Summary
from sayso.reconcile.telling import Carrier

MEMBER_COLUMNS = ("report", "story", "because")
STORY_COLUMNS = ("story", "title", "first", "last", "reports", "texts", "outlets", "note")


def member_line(name: str, carrier: Carrier, because: str | None) -> dict[str, Any]:
    """`{"report": id, "story": id}`, the contract of `sayso stories`; with `because` where reasons are asked for."""
    return {"report": name, "story": carrier.story} | ({"because": because} if because is not None else {})


def story_line(story: Summary, names: Mapping[str, str]) -> dict[str, Any]:
    """`texts`: how many different ones the reports are, copies folded."""
    return {
        "story": story.id,
        "title": story.title,
        "first": story.first,
        "last": story.last,
        "reports": [names[id] for id in story.reports],
        "texts": story.copy_groups,
        "outlets": list(story.outlets),
    } | ({"note": DEMONSTRATION} if story.demonstration else {})


def copy_lines(carriers: Iterable[Carrier]) -> list[dict[str, Any]]:
    """Copy groups of more than one report: whose copy they are, and who printed it."""
    groups: dict[str, list[Carrier]] = {}
    for carrier in sorted(carriers, key=lambda c: c.place_in_order):
        groups.setdefault(carrier.copy, []).append(carrier)
    return [
        {
            "copy": group,
            "of": members[0].credit,
            "reports": [m.name for m in members],
            "outlets": [m.publisher for m in members],
        }
        for group, members in groups.items()
        if len(members) > 1
    ]
