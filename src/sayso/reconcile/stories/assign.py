"""The story of one report, from what it shares with reports before it: `Features` and an `Index` give a `Placed`.

Candidates are the earlier reports that share the most of its terms. A story is as near as the best few of its members among
them; the report joins the nearest one if that is near enough, else it founds a story of its own. A story that fills the news
of these days need not be as near. Nothing is taken back later:
a report's story is a function of itself and of what came before it, so that the stories as of any moment are those of
the reports known by then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from sayso.reconcile.stories.index import Features, Holding, Index, Member
from sayso.reconcile.stories.reasons import founded, joined
from sayso.reconcile.stories.similarity import Likeness, days_apart, likeness, mixed
from sayso.reconcile.stories.terms import Term

NEAR_ENOUGH = 0.21
"""Middle of the range, 0.18 to 0.24, in which the development stories come out about as well (docs/measurements.md)."""
ENOUGH_WHILE_RUNNING = 0.16
"""For a story of which RUNNING earlier reports share the report's terms, some of the best within RUNNING_DAYS: while a story
fills the news, a short report that takes most of it as known is its next report rather than the first of another."""
RUNNING = 5
RUNNING_DAYS = 3
BEST = 3
"""Members that a story is judged by. One alone would chain stories together, all of them would shut a long story."""
LOOKED_UP = 32
"""Terms whose holders are asked for, the heaviest ones."""
EACH = 30
"""Holders of a term, the latest ones."""
CANDIDATES = 16
"""Reports compared in full: those that share the most by what the index tells. 12 to 24 of them, and 20 to 50 holders, give the
same stories on the development data."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The story of a report, and why."""

    report: str
    story: str
    nearness: float
    """To the nearest story, whether it was joined or not; 0 where nothing is shared."""
    because: str


@dataclass(frozen=True, slots=True)
class Compared:
    """An earlier report and how alike it is."""

    member: Member
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Story:
    """An earlier story, as far as its reports were compared."""

    id: str
    compared: tuple[Compared, ...]
    """The most alike first."""
    running: bool
    """Does it fill the news of these days?"""

    @property
    def best(self) -> tuple[Compared, ...]:
        return self.compared[:BEST]

    @property
    def nearness(self) -> float:
        return fsum(one.likeness.value for one in self.best) / len(self.best)

    @property
    def margin(self) -> float:
        """How much nearer it is than it must be; below 0, not near enough."""
        return self.nearness - (ENOUGH_WHILE_RUNNING if self.running else NEAR_ENOUGH)


def assign(features: Features, index: Index) -> Placed:
    """The story of `features`, given the stories of the reports before it."""
    near = max(_by_story(features, compared(features, index)), key=lambda story: story.margin, default=None)
    if near is None:
        return Placed(features.report, story_id(features.report), 0.0, founded((), 0.0))
    if near.margin >= 0:
        return Placed(features.report, near.id, near.nearness, _why(near))
    shared = near.best[0].likeness.shared
    return Placed(features.report, story_id(features.report), near.nearness, founded(shared, near.nearness))


def _why(near: Story) -> str:
    return joined(
        [one.likeness.shared for one in near.best], [one.member.features.known_by for one in near.best], near.nearness
    )


def story_id(founder: str) -> str:
    """The id of the story that a report founds: "r1f…" founds "s1f…"."""
    return "s" + founder.removeprefix("r")


def compared(features: Features, index: Index) -> list[Compared]:
    """The earlier reports that share most with it, the most alike first."""
    members = index.members(_candidates(features, index))
    made = [
        Compared(
            member, likeness(features.terms, member.features.terms, days_apart(features.known_by, member.features.known_by))
        )
        for member in members.values()
    ]
    return sorted(made, key=lambda c: (-c.likeness.value, c.member.features.place_in_order))


def _candidates(features: Features, index: Index) -> list[str]:
    """By how much they share of the terms looked up. Exact but for terms that more than EACH reports hold."""
    own = {term.key: term for term in features.terms[:LOOKED_UP]}
    held: dict[str, list[Holding]] = {key: [] for key in own}
    for holding in index.holdings(list(own), features.place_in_order, EACH):
        held[holding.key].append(holding)
    shares = {report: mixed(*parts) for report, parts in _shared(own, held).items()}
    return sorted(shares, key=lambda report: (-shares[report], report))[:CANDIDATES]


def _shared(own: Mapping[str, Term], held: Mapping[str, Sequence[Holding]]) -> dict[str, list[float]]:
    """By report: what its terms make together, and its share of either headline. Summed in the order of the own terms, so that
    every index gives the same to the last digit."""
    sums: dict[str, list[float]] = {}
    for key, holdings in held.items():
        term = own[key]
        for holding in holdings:
            parts = sums.setdefault(holding.report, [0.0, 0.0, 0.0])
            parts[0] += term.weight * holding.weight
            parts[1] += term.headline
            parts[2] += holding.headline
    return sums


def _by_story(features: Features, near: Sequence[Compared]) -> list[Story]:
    """The stories of the reports compared, that of the most alike report first; of two as near, `max` keeps the first."""
    members: dict[str, list[Compared]] = defaultdict(list)
    for one in near:
        members[one.member.story].append(one)
    return [Story(story, tuple(each), _running(features, each)) for story, each in members.items()]


def _running(features: Features, near: Sequence[Compared]) -> bool:
    apart = (days_apart(features.known_by, one.member.features.known_by) for one in near[:BEST])
    return len(near) >= RUNNING and any(days is not None and days <= RUNNING_DAYS for days in apart)
