"""A story for a person to read: `Carrier`s that know their story and copy group, and their `Terms`, give a `Summary` each.

A view like any other: as of a day, give it the reports known by that day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from sayso.reconcile.stories.terms import Terms
from sayso.reconcile.telling import Carrier

NEAR_TIE = 0.95
"""Of the most typical report's likeness: among headlines that are as typical as this, the shortest one is shown."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One story."""

    id: str
    title: str
    """The headline of the report that is most like all the others."""
    first: str | None
    last: str | None
    """Days of the first and the last report, None where no report has a date."""
    reports: tuple[str, ...]
    """Ids, in the order in which they became known."""
    outlets: tuple[str, ...]
    """Who published, the one with the most reports first."""
    copy_groups: int
    """Reports of which none is a copy of another."""
    demonstration: bool
    """One of its reports was written for demonstration."""


def summaries(carriers: Iterable[Carrier], terms: Mapping[str, Terms]) -> tuple[Summary, ...]:
    """Of every story one, the one with the latest report first. `terms` by report id."""
    by_story: dict[str, list[Carrier]] = defaultdict(list)
    for carrier in sorted(carriers, key=lambda c: c.place_in_order):
        by_story[carrier.story].append(carrier)
    made = [_summary(story, members, terms) for story, members in by_story.items()]
    return tuple(sorted(sorted(made, key=lambda s: s.id), key=lambda s: s.last or "", reverse=True))


def _summary(story: str, members: Sequence[Carrier], terms: Mapping[str, Terms]) -> Summary:
    days = [member.known_by[:10] for member in members if member.known_by]
    outlets = Counter(member.publisher for member in members)
    return Summary(
        id=story,
        title=_title(members, terms),
        first=min(days, default=None),
        last=max(days, default=None),
        reports=tuple(member.id for member in members),
        outlets=tuple(sorted(outlets, key=lambda name: (-outlets[name], name))),
        copy_groups=len({member.copy or member.id for member in members}),
        demonstration=any(member.demonstration for member in members),
    )


def _title(members: Sequence[Carrier], terms: Mapping[str, Terms]) -> str:
    """The sum of all members is compared with each one: the mean likeness, in time that grows with their number only."""
    titled = [member for member in members if member.title]
    if not titled:
        return members[0].name
    weights: dict[str, list[float]] = defaultdict(list)
    for member in members:
        for term in terms.get(member.id, ()):
            weights[term.key].append(term.weight)
    whole = {key: fsum(each) for key, each in weights.items()}
    typical = {m.id: fsum(t.weight * whole[t.key] for t in terms.get(m.id, ())) for m in titled}
    enough = NEAR_TIE * max(typical.values())
    near = [member.title or "" for member in titled if typical[member.id] >= enough]
    return min(near, key=lambda title: (len(title), title))
