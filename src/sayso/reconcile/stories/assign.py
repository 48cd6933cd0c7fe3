"""The story of one report, from what it shares with reports before it: `Features` and an `Index` give a `Placed`.

Candidates are the earlier reports that share the most of its terms. A story is as near as the best few of its members among
them; the report joins the nearest one if that is near enough, else it founds a story of its own. A story that fills the news
of these days need not be as near. Nothing is taken back later:
a report's story is a function of itself and of what came before it, so that the stories as of any moment are those of
the reports known by then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.reconcile.stories.choice import Choice, Near, is_close, nearest
from sayso.reconcile.stories.index import Features, Holding, Index
from sayso.reconcile.stories.reasons import founded, joined
from sayso.reconcile.stories.similarity import Likeness, days_apart, likeness, mixed
from sayso.reconcile.stories.terms import Term

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

    features: Features
    likeness: Likeness
    close: bool
    """As of `choice.Near`."""


def assign(features: Features, index: Index) -> Placed:
    """The story of `features`, given the stories of the reports before it."""
    members = index.members(_candidates(features, index))
    near = compared(features, [member.features for member in members.values()])
    chosen = nearest([Near(one.likeness.value, one.close, members[one.features.report].story) for one in near])
    story = chosen.story if chosen and chosen.joined else story_id(features.report)
    shared = [near[one].likeness.shared for one in chosen.best] if chosen else []
    days = [near[one].features.known_by for one in chosen.best] if chosen else []
    return Placed(features.report, story, chosen.nearness if chosen else 0.0, because(chosen, shared, days))


def because(chosen: Choice[str] | Choice[int] | None, shared: Sequence[Sequence[Term]], days: Sequence[str | None]) -> str:
    """Why a report is in its story. `shared` and `days` are of the best members of the nearest story, one each."""
    if chosen is None:
        return founded((), 0.0)
    return joined(shared, days, chosen.nearness) if chosen.joined else founded(shared[0], chosen.nearness)


def story_id(founder: str) -> str:
    """The id of the story that a report founds: "r1f…" founds "s1f…"."""
    return "s" + founder.removeprefix("r")


def compared(features: Features, others: Sequence[Features]) -> list[Compared]:
    """`others` by how alike they are, the most alike first."""
    made = [_compared(features, other) for other in others]
    return sorted(made, key=lambda c: (-c.likeness.value, c.features.place_in_order))


def _compared(features: Features, other: Features) -> Compared:
    days = days_apart(features.known_by, other.known_by)
    return Compared(other, likeness(features.terms, other.terms, days), is_close(days))


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
