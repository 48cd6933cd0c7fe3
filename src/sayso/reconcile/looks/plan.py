"""What a look needs, the stories that have anything to show, tied by what people said; and how it is put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.ledger.filters import Filters
from sayso.reconcile.former_ids import claim_of
from sayso.reconcile.incidents import Incident, Judged
from sayso.reconcile.incidents.incident import founding
from sayso.reconcile.knowledge import Knowledge, in_shown_order, incidents_latest_first, judged_incidents
from sayso.reconcile.looks.at_moment import Unit
from sayso.reconcile.looks.choosing import Shown
from sayso.reconcile.looks.columns import Mask
from sayso.reconcile.looks.few import Few
from sayso.reconcile.looks.holding import Holding, State
from sayso.reconcile.looks.look import Look
from sayso.reconcile.looks.stories import Group, Made, Stories, told_in_order
from sayso.reconcile.measures.gathering import measures
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.readable import unreadable
from sayso.reconcile.series import Series
from sayso.reconcile.telling import Carrier
from sayso.reconcile.world import World
from sayso.types import Verdict


@dataclass(frozen=True, slots=True)
class Plan:
    """A look of which it is known what it needs."""

    filters: Filters
    chosen: Chosen
    groups: tuple[tuple[Sequence[str], Group], ...]
    stories: Stories
    measures: Few[tuple[Measure, ...]]
    """Of the stories that were chosen, whichever question chose them."""
    first: str | None
    last: str | None
    shown: Shown

    @property
    def state(self) -> State:
        return self.chosen.holding.state

    @property
    def left(self) -> int:
        """Claims of the stories that are not worked out yet."""
        return sum(group.size for _, group in self.groups if not self.stories.has(group))

    def look(self) -> Look:
        made = [(names, self.stories.made(group)) for names, group in self.groups]
        return _assembled(self, {story: one for names, one in made for story in names})


class Chosen:
    """The stories that have anything to show, with what was known of them."""

    def __init__(
        self,
        holding: Holding,
        stories: Mapping[str, tuple[Unit, ...]],
        verdicts: Mapping[str, tuple[Verdict, ...]],
        fitting: Mask | None,
    ) -> None:
        self.holding, self.stories, self.verdicts = holding, stories, verdicts
        each = (unit for units in stories.values() for unit in units)
        self.units: Sequence[Unit] = sorted(each, key=lambda unit: unit.carrier.place_in_order)
        self.carriers: Mapping[str, Carrier] = {unit.carrier.id: unit.carrier for unit in self.units}
        self.fitting = None if fitting is None else frozenset(_fitting(holding, self.units, fitting))
        self.gone = unreadable(verdicts, self._place) if verdicts else frozenset()

    def _place(self, claim: str) -> tuple[object, ...] | None:
        """Where it stands in the order of all."""
        report, row = self.holding.judged.get(claim, ("", 0))
        carrier = self.carriers.get(report)
        if carrier is None or row not in self.holding.rows(report):
            return None
        return (*carrier.place_in_order, row)

    def _story(self, claim: str) -> str | None:
        carrier = self.carriers.get(self.holding.judged.get(founding(claim), ("", 0))[0])
        return carrier.story if carrier else None

    def groups(self) -> Iterator[tuple[Sequence[str], Group]]:
        """Stories that people's words on incidents tie to each other, with what was known of them."""
        said = [(word, self._story(word.a), self._story(word.b)) for word in judged_incidents(self.verdicts)]
        ties = [(word, a, b) for word, a, b in said if a is not None and b is not None]
        tied_to = _tied([(a, b) for _, a, b in ties])
        words: dict[str, list[Judged]] = defaultdict(list)
        for word, a, _ in ties:
            words[tied_to[a]].append(word)
        gone: dict[str, set[str]] = defaultdict(set)
        for claim in self.gone:
            if (story := self._story(claim)) is not None:
                gone[tied_to.get(story, story)].add(claim)
        together: dict[str, list[str]] = defaultdict(list)
        for story in sorted(self.stories):
            together[tied_to.get(story, story)].append(story)
        for first, stories in together.items():
            units = self.stories[first] if len(stories) == 1 else _merged([self.stories[story] for story in stories])
            yield stories, Group(units, tuple(words.get(first, ())), frozenset(gone.get(first, ())))


def _fitting(holding: Holding, units: Sequence[Unit], fitting: Mask) -> Iterator[str]:
    """Ids of the claims that fit."""
    rows = np.fromiter((row for unit in units for row in unit.told.rows), np.int64)
    fits = fitting[np.searchsorted(holding.columns.row, rows)].tolist()
    claims = (claim for unit in units for claim in unit.told.claims)
    yield from (claim.id for claim, fit in zip(claims, fits, strict=True) if fit)


def _tied(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Each to the first of those that hang together with it."""
    of: dict[str, str] = {}
    for a, b in pairs:
        one, other = of.setdefault(a, a), of.setdefault(b, b)
        first = min(one, other)
        of.update({story: first for story, root in of.items() if root in (one, other)})
    return of


def _merged(stories: Sequence[Sequence[Unit]]) -> tuple[Unit, ...]:
    return tuple(sorted((unit for units in stories for unit in units), key=lambda unit: unit.carrier.place_in_order))


def _assembled(plan: Plan, of_story: Mapping[str, Made]) -> Look:
    chosen = plan.chosen
    incidents: list[Incident] = []
    series: list[Series] = []
    for story in sorted(of_story):
        incidents += of_story[story].incidents.get(story, ())
        series += of_story[story].series.get(story, ())
    tellings = told_in_order(chosen.units, frozenset())
    told = told_in_order(chosen.units, chosen.gone) if chosen.gone else tellings
    world = World(tellings, chosen.carriers, chosen.verdicts, chosen.fitting)
    known = Knowledge(world, told, tuple(incidents), tuple(series))
    said_of = frozenset(claim_of(subject) for subject in chosen.verdicts)
    shown = in_shown_order((one for one in series if known.fits(one.tellings)), lambda one: of_story[one.story].weight(one))
    speaking = tuple(unit for unit in chosen.units if unit.on_measures)

    def imposed() -> tuple[Measure, ...]:
        return measures([t for unit in speaking for t in unit.on_measures if t.claim.id not in chosen.gone])

    return Look(
        head=plan.state.head,
        filters=plan.filters,
        knowledge=known,
        series=tuple(of_story[one.story].view(one, world.verdicts, said_of) for one in shown),
        incidents=tuple(
            (one, of_story[one.story].standing(one, world.verdicts))
            for one in incidents_latest_first(one for one in incidents if known.fits(one.tellings))
        ),
        measures=tuple(one for one in plan.measures.get((speaking, chosen.gone), imposed) if known.fits(one.tellings)),
        first=plan.first,
        last=plan.last,
        shown=plan.shown,
    )
