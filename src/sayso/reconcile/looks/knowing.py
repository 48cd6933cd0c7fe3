"""The same as `knowledge(load(reader, filters))` and all that is made of it, out of what is remembered of the ledger."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

import numpy as np
from sqlalchemy import Connection, Executable, select

from sayso.ledger import append, schema
from sayso.ledger.filters import EVERYTHING, Filters, conditions
from sayso.ledger.query import Reader
from sayso.reconcile.keep.follow import state as followed
from sayso.reconcile.looks.at_moment import MOMENTS, Moments
from sayso.reconcile.looks.choosing import Bound, Shown, Tally, fitting, tally
from sayso.reconcile.looks.columns import Mask
from sayso.reconcile.looks.few import Few
from sayso.reconcile.looks.holding import Holding, Now, State, hold, now
from sayso.reconcile.looks.look import Look, plain_look
from sayso.reconcile.looks.plan import Chosen, Plan
from sayso.reconcile.looks.question import Question, moment_of
from sayso.reconcile.looks.since import Moment
from sayso.reconcile.looks.stories import Stories
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.of_stories import stories_asked, without_stories

T = TypeVar("T")
QUESTIONS = 64
"""Questions of which it is remembered which claims fit: a byte a claim each."""
TALLIES = 256
"""Questions, each at some moment, of which it is remembered how much of each story fits."""
PLANS = 4
"""Plans that are remembered: whoever asks for a look asks first whether it is quickly made."""
READ_AT_ONCE = 50_000
"""Claims of a ledger up to which what came is read while somebody waits: of more, it takes long to arrange anew what hangs on
all."""
MOST_HELD = 120_000
"""Claims that are held decoded, with all that is made of them seven kilobytes each."""


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
        self._plans = Few[Plan](PLANS)

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
            return self._plans.get(
                (id(holding), filters, seq, bound), lambda: self._planned(source, question, at, filters, shown, stories)
            )

    def _planned(
        self, source: Connection, question: Question, at: Moment, filters: Filters, shown: Shown, stories: Iterable[str]
    ) -> Plan:
        units = self._moments.known(source, question.holding, at, stories)
        verdicts = self._moments.verdicts(question.holding, at)
        chosen = Chosen(question.holding, units, verdicts, question.mask)
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
