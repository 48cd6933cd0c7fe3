"""View: the figures of a set of claims, by kind, population and place, each value with those who told it.

Tellers are compared as written (letter case and articles aside): whether "the ministry" of one report is the "Interior
Ministry" of another is not decided here. A value told by one teller in three reports is one value, not three.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.types import Claim, Figure, Report
from sayso.vocabulary import PopulationKind, Relation, Scope, Status, kinds

Pair = tuple[Report, Claim]
OWN = "the report itself"
ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class Value:
    """One number as one teller gave it. `claims` are in the order in which they were published."""

    teller: str
    figure: Figure
    status: Status
    claims: tuple[Pair, ...]

    @property
    def said(self) -> str | None:
        """The earliest day on which a report carried it."""
        claim = self.claims[0][1]
        return claim.said.start[:10] if claim.said else None

    @property
    def is_total(self) -> bool:
        """A plain number for all of it: neither a part, nor an addition, nor a bound, nor in doubt."""
        plain = self.figure.relation in (Relation.EXACT, Relation.ABOUT) and self.status is Status.ASSERTED
        return plain and self.figure.scope is Scope.TOTAL


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """All values for one kind, population and place; the latest first, parts of a total behind the totals."""

    kind: str
    population_kind: PopulationKind
    place: str | None
    values: tuple[Value, ...]

    @property
    def reports(self) -> int:
        return len({report.id for value in self.values for report, _ in value.claims})

    @property
    def disagree(self) -> bool:
        """Do two tellers give different totals for one day? Whether they truly contradict is for the figure series."""
        by_day: dict[str | None, dict[str, set[int | None]]] = defaultdict(lambda: defaultdict(set))
        for value in self.values:
            if value.is_total:
                by_day[value.said][value.teller.casefold()].add(value.figure.low)
        return any(not _share_a_number(list(told.values())) for told in by_day.values())


def key_figures(pairs: Iterable[Pair]) -> tuple[KeyFigure, ...]:
    """Figures in the order of the kinds, the most reported first within a kind."""
    groups: dict[tuple[str, PopulationKind, object], list[Pair]] = defaultdict(list)
    for report, claim in pairs:
        if claim.figure:
            groups[claim.kind, claim.figure.population_kind, _place_key(claim)].append((report, claim))
    order = {kind: n for n, kind in enumerate(kinds())}
    made = (KeyFigure(kind, population, _place(group), _values(group)) for (kind, population, _), group in groups.items())
    return tuple(sorted(made, key=lambda f: (order[f.kind], -f.reports, f.population_kind, f.place or "")))


def _values(pairs: Iterable[Pair]) -> tuple[Value, ...]:
    by_value: dict[tuple[object, ...], list[Pair]] = defaultdict(list)
    for report, claim in sorted(pairs, key=_when):
        figure = claim.figure
        assert figure  # only claims with a figure come here
        by_value[_name(claim).casefold(), figure.low, figure.high, figure.relation, figure.vague, claim.status].append(
            (report, claim)
        )
    values = [Value(_name(p[0][1]), _figure(p[0][1]), p[0][1].status, tuple(p)) for p in by_value.values()]
    latest_first = sorted(values, key=lambda v: (v.said or "", v.figure.low or 0), reverse=True)
    return tuple(sorted(latest_first, key=lambda v: v.figure.scope is Scope.SUBSET))


def _share_a_number(told: Sequence[set[int | None]]) -> bool:
    """Does some number stand with every teller? One teller alone always does."""
    return not told or bool(set.intersection(*told))


def _place_key(claim: Claim) -> object:
    """Two towns of one name are two places: the gazetteer's id counts where there is one."""
    if claim.place is None:
        return None
    return claim.place.geonames or claim.place.name.casefold()


def _place(pairs: Sequence[Pair]) -> str | None:
    """The name that most claims give it, the first in the alphabet where several do."""
    names = Counter(claim.place.name for _, claim in pairs if claim.place)
    return min(names, key=lambda name: (-names[name], name), default=None)


def _when(pair: Pair) -> tuple[str, str, str]:
    report, claim = pair
    return (claim.said.start if claim.said else "", report.id, claim.id)


def _figure(claim: Claim) -> Figure:
    assert claim.figure
    return claim.figure


def _name(claim: Claim) -> str:
    """The first teller, without its article; the report's own voice where none is named."""
    if not claim.attribution.chain:
        return OWN
    source = claim.attribution.chain[0]
    name = source.normalised or source.name
    return next((name[len(a) :] for a in ARTICLES if name.lower().startswith(a)), name)
