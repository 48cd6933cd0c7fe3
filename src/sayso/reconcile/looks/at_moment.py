"""What a holding knew of a story at a moment: carriers with story, copy group and agency, and the tellings of each with their
origins.

Carriers and tellings that are alike at two moments are one object, so that whoever remembers what was made of them finds it
again by identity, without looking into them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from sqlalchemy import Connection

from sayso.ledger.canonical import moment
from sayso.reconcile.copies.credits import of_group
from sayso.reconcile.copies.groups import groups
from sayso.reconcile.incidents.settings import Setting, order
from sayso.reconcile.keep.carried import Marks
from sayso.reconcile.looks.copy_index import Knot
from sayso.reconcile.looks.few import Few
from sayso.reconcile.looks.holding import Holding
from sayso.reconcile.looks.since import Moment
from sayso.reconcile.looks.told import Ask, Told, told
from sayso.reconcile.measures.word import speaks
from sayso.reconcile.origins.voices import by_name
from sayso.reconcile.telling import Carrier, Origin, Telling
from sayso.reconcile.withdrawals import by_subject
from sayso.types import Verdict

MOMENTS = 128
"""Moments of which it is remembered what had been decided, and of each story what was known."""
KNOTS = 20_000
"""Reports that hang together as copies, each time at some moment, of which it is remembered which copy groups they were."""


class Unit:
    """One report as it is known at some moments; compared by identity."""

    def __init__(self, carrier: Carrier, told: Told, tellings: tuple[Telling, ...]) -> None:
        self.carrier = carrier
        self.told = told
        self.tellings = tellings

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        return tuple(Setting(telling, *said) for telling, said in zip(self.tellings, self.told.said, strict=True))

    @cached_property
    def in_order(self) -> tuple[Setting, ...]:
        """The same in the order of the text."""
        return tuple(sorted(self.settings, key=lambda one: order(one.telling)))

    @cached_property
    def on_measures(self) -> tuple[Telling, ...]:
        return tuple(telling for telling in self.tellings if speaks(telling))


@dataclass(slots=True)
class _Report:
    """What a report tells, with the rows that it was read from, and all ways in which it was known."""

    rows: tuple[int, ...]
    told: Told
    carriers: dict[tuple[str, str | None, Marks], Carrier] = field(default_factory=dict)
    units: list[tuple[Carrier, tuple[Origin, ...], Unit]] = field(default_factory=list)


class _Story:
    """What the reports of a story tell, and all of it as it was known at some moments."""

    def __init__(self, reports: dict[str, _Report]) -> None:
        self.reports = reports
        self.claims = sum(len(one.rows) for one in reports.values())
        self.known = Few[tuple[Unit, ...]](MOMENTS)


class Moments:
    """The moments of holdings that follow one another. Threads may share it: of what two make at once, alike, one is kept.

    It remembers the stories asked for last, of so many claims together.
    """

    def __init__(self, most_claims: int, let_go: Callable[[str], object] = lambda _: None) -> None:
        """`let_go` is told of a story that is remembered no longer."""
        self._most, self._let_go = most_claims, let_go
        self._lock = threading.Lock()
        self._held: OrderedDict[str, _Story] = OrderedDict()
        self._claims = 0
        self._marks = Few[Mapping[str, tuple[str, str | None]]](KNOTS)
        self._verdicts = Few[Mapping[str, tuple[Verdict, ...]]](MOMENTS)

    def verdicts(self, holding: Holding, at: Moment) -> Mapping[str, tuple[Verdict, ...]]:
        """By subject, oldest first."""
        return self._verdicts.get((holding.state, holding.until(at)), lambda: by_subject(_given(holding, at)))

    def unread(self, holding: Holding, stories: Iterable[str]) -> int:
        """Claims of those of these stories that are not held."""
        with self._lock:
            missing = [story for story in stories if story not in self._held]
        return sum(int(holding.claims[holding.numbers[story]]) for story in missing)

    def known(self, source: Connection, holding: Holding, at: Moment, stories: Iterable[str]) -> Mapping[str, tuple[Unit, ...]]:
        """The reports of each story, in the order of publication; of a story that nobody told yet, nothing."""
        found: dict[str, tuple[Unit, ...]] = {}
        now = (holding.state, holding.until(at))
        for some in self._read(source, holding, now, stories):
            for story, one in some.items():
                found[story] = one.known.get(now, lambda s=story, of=one: self._made(holding, at, s, of.reports))  # type: ignore[misc]
        return {story: units for story, units in found.items() if units}

    def _read(
        self, source: Connection, holding: Holding, now: Hashable, stories: Iterable[str]
    ) -> Iterator[Mapping[str, _Story]]:
        """What the reports of `stories` tell, read where that is not held."""
        with self._lock:
            held = {story: self._held.get(story) for story in stories}
            for story in held.keys() & self._held.keys():
                self._held.move_to_end(story)
        there = {story: one for story, one in held.items() if one is not None and one.known.has(now)}
        yield there
        if len(there) < len(held):
            yield self._renewed(source, holding, {story: one for story, one in held.items() if story not in there})

    def _renewed(self, source: Connection, holding: Holding, held: Mapping[str, _Story | None]) -> Mapping[str, _Story]:
        """With the reports that came or were read again since; a story that has none such stays the same object."""
        rows = {story: {report: holding.rows(report) for report in holding.by_story[story]} for story in held}
        missing: dict[str, tuple[int, ...]] = {}
        for story, one in held.items():
            at_hand = one.reports if one else {}
            missing |= {id: of for id, of in rows[story].items() if id not in at_hand or at_hand[id].rows != of}
        read = told(source, missing)
        made: dict[str, _Story] = {}
        for story, one in held.items():
            if one is not None and not (rows[story].keys() & missing.keys()) and len(one.reports) == len(rows[story]):
                made[story] = one
            else:
                at_hand = one.reports if one else {}
                made[story] = _Story(
                    {id: _Report(of, read[id]) if id in missing else at_hand[id] for id, of in rows[story].items()}
                )
        self._keep(made)
        return made

    def _keep(self, made: Mapping[str, _Story]) -> None:
        gone: list[str] = []
        with self._lock:
            for story, one in made.items():
                former = self._held.pop(story, None)
                self._claims += one.claims - (former.claims if former else 0)
                self._held[story] = one
            while self._claims > self._most and len(self._held) > len(made):
                story, old = self._held.popitem(last=False)
                self._claims -= old.claims
                gone.append(story)
        for story in gone:
            self._let_go(story)

    def _made(self, holding: Holding, at: Moment, story: str, held: Mapping[str, _Report]) -> tuple[Unit, ...]:
        reports = holding.reports
        known = [report for report in holding.by_story[story] if reports.known(report, at)]
        return tuple(self._unit(holding, at, story, report, held[report]) for report in known)

    def _unit(self, holding: Holding, at: Moment, story: str, report: str, of: _Report) -> Unit:
        carrier = self._carrier(holding, at, story, report, of)
        offices = holding.reports.offices
        answers = tuple(ask.through(offices.known(ask.keys, at) if offices.knows(ask.keys) else ()) for ask in of.told.asks)
        for same, answered, unit in reversed(of.units):
            if same is carrier and answered == answers:
                return unit
        through = dict(zip(of.told.asks, answers, strict=True))
        origins = (by_name(through[one] if isinstance(one, Ask) else one, carrier) for one in of.told.origins)
        unit = Unit(carrier, of.told, tuple(map(Telling, of.told.claims, (carrier,) * len(of.told.claims), origins)))
        of.units.append((carrier, answers, unit))
        return unit

    def _carrier(self, holding: Holding, at: Moment, story: str, report: str, of: _Report) -> Carrier:
        named = holding.reports.named(report, at)
        marks = Marks(story, *self._copy(holding, at, named))
        key = (named.name, named.outlet, marks)
        if key not in of.carriers:
            of.carriers.setdefault(key, replace(named, story=story, copy=marks.copy, credit=marks.credit))
        return of.carriers[key]

    def _copy(self, holding: Holding, at: Moment, carrier: Carrier) -> tuple[str, str | None]:
        """Its copy group, and whose text that is."""
        knot = holding.reports.copies.knot(carrier.id)
        if knot is None:
            own = holding.reports.credits.get(carrier.id)
            return carrier.id, own.agency if own else carrier.credit
        marks = self._marks.get((holding.state, knot, holding.until(at)), lambda: dict(_marked(holding, at, knot)))
        copy, agency = marks[carrier.id]
        return copy, agency if agency is not None else carrier.credit


def _marked(holding: Holding, at: Moment, knot: Knot) -> Iterator[tuple[str, tuple[str, str | None]]]:
    """By report, the copy group and the agency that its group credits."""
    reports = holding.reports
    known = [reports.carriers[one] for one in knot.reports if one in reports.carriers and reports.known(one, at)]
    group_of = groups(known, knot.links)
    members: dict[str, list[Carrier]] = {}
    for carrier in known:
        members.setdefault(group_of[carrier.id], []).append(carrier)
    for group, of in members.items():
        credit = of_group((one, reports.credits.get(one.id)) for one in of)
        yield from ((one.id, (group, credit.agency if credit else None)) for one in of)


def _given(holding: Holding, at: Moment) -> Iterable[Verdict]:
    for seq, verdict in holding.verdicts:
        if (at.seq is None or seq <= at.seq) and (at.end is None or moment(verdict.at) <= at.end):
            yield verdict
