"""What a holding knew at a moment: carriers with story, copy group and agency, and the tellings of each with their origins.

Carriers and tellings that are alike at two moments are one object, so that whoever remembers what was made of them finds it
again by identity, without looking into them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from sayso.ledger.canonical import moment
from sayso.reconcile.incidents.settings import Setting, order
from sayso.reconcile.keep.carried import Marks, marked
from sayso.reconcile.keep.tellers import once
from sayso.reconcile.looks.few import Few
from sayso.reconcile.looks.holding import NOTHING, Ask, Holding, Told
from sayso.reconcile.measures.word import speaks
from sayso.reconcile.origins.holders import Holder
from sayso.reconcile.origins.offices import Offices
from sayso.reconcile.outlet_names import one_name
from sayso.reconcile.telling import Carrier, Origin, Telling
from sayso.reconcile.withdrawals import by_subject
from sayso.types import Verdict

MOMENTS = 128
"""Moments of which it is remembered what was known: it takes less than a tenth of a second to make one anew."""


class Moment(NamedTuple):
    """What had been published by `end`, and was recorded with entries up to `seq`; None = all."""

    end: str | None = None
    seq: int | None = None


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


@dataclass(frozen=True, slots=True)
class Known:
    """All that was known. Everything in the order of publication."""

    carriers: Mapping[str, Carrier]
    units: Mapping[str, Unit]
    by_story: Mapping[str, tuple[Unit, ...]]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    """By subject, oldest first."""


class Moments:
    """The moments of holdings that follow one another. Threads may share it: of what two make at once, alike, one is kept.

    Carriers and units stay as long as this does, one for each way in which a report was ever known; offices stay for the last
    moments only.
    """

    def __init__(self) -> None:
        self._carriers: dict[tuple[Carrier, str | None, Marks], Carrier] = {}
        self._offices = Few[tuple[tuple[Holder, ...], Offices]](MOMENTS)
        self._units: dict[str, list[tuple[Carrier, Told, tuple[Origin, ...], Unit]]] = defaultdict(list)

    def known(self, holding: Holding, at: Moment) -> Known:
        plain = [one for one in holding.carriers if _is_known(one, holding, at)]
        reports = {one.id for one in plain}
        offices = self._of(once([holder for holder in holding.holders if holder.report in reports]))
        named = zip(plain, one_name(plain), strict=True)
        outlets = {one.id: (one, as_named) for one, as_named in named}
        carriers: dict[str, Carrier] = {}
        units: dict[str, Unit] = {}
        by_story: dict[str, list[Unit]] = defaultdict(list)
        for one, marks in marked([as_named for _, as_named in outlets.values()], holding.kept, holding.copies):
            carriers[one.id] = carrier = self._carrier(outlets[one.id][0], one, marks)
            units[one.id] = unit = self._unit(carrier, holding.told.get(one.id, NOTHING), offices)
            by_story[carrier.story].append(unit)
        return Known(carriers, units, {story: tuple(of) for story, of in by_story.items()}, by_subject(_given(holding, at)))

    def _of(self, holders: tuple[Holder, ...]) -> Offices:
        key = tuple(map(id, holders))  # the holders are kept with it, so that no other can have their ids
        return self._offices.get(key, lambda: (holders, Offices(holders)))[1]

    def _carrier(self, plain: Carrier, named: Carrier, marks: Marks) -> Carrier:
        key = (plain, named.outlet, marks)
        found = self._carriers.get(key)
        if found is None:
            story, copy, credit = marks
            found = self._carriers.setdefault(key, replace(named, story=story, copy=copy, credit=credit))
        return found

    def _unit(self, carrier: Carrier, told: Told, offices: Offices) -> Unit:
        answers = tuple(offices.through(ask.origin, ask.claim) if offices.knows(ask.keys) else ask.origin for ask in told.asks)
        made = self._units[carrier.id]
        for of, same, answered, unit in reversed(made):
            if of is carrier and same is told and answered == answers:
                return unit
        through = dict(zip(told.asks, answers, strict=True))
        origins = (through[one] if isinstance(one, Ask) else one for one in told.origins)
        unit = Unit(carrier, told, tuple(map(Telling, told.claims, (carrier,) * len(told.claims), origins)))
        made.append((carrier, told, answers, unit))
        return unit


def _is_known(one: Carrier, holding: Holding, at: Moment) -> bool:
    published = at.end is None or one.known_by is None or one.known_by <= at.end
    return published and (at.seq is None or holding.seqs[one.id] <= at.seq)


def _given(holding: Holding, at: Moment) -> Iterator[Verdict]:
    for seq, verdict in holding.verdicts:
        if (at.seq is None or seq <= at.seq) and (at.end is None or moment(verdict.at) <= at.end):
            yield verdict
