"""The same as `knowledge(load(reader, filters))` and all that is made of it, out of what is remembered of the ledger."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from sayso.ledger import append, schema
from sayso.ledger.append import Head
from sayso.ledger.filters import EVERYTHING, Filters, conditions, covered
from sayso.ledger.query import Reader
from sayso.reconcile.denials import named_denials
from sayso.reconcile.former_ids import claim_of
from sayso.reconcile.incident_standing import incident_standing
from sayso.reconcile.incidents import Incident, Judged
from sayso.reconcile.incidents.incident import founding
from sayso.reconcile.judgement import Standing
from sayso.reconcile.keep.follow import state as followed
from sayso.reconcile.knowledge import Knowledge, in_shown_order, incidents_latest_first, judged_incidents, knowledge
from sayso.reconcile.looks.at_moment import MOMENTS, Known, Moment, Moments, Unit
from sayso.reconcile.looks.few import Few
from sayso.reconcile.looks.holding import NOTHING, Holding, Now, State, hold, now
from sayso.reconcile.looks.stories import Group, Made, Stories, told_in_order
from sayso.reconcile.measures.gathering import measures
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.readable import unreadable
from sayso.reconcile.series import Series
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.world import World, load

CLAIMS = schema.claims.c
QUESTIONS = 64
"""Questions of which it is remembered which claims fit."""
Fitting = Mapping[str, frozenset[str]]
"""By report, its claims that fit what is asked for, whenever they were published."""


@dataclass(frozen=True, slots=True)
class Look:
    """All that is known by a moment, of what is asked for."""

    head: Head
    """End of the ledger that it was made from."""
    filters: Filters
    knowledge: Knowledge
    series: tuple[SeriesView, ...]
    """As `Knowledge.shown_series`."""
    incidents: tuple[tuple[Incident, Standing], ...]
    """The latest first."""
    measures: tuple[Measure, ...]
    first: str | None
    last: str | None
    """First and last moment by which a dated report of these stories was known, whatever the as-of."""


class Remembered:
    """One ledger, looked at again and again. Threads may share it."""

    def __init__(self, reader: Reader, most_claims: int) -> None:
        self._reader = reader
        self._most = most_claims
        self._loading = threading.Lock()
        self._holding: Holding | None = None
        self._there = False
        self._forget()

    def _forget(self) -> None:
        self._moments = Moments()
        self._stories = Stories(self._most)
        self._known = Few[Known](MOMENTS)
        self._fitting = Few[Fitting | None](QUESTIONS)
        self._measures = Few[tuple[Measure, ...]](MOMENTS)

    @property
    def loaded(self) -> bool:
        """Has the ledger been read?"""
        return self._holding is not None

    def days(self) -> list[str]:
        """Days on which anything was published, the latest first."""
        held = self._holding
        return sorted({at[:10] for at in held.known_by if at}, reverse=True) if held else []

    def now(self) -> Now:
        with self._reader.store.reading() as source:
            return self._now(source)

    def _now(self, source: Connection) -> Now:
        self._there = self._there or followed(source) is not None  # once made, the tables stay
        return now(source) if self._there else Now(append.head(source), None, 0)

    def look(self, filters: Filters, seq: int | None = None) -> Look:
        """What is known now; with `seq` only of what is recorded up to that entry. E011 for a date that is none."""
        plan = self.plan(filters, seq)
        return plan.look() if plan else plain_look(self._reader, filters)

    def plan(self, filters: Filters, seq: int | None = None, behind_ok: bool = False) -> Plan | None:
        """What there is to work out for it; None where nothing of it can be remembered: what is kept is behind the ledger, or
        what was recorded by a moment is asked for. E011 for a date that is none.

        With `behind_ok`, of a ledger of which what is kept is behind, as it was when it was read last.
        """
        at = Moment(None if filters.as_of is None else covered(filters.as_of).end, seq)
        if filters.recorded_by is not None:
            return None
        with self._reader.store.reading() as source:
            _, state, redacted = self._now(source)
            holding = self._held(source, state, redacted) if state else self._before(redacted) if behind_ok else None
            if holding is None:
                return None
            question = replace(filters, as_of=None)
            fitting = self._fitting.get((holding.state, state is None, question), lambda: self._fit(source, question))
        chosen = _Chosen(holding, self._known_at(holding, at), fitting)
        first, last = self._span(holding, chosen, fitting, at)
        return Plan(filters, chosen, tuple(chosen.groups()), self._stories, self._measures, first, last)

    def _held(self, source: Connection, state: State, redacted: int) -> Holding:
        with self._loading:
            former = self._holding
            if former is not None and former.state == state:
                return former
            made = hold(source, state, redacted, former)
            if former is not None and former.state.head.seq > state.head.seq:
                return made  # a transaction that began before another had finished
            if former is not None and former.seqs.keys() - made.seqs.keys():
                self._forget()  # what was redacted stays nowhere
            self._holding = made
            return made

    def _before(self, redacted: int) -> Holding | None:
        """As the ledger was read last; None where something in it was redacted since."""
        held = self._holding
        return held if held is not None and redacted <= held.state.head.seq else None

    def _known_at(self, holding: Holding, at: Moment) -> Known:
        """Moments between which nothing was published or decided are one."""
        key = (holding.state, *holding.until(at.end), at.seq)
        return self._known.get(key, lambda: self._moments.known(holding, at))

    def _fit(self, source: Connection, question: Filters) -> Fitting | None:
        if question == EVERYTHING:
            return None
        rows = source.execute(select(CLAIMS.report, CLAIMS.id).where(*conditions(question, self._reader.store, source)))
        found: dict[str, set[str]] = defaultdict(set)
        for report, id in rows:
            found[report].add(id)
        return {report: frozenset(ids) for report, ids in found.items()}

    def _span(self, holding: Holding, chosen: _Chosen, fitting: Fitting | None, at: Moment) -> tuple[str | None, str | None]:
        whole = chosen if at == Moment() else _Chosen(holding, self._known_at(holding, Moment()), fitting)
        dated = [one.known_by for one in whole.carriers.values() if one.known_by]
        return min(dated, default=None), max(dated, default=None)


@dataclass(frozen=True, slots=True)
class Plan:
    """A look of which it is known what it needs."""

    filters: Filters
    chosen: _Chosen
    groups: tuple[tuple[Sequence[str], Group], ...]
    stories: Stories
    measures: Few[tuple[Measure, ...]]
    """Of the stories that were chosen, whichever question chose them."""
    first: str | None
    last: str | None

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


class _Chosen:
    """Of all that was known, the stories that have anything to show."""

    def __init__(self, holding: Holding, known: Known, fitting: Fitting | None) -> None:
        self.holding, self.verdicts = holding, known.verdicts
        self.fitting: frozenset[str] | None = None
        self.stories = known.by_story
        self.carriers = known.carriers
        self.units: Sequence[Unit] = tuple(known.units.values())
        if fitting is not None:
            fit = [(known.carriers[report].story, ids) for report, ids in fitting.items() if report in known.carriers]
            named = {story for story, _ in fit}
            self.fitting = frozenset().union(*(ids for _, ids in fit))
            self.stories = {story: units for story, units in known.by_story.items() if story in named}
            self.carriers = {id: one for id, one in known.carriers.items() if one.story in named}
            self.units = [unit for unit in self.units if unit.carrier.story in named]
        self.gone = unreadable(known.verdicts, self._place) if known.verdicts else frozenset()

    def _place(self, claim: str) -> tuple[object, ...] | None:
        """Where it stands in the order of all."""
        carrier = self.carriers.get(self.holding.report_of.get(claim, ""))
        if carrier is None:
            return None
        told = self.holding.told.get(carrier.id, NOTHING).claims
        at = next((n for n, one in enumerate(told) if one.id == claim), None)
        return None if at is None else (*carrier.place_in_order, at)

    def _story(self, claim: str) -> str | None:
        carrier = self.carriers.get(self.holding.report_of.get(founding(claim), ""))
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
    )


def plain_look(reader: Reader, filters: Filters) -> Look:
    """The same without remembering anything: what tests compare with, and what answers for what was recorded by a moment."""
    head, known = reader.head(), knowledge(load(reader, filters))
    whole = known.world if filters.as_of is None else load(reader, replace(filters, as_of=None))
    named = named_denials(known.tellings)
    dated = [one.known_by for one in whole.carriers.values() if one.known_by]
    return Look(
        head=head,
        filters=filters,
        knowledge=known,
        series=known.shown_series(),
        incidents=tuple((one, incident_standing(one, known.world.verdicts, named)) for one in known.shown_incidents()),
        measures=known.measures(),
        first=min(dated, default=None),
        last=max(dated, default=None),
    )
