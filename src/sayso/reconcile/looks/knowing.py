"""The same as `knowledge(load(reader, filters))` and all that is made of it, out of what is remembered of the ledger."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from sqlalchemy import Connection, Executable, select

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
from sayso.reconcile.keep.schema import origins
from sayso.reconcile.knowledge import Knowledge, in_shown_order, incidents_latest_first, judged_incidents, knowledge
from sayso.reconcile.looks.at_moment import MOMENTS, Moments, Unit
from sayso.reconcile.looks.choosing import Bound, Shown, Tally, fitting, tally
from sayso.reconcile.looks.columns import Mask
from sayso.reconcile.looks.few import Few
from sayso.reconcile.looks.holding import Holding, Now, State, hold, now
from sayso.reconcile.looks.since import Moment
from sayso.reconcile.looks.stories import Group, Made, Stories, told_in_order
from sayso.reconcile.measures.gathering import measures
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.of_stories import stories_asked, without_stories
from sayso.reconcile.readable import unreadable
from sayso.reconcile.series import Series
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.telling import Carrier
from sayso.reconcile.world import World, load
from sayso.types import Verdict

T = TypeVar("T")
QUESTIONS = 64
"""Questions of which it is remembered which claims fit: a byte a claim each."""
TALLIES = 256
"""Questions, each at some moment, of which it is remembered how much of each story fits."""
FIRST = 50
"""Claims of an origin that lead to the stories in which it tells something."""
READ_AT_ONCE = 50_000
"""Claims of a ledger up to which what came is read while somebody waits: of more, it takes long to arrange anew what hangs on
all."""
MOST_HELD = 120_000
"""Claims that are held decoded, with all that is made of them seven kilobytes each."""


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
    shown: Shown
    """How much it shows of what fits."""


class Remembered:
    """One ledger, looked at again and again. Threads may share it."""

    def __init__(self, reader: Reader, most_claims: int, most_held: int = MOST_HELD) -> None:
        """`most_claims`: of stories that are worked out, of each moment; `most_held`: as `MOST_HELD`."""
        self._reader = reader
        self._most, self._most_held = most_claims, most_held
        self._loading = threading.Lock()
        self._holding: Holding | None = None
        self._there = False
        self._forget()

    def _forget(self) -> None:
        self._stories = Stories(self._most)
        self._moments = Moments(self._most_held, self._stories.forget)
        self._fitting = Few[Mask | None](QUESTIONS)
        self._tallies = Few[Tally](TALLIES)
        self._measures = Few[tuple[Measure, ...]](MOMENTS)

    @property
    def loaded(self) -> bool:
        """Has the ledger been read?"""
        return self._holding is not None

    @property
    def claims(self) -> int:
        """Of the ledger as it was read last."""
        return len(self._holding.columns) if self._holding else 0

    def days(self) -> list[str]:
        """Days on which anything was published, the latest first."""
        held = self._holding
        return list(held.reports.days) if held else []

    def now(self) -> Now:
        with self._reader.store.reading() as source:
            return self._now(source)

    def _now(self, source: Connection) -> Now:
        self._there = self._there or followed(source) is not None  # once made, the tables stay
        return now(source) if self._there else Now(append.head(source), None, 0)

    def look(self, filters: Filters, seq: int | None = None, bound: Bound | None = None) -> Look:
        """What is known now; with `seq` only of what is recorded up to that entry, with `bound` of the largest stories.
        E011 for a date that is none."""
        plan = self.plan(filters, seq, bound=bound)
        return plan.look() if plan else plain_look(self._reader, filters)

    def plan(
        self,
        filters: Filters,
        seq: int | None = None,
        behind_ok: bool = False,
        bound: Bound | None = None,
        most: int | None = None,
    ) -> Plan | None:
        """What there is to work out for it; None where nothing of it can be remembered: what is kept is behind the ledger, or
        what was recorded by a moment is asked for. E011 for a date that is none.

        With `behind_ok`, of a ledger of which what is kept is behind, as it was when it was read last. With `bound`, of very
        many claims the largest stories; of stories that are asked for by name always all, and what verdicts tie to them. With
        `most`, None also where stories of more claims than that would have to be read.
        """
        at = moment_of(filters, seq)
        if filters.recorded_by is not None:
            return None
        with self._reader.store.reading() as source:
            holding = self._there_is(source, behind_ok)
            if holding is None:
                return None
            question = Question(self, source, holding, replace(without_stories(filters), as_of=None))
            shown = question.shown(at, stories_asked(filters), bound)
            stories = question.stories(at, shown.stories)
            if most is not None and self._moments.unread(holding, stories) > most:
                return None
            units = self._moments.known(source, holding, at, stories)
        verdicts = self._moments.verdicts(holding, at)
        chosen = _Chosen(holding, units, verdicts, question.mask)
        first, last = question.span(shown.stories)
        return Plan(filters, chosen, tuple(chosen.groups()), self._stories, self._measures, first, last, shown)

    def _there_is(self, source: Connection, behind_ok: bool) -> Holding | None:
        _, state, redacted = self._now(source)
        if behind_ok and (state is None or self.lags(state)):
            former = self._before(redacted)
            if former is not None or state is None:
                return former
        return self._held(source, state, redacted) if state else None

    def lags(self, state: State) -> bool:
        """Has something come since the ledger was read, and is it so large that to read it again keeps somebody waiting?"""
        held = self._holding
        return held is not None and held.state != state and len(held.columns) > READ_AT_ONCE

    def renew(self) -> None:
        """Read what came since."""
        with self._reader.store.reading() as source:
            self._there_is(source, behind_ok=False)

    def asked(self, filters: Filters, work: Callable[[Question], T]) -> T | None:
        """What `work` makes of a question, with no claim in hand; None where the ledger cannot be read so."""
        with self._reader.store.reading() as source:
            holding = self._there_is(source, behind_ok=True) if filters.recorded_by is None else None
            if holding is None:
                return None
            return work(Question(self, source, holding, replace(without_stories(filters), as_of=None)))

    def mask(self, source: Connection, holding: Holding, question: Filters) -> Mask | None:
        """By claim, whether it fits; None where nothing is asked for."""
        return self._fitting.get((holding.state, question), lambda: self._fit(source, holding, question))

    def tally(self, holding: Holding, at: Moment, question: Filters, mask: Mask | None) -> Tally:
        return self._tallies.get((holding.state, question, holding.until(at)), lambda: tally(holding, at, mask))

    def _held(self, source: Connection, state: State, redacted: int) -> Holding:
        with self._loading:
            former = self._holding
            if former is not None and former.state == state:
                return former
            made = hold(source, state, redacted, former)
            if former is not None and former.state.head.seq > state.head.seq:
                return made  # a transaction that began before another had finished
            if former is not None and redacted > former.state.head.seq:
                self._forget()  # what was redacted stays nowhere
            self._holding = made
            return made

    def _before(self, redacted: int) -> Holding | None:
        """As the ledger was read last; None where something in it was redacted since."""
        held = self._holding
        return held if held is not None and redacted <= held.state.head.seq else None

    def _fit(self, source: Connection, holding: Holding, question: Filters) -> Mask | None:
        if question == EVERYTHING:
            return None
        looked_up: list[Executable] = []
        if question.text is not None:
            looked_up.append(self._reader.store.rows_with(question.text))
        if question.near is not None:
            near = conditions(Filters(near=question.near), self._reader.store, source)
            looked_up.append(select(schema.claims.c.row).where(*near))
        rows = (source.execute(wanted).scalars().all() for wanted in looked_up)
        found = fitting(holding, question, [holding.columns.at(np.array(sorted(of), np.int64)) for of in rows])
        return found if found is not None else np.ones(len(holding.columns), np.bool_)


def moment_of(filters: Filters, seq: int | None = None) -> Moment:
    """SaysoError E011 for a date that is none."""
    return Moment(None if filters.as_of is None else covered(filters.as_of).end, seq)


class Question:
    """What is asked for, whatever the moment and the story, of a holding: answered from its columns."""

    def __init__(self, of: Remembered, source: Connection, holding: Holding, filters: Filters) -> None:
        self.holding = holding
        self._of, self._source, self._filters = of, source, filters
        self.mask = of.mask(source, holding, filters)

    def tally(self, at: Moment) -> Tally:
        return self._of.tally(self.holding, at, self._filters, self.mask)

    def shown(self, at: Moment, asked: frozenset[str] | None, bound: Bound | None) -> Shown:
        counted = self.tally(at)
        if asked is None:
            return counted.shown(bound)
        there = self.holding.together(asked & self.holding.by_story.keys())
        return counted.of(there)

    def stories(self, at: Moment, only: frozenset[str] | None) -> Iterable[str]:
        """Those of `only`, or of all, that have anything to show."""
        if self.mask is None:
            return self.holding.by_story.keys() if only is None else only
        found = self.tally(at)
        if only is None:
            return [self.holding.stories[n] for n in found.ranked.tolist()]
        return [story for story in only if found.fitting[self.holding.numbers[story]]]

    def span(self, only: frozenset[str] | None) -> tuple[str | None, str | None]:
        """When the first and the last dated report of such stories was known, whatever the moment."""
        if self.mask is None and only is None:
            return self.holding.reports.span
        dated = self.published(only)
        return min(dated, default=None), max(dated, default=None)

    def listed(self, at: Moment) -> Sequence[str]:
        """All stories that have anything to show, the largest first."""
        return [self.holding.stories[n] for n in self.tally(at).ranked.tolist()]

    def story_of(self, id: str) -> str | None:
        """Of a report, or of what is called after a claim: its story."""
        report: str | None = id
        if id not in self.holding.story_of:
            wanted = select(schema.claims.c.report).where(schema.claims.c.id == claim_of(id)).limit(1)
            report = self._source.execute(wanted).scalar()
        return self.holding.story_of.get(report or "")

    def stories_of(self, reports: Iterable[str]) -> Mapping[str, str]:
        return {report: self.holding.story_of[report] for report in reports if report in self.holding.story_of}

    def sizes(self, stories: Iterable[str]) -> Mapping[str, int]:
        """Claims of each, whatever the moment."""
        numbers, claims = self.holding.numbers, self.holding.claims
        return {story: int(claims[numbers[story]]) for story in stories if story in numbers}

    def stories_of_origin(self, key: str) -> frozenset[str]:
        """Those in which a report itself tells it, of the first claims that do."""
        wanted = select(origins.c.report).where(origins.c.key == key).limit(FIRST)
        found = self._source.execute(wanted).scalars()
        return frozenset(self.holding.story_of[report] for report in found if report in self.holding.story_of)

    def copies(self, report: str) -> list[Carrier]:
        """Reports of its copy group, itself among them; none where it has no other."""
        knot = self.holding.reports.copies.knot(report)
        carriers = self.holding.reports.carriers
        return [carriers[one] for one in knot.reports if one in carriers] if knot else []

    def published(self, only: frozenset[str] | None) -> list[str]:
        """When the dated reports of such stories were known."""
        since, by_story = self.holding.reports.since, self.holding.by_story
        each = (since[report].known_by for story in self.stories(Moment(), only) for report in by_story[story])
        return [known_by for known_by in each if known_by]


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


class _Chosen:
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
        shown=_all_of(filters, known),
    )


def _all_of(filters: Filters, known: Knowledge) -> Shown:
    fit = known.world.fitting
    told = [telling for telling in known.world.tellings if fit is None or telling.claim.id in fit]
    stories = len({telling.carrier.story for telling in told})
    return Shown(stories_asked(filters), stories, stories, len(told), len(told))
