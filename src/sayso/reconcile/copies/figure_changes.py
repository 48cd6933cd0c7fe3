"""Which figures of a page changed from one version to the next.

What counts the same thing in both is paired, the surest way first: the same number for the same people, then another number for
the same people at the same place, then at any. What is left over appeared or vanished. A number that is repeated (headline,
first sentence, list) counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sayso.reconcile.copies.versions import Version
from sayso.types import Claim, Figure
from sayso.vocabulary import PopulationKind, Status


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a version: the claim, and the words that give the number."""

    claim: Claim
    words: str

    @property
    def figure(self) -> Figure:
        assert self.claim.figure  # only claims with a figure are told
        return self.claim.figure

    @property
    def value(self) -> tuple[object, ...]:
        figure = self.figure
        return figure.low, figure.high, figure.relation, (figure.vague or "").lower()

    @property
    def place(self) -> object:
        """Two towns of one name are two places: the gazetteer's id counts where there is one."""
        where = self.claim.place
        return where and (where.geonames or where.name.casefold())


@dataclass(frozen=True, slots=True)
class FigureChange:
    """`before` is None where the figure appeared, `after` where it vanished."""

    before: Told | None
    after: Told | None

    @property
    def kind(self) -> str:
        return self._either.claim.kind

    @property
    def population(self) -> str:
        """The words for the people, the later version's first."""
        figures = [told.figure for told in (self.after, self.before) if told]
        return next((f.population for f in figures if f.population), str(figures[0].population_kind))

    @property
    def line(self) -> str:
        """For a person: "killed, security officers: “26 officers” → “18 officers”"."""
        what = f"{self.kind}, {self.population}"
        if self.before and self.after:
            return f"{what}: “{self.before.words}” → “{self.after.words}”"
        return f"{what}: “{self._either.words}” {'appeared' if self.after else 'vanished'}"

    @property
    def _either(self) -> Told:
        told = self.after or self.before
        assert told  # a change of nothing is never made
        return told


Key = Callable[[Told], tuple[object, ...]]
KEYS: tuple[Key, ...] = (
    lambda t: (t.claim.kind, t.figure.population_kind, t.place, t.value),
    lambda t: (t.claim.kind, t.figure.population_kind, t.value),
    lambda t: (t.claim.kind, t.figure.population_kind, t.figure.scope, t.place),
    lambda t: (t.claim.kind, t.figure.population_kind, t.figure.scope),
)
"""What two figures must have in common to be one figure of two versions, from the surest to the loosest."""


def figure_changes(before: Version, after: Version) -> tuple[FigureChange, ...]:
    """The figures that differ: changed and new ones in the order of the later text, then those that vanished."""
    pairs: list[FigureChange] = []
    old, new = list(told(before)), list(told(after))
    for key in (*KEYS[:2], _anybody, *KEYS[2:]):
        found = list(_paired(old, new, key))
        pairs += (FigureChange(one, other) for one, other in found)
        old = [t for t in old if all(t is not one for one, _ in found)]
        new = [t for t in new if all(t is not other for _, other in found)]
    pairs += [FigureChange(None, t) for t in new] + [FigureChange(t, None) for t in old]
    return tuple(sorted((p for p in pairs if not _alike(p)), key=_place_in_text))


def told(version: Version) -> Iterator[Told]:
    """Each figure that a version stands by, once, in the order of its text; what it takes back is none."""
    seen: set[tuple[object, ...]] = set()
    for claim in sorted((c for c in version.claims if c.figure), key=lambda c: (c.figure and c.figure.span, c.id)):
        if claim.figure and claim.status is not Status.RETRACTED:
            found = Told(claim, claim.figure.span.of(version.report.text))
            key = KEYS[0](found)
            if key not in seen:
                seen.add(key)
                yield found


def _anybody(t: Told) -> tuple[object, ...]:
    """One number for one kind, where one of the versions says only "people": `_paired` sees that one does."""
    return (t.claim.kind, t.value, "people")


def _paired(old: Iterable[Told], new: Iterable[Told], key: Key) -> Iterator[tuple[Told, Told]]:
    """Those with one key, in the order of the texts."""
    waiting: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for one in old:
        waiting[key(one)].append(one)
    for other in new:
        for one in waiting[key(other)]:
            if key is not _anybody or PopulationKind.PEOPLE in {one.figure.population_kind, other.figure.population_kind}:
                waiting[key(other)].remove(one)
                yield one, other
                break


def _alike(change: FigureChange) -> bool:
    return bool(change.before and change.after and change.before.value == change.after.value)


def _place_in_text(change: FigureChange) -> tuple[bool, int]:
    if change.after:
        return (False, change.after.figure.span.start)
    return (True, change.before.figure.span.start if change.before else 0)
