"""Stories as lines: one a report, as the line format has it, or one a story with what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.reconcile.stories.summary import Summary
from sayso.reconcile.telling import Carrier
from sayso.vocabulary import DEMONSTRATION

MEMBER_COLUMNS = ("report", "story", "because", "copy_of", "text_of")
STORY_COLUMNS = ("story", "title", "first", "last", "reports", "texts", "outlets", "note")


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Reports of one text, in the order of publication."""

    reports: tuple[Carrier, ...]
    because: tuple[str, ...]
    """Why each but the first is a copy."""

    @property
    def line(self) -> str:
        """ "one text, of AFP: a1 (Steppe Wire), b2 (NewsHeap)"."""
        of = f", of {self.reports[0].credit}" if self.reports[0].credit else ""
        told = ", ".join(f"{one.name} ({one.publisher})" for one in self.reports)
        return f"one text{of}: {told}; {'; '.join(dict.fromkeys(self.because))}"


def copy_groups(carriers: Iterable[Carrier], because: Mapping[str, str]) -> list[CopyGroup]:
    """Those of more than one report, the earliest first. `because` by report."""
    groups: dict[str, list[Carrier]] = defaultdict(list)
    for carrier in sorted(carriers, key=lambda c: c.place_in_order):
        groups[carrier.copy].append(carrier)
    return [
        CopyGroup(tuple(members), tuple(because[m.id] for m in members if m.id in because))
        for members in groups.values()
        if len(members) > 1
    ]


def member_line(name: str, carrier: Carrier, reason: str | None, carriers: Mapping[str, Carrier]) -> dict[str, Any]:
    """`{"report": id, "story": id}`, the contract of `sayso stories`. Where reasons are asked for, also why it is there, the
    first report with its text (null where it is itself), and the agency whose text it is."""
    line: dict[str, Any] = {"report": name, "story": carrier.story}
    if reason is None:
        return line
    first = carriers.get(carrier.copy)
    copy_of = first.name if first is not None and first.id != carrier.id else None
    return line | {"because": reason, "copy_of": copy_of, "text_of": carrier.credit}


def story_line(
    story: Summary, names: Mapping[str, str], copies: Sequence[CopyGroup] = (), because: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """`texts`: how many different ones they are, copies folded. With `because`, by report, the reasons and the copies."""
    line: dict[str, Any] = {
        "story": story.id,
        "title": story.title,
        "first": story.first,
        "last": story.last,
        "reports": [names[id] for id in story.reports],
        "texts": story.copy_groups,
        "outlets": list(story.outlets),
    } | ({"note": DEMONSTRATION} if story.demonstration else {})
    if because:
        line["because"] = {names[id]: because[id] for id in story.reports if id in because}
        line["copies"] = [
            {"reports": [m.name for m in group.reports], "text_of": group.reports[0].credit, "because": list(group.because)}
            for group in copies
            if group.reports[0].story == story.id
        ]
    return line
