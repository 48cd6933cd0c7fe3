"""The story of one report, from what it shares with reports before it: `Features` and an `Index` give a `Placed`.

Candidates are the earlier reports that share the most of its terms. A story is as near as the best few of its members among
them; the report joins the nearest one if that is near enough, else it founds a story of its own. Nothing is taken back later:
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
BEST = 3
"""Members that a story is judged by. One alone would chain stories together, all of them would shut a long story."""
LOOKED_UP = 32
"""Terms whose holders are asked for, the heaviest ones."""
EACH = 50
"""Holders of a term, the latest ones."""
CANDIDATES = 24
"""Reports compared in full: those that share the most by what the index tells."""


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


def assign(features: Features, index: Index) -> Placed:
    """The story of `features`, given the stories of the reports before it."""
    near = _by_story(compared(features, index))
    if not near:
        return Placed(features.report, story_id(features.report), 0.0, founded((), 0.0))
    story, best = near[0]
    value = _nearness(best)
    if value >= NEAR_ENOUGH:
        return Placed(features.report, story, value, _why(best, value))
    return Placed(features.report, story_id(features.report), value, founded(best[0].likeness.shared, value))


def _why(best: Sequence[Compared], value: float) -> str:
    return joined([one.likeness.shared for one in best], [one.member.features.known_by for one in best], value)


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
    held: dict[str, list[Holding]] = defaultdict(list)
    for holding in index.holdings(list(own), features.place_in_order, EACH):
        held[holding.report].append(holding)
    shares = {report: _share(own, holdings) for report, holdings in held.items()}
    return sorted(shares, key=lambda report: (-shares[report], report))[:CANDIDATES]


def _share(own: Mapping[str, Term], holdings: Sequence[Holding]) -> float:
    together = fsum(own[h.key].weight * h.weight for h in holdings)
    return mixed(together, fsum(own[h.key].headline for h in holdings), fsum(h.headline for h in holdings))


def _by_story(near: Sequence[Compared]) -> list[tuple[str, list[Compared]]]:
    """Each story with the best of its members, the nearest story first; of two as near, the older one."""
    best: dict[str, list[Compared]] = defaultdict(list)
    for one in near:
        if len(best[one.member.story]) < BEST:
            best[one.member.story].append(one)
    return sorted(best.items(), key=lambda item: (-_nearness(item[1]), item[1][0].member.features.place_in_order))


def _nearness(best: Sequence[Compared]) -> float:
    return fsum(one.likeness.value for one in best) / len(best)
