"""The runs of adding of one server: one after the other in a thread of their own, so that all other pages answer meanwhile.

They are remembered as long as the server lives, the last ones only; what they added is in the ledger.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sayso.collect.door import Door
from sayso.collect.given import Given
from sayso.commands.adding_run import Adding, Came, Sum
from sayso.commands.outside import Outside, adding_to
from sayso.commands.readers import asking, spent_by
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.read.notes import Note
from sayso.serve.handed_over import Handed, all_given, in_words
from sayso.show.page import adding as page
from sayso.show.page.adding import Line, Wrong
from sayso.types import Unreadable
from sayso.understand.reader import LLM, Reader, reader

REMEMBERED = 20
MOST_WAITING = 5
"""Runs that wait: what they hold lies in memory and temporary files."""
LINES = 500
"""Lines that a run remembers of those that were taken, and as many of those that were not."""


class State(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    ENDED = "ended"
    STOPPED = "stopped"
    FAILED = "failed"
    """Something ended it before its time; what was added until then is kept."""


UNDER_WAY = (State.WAITING, State.READING)


@dataclass(frozen=True, slots=True)
class Shown:
    """A run at one moment."""

    number: int
    begun: datetime
    state: State
    what: str
    """What was handed over, in words."""
    things: int
    """Files, texts and addresses that were handed over."""
    taken_up: int
    along: float
    """How far receiving is, from 0 to 1."""
    account: str
    """What came in so far and what became of it, in words."""
    taken: tuple[Line, ...]
    """Reports of the ledger, and notes on them, the latest first."""
    not_taken: tuple[Line, ...]
    """Refused and unreadable, in the order in which they came."""
    more: int
    """Lines that are not remembered."""
    passed_over: int
    """Files of a folder that are no reports."""
    late: bool
    stopping: bool
    """Somebody asked it to stop."""
    failure: Wrong | None

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY


class Run:
    """One run: a listener, written by the thread of the runs and read by the page."""

    def __init__(
        self, number: int, begun: datetime, handed: Sequence[Handed], addresses: Sequence[str], passed_over: int
    ) -> None:
        self.number, self.begun = number, begun
        self.what = in_words(handed, addresses)
        self.things = len(handed) + len(addresses)
        self._handed, self._addresses = list(handed), list(addresses)
        self._passed_over = passed_over
        self._lock = threading.Lock()
        self._state = State.WAITING
        self._stop = False
        self._taken_up = 0
        self._along = 0.0
        """How far receiving is, from 0 to 1."""
        self._taken: deque[Line] = deque(maxlen=LINES)
        self._not_taken: deque[Line] = deque(maxlen=LINES)
        self._lines = 0
        self._late = False
        self._failure: Wrong | None = None
        self._sum = Sum()

    def shown(self) -> Shown:
        with self._lock:
            return Shown(
                number=self.number,
                begun=self.begun,
                state=self._state,
                what=self.what,
                things=self.things,
                taken_up=self._taken_up,
                along=self._along,
                account=page.account(self._sum.of, self._sum.unreadable, self._sum.claims),
                taken=tuple(reversed(self._taken)),
                not_taken=tuple(self._not_taken),
                more=self._lines - len(self._taken) - len(self._not_taken),
                passed_over=self._passed_over,
                late=self._late,
                stopping=self._stop,
                failure=self._failure,
            )

    def stop(self) -> None:
        """Nothing more is taken; what was taken is kept."""
        self._stop = True

    @property
    def stopped(self) -> bool:
        return self._stop

    def go(self, session: Session, read_it: Reader) -> None:
        """To the end, or to what ends it before: that is told in `failure`."""
        self._become(State.READING)
        with Outside(session) as outside, adding_to(session) as (ledger, evidence):
            adding = Adding(ledger, read_it, self, lambda: self._stop, outside.contained)
            self._sum = adding.sum
            try:
                adding.all_of(self._given(outside.door(evidence.keep, self._word, self._is_along)))
            finally:
                self._tell_cost(read_it)
        self._become(State.STOPPED if self._stop and self._taken_up < self.things else State.ENDED)

    def _tell_cost(self, read_it: Reader) -> None:
        """Before the run counts as ended, after which nobody looks again."""
        spent = spent_by(read_it)
        if spent is not None and spent.reports:
            from sayso.commands.llm_account import line

            self.note(Note(LLM, line(spent)))

    def fell_back(self, error: SaysoError) -> None:
        """A word on a report that `llm` did not read, or on why it is not asked any more."""
        self.note(Note(error.values.get("report", LLM), error.line))

    def fail(self, error: SaysoError) -> None:
        with self._lock:
            self._failure = page.wrong(error)
            self._state = State.FAILED

    def let_go(self) -> None:
        for one in self._handed:
            one.stream.close()
        self._handed.clear()

    def skip(self) -> None:
        """It was stopped while it waited."""
        self._become(State.STOPPED)

    def came(self, one: Came) -> None:
        self._add(page.line(one.address, one.report, one.reading, one.added, one.why))

    def unreadable(self, item: Unreadable) -> None:
        self._add(page.unreadable(item))

    def note(self, note: Note) -> None:
        self._add(page.note(note))

    def late(self) -> None:
        self._late = True

    def _add(self, line: Line) -> None:
        with self._lock:
            self._lines += 1
            (self._taken if line.taken else self._not_taken).append(line)

    def _become(self, state: State) -> None:
        with self._lock:
            self._state = state

    def _given(self, door: Door) -> Iterator[Given]:
        for documents in all_given(self._handed, self._addresses, door):
            self._taken_up += 1
            yield from documents

    def _is_along(self, share: float) -> None:
        self._along = share

    def _word(self, address: str, text: str) -> None:
        self.note(Note(address, text))


class Runs:
    """Threads may share it. The reader is loaded with the first run, and stays; but `llm`, of which each run has its own."""

    def __init__(self) -> None:
        self._more = threading.Condition()
        self._waiting: deque[tuple[Run, Session]] = deque()
        self._runs: OrderedDict[int, Run] = OrderedDict()
        self._last = 0
        self._thread: threading.Thread | None = None
        self._closed = False
        self._reader: Reader | None = None

    def begin(self, session: Session, handed: Sequence[Handed], addresses: Sequence[str] = (), passed_over: int = 0) -> Run:
        """A run that waits for its turn, and closes what was handed over at its end. SaysoError E062 where many wait."""
        with self._more:
            if len(self._waiting) >= MOST_WAITING:
                raise SaysoError("E062", count=len(self._waiting))
            self._last += 1
            run = self._runs[self._last] = Run(self._last, session.clock(), handed, addresses, passed_over)
            self._waiting.append((run, session))
            self._forget()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="sayso adding", daemon=True)
                self._thread.start()
            self._more.notify()
        return run

    def find(self, number: int) -> Run:
        """SaysoError E065 where it is none, or is forgotten."""
        with self._more:
            run = self._runs.get(number)
        if run is None:
            raise SaysoError("E065", number=number)
        return run

    def latest(self) -> tuple[Shown, ...]:
        """The latest first."""
        with self._more:
            runs = list(self._runs.values())
        return tuple(run.shown() for run in reversed(runs))

    def close(self, seconds: float = 5.0) -> None:
        """Stop what runs and what waits, and give the run that is under way so long to end well."""
        with self._more:
            self._closed = True
            for run in self._runs.values():
                run.stop()
            self._more.notify()
        if self._thread is not None:
            self._thread.join(seconds)

    def _forget(self) -> None:
        ended = [number for number, run in self._runs.items() if not run.shown().under_way]
        for number in ended[: max(0, len(self._runs) - REMEMBERED)]:
            del self._runs[number]

    def _work(self) -> None:
        while (next_one := self._next()) is not None:
            self._go(*next_one)

    def _next(self) -> tuple[Run, Session] | None:
        with self._more:
            while not self._waiting and not self._closed:
                self._more.wait()
            return self._waiting.popleft() if self._waiting else None

    @contextmanager
    def _reading_by(self, run: Run, session: Session) -> Iterator[Reader]:
        """One reader for all runs; but `llm` is made for each: it tells the run what it did not read, and what it cost."""
        if session.settings.reader == LLM:
            with asking(session, run.fell_back) as made:
                yield made
            return
        if self._reader is None:
            self._reader = reader(session.settings.reader)
        yield self._reader

    def _go(self, run: Run, session: Session) -> None:
        try:
            if run.stopped:
                run.skip()
                return
            with self._reading_by(run, session) as read_it:
                run.go(session, read_it)
        except SaysoError as error:
            run.fail(error)
        except Exception as error:  # nobody foresaw it: the page tells it in one line, and the next run goes on
            run.fail(SaysoError("E099", detail=f"{type(error).__name__}: {error}".replace("\n", " ")))
        finally:
            run.let_go()
