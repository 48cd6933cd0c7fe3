"""`sayso watch`: rounds of fetching and reading, until a signal ends it. Wherever it is stopped, the next start goes on."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from sayso.collect.contained.pool import Contained
from sayso.collect.schedule.alone import alone
from sayso.collect.schedule.state import State
from sayso.commands.adding_run import Adding, Came, Sum
from sayso.commands.alert_rules import AlertRule, rules
from sayso.commands.alert_sending import Post, Secrets
from sayso.commands.alerting import check
from sayso.commands.outside import Outside, adding_to
from sayso.commands.session import Session
from sayso.commands.watch_file import WatchFile, watch_file
from sayso.commands.watch_round import Reach, Round, Tally
from sayso.commands.watch_web import Reached
from sayso.errors import SaysoError
from sayso.ledger.ledger import Added, Ledger
from sayso.read.notes import Note
from sayso.types import Capture, Unreadable
from sayso.understand.reader import Reader, reader

LOOK = 0.25
"""Seconds between two looks at whether a signal has come."""
PASSING = frozenset({"E021", "E022", "E085"})
"""What a watch outlives: a ledger that another process writes for long, and a full disk. The next round makes it good."""
BETWEEN = 1.0
"""Seconds between two rounds, even where more is due already."""
REST = 60.0
"""Seconds before the next try after one of these."""


@dataclass(slots=True)
class Ending:
    """Set by a signal, looked at by everybody."""

    asked: bool = False

    def __call__(self) -> bool:
        return self.asked


def watch(session: Session, config: Path | None, once: bool, name: str | None, secrets: Secrets) -> None:
    """Poll until SIGTERM or SIGINT; with `once`, until nothing is due. Alerts by its [[alert]] tables, as `alerting.check`.

    SaysoError E088 (the file), E089 (another watch runs), E090 (its state), E092 (an alert); else as `add`.
    """
    path = config or session.settings.config
    said = watch_file(path)
    alert_rules = rules({"alert": said.alerts}, path)
    read_it = reader(name or session.settings.reader)
    with (
        _ending() as ending,
        watched(session.ledger) as state,
        Outside(session) as outside,
        adding_to(session) as (ledger, evidence),
    ):
        alerting = Alerting(session, alert_rules, outside.web.post, secrets)
        alerting()  # so that the first round's changes have something to be compared with
        reach = Reached(outside.web, outside.contained.call)
        Watch(session, said, ledger, read_it, state, reach, ending, outside.contained, evidence.keep, alerting).run(once)


@contextmanager
def watched(ledger: Path) -> Iterator[State]:
    """The state beside `ledger`, for one process alone. SaysoError E089, E090."""
    with alone(beside(ledger, ".watch-lock"), ledger), State(beside(ledger, ".watch")) as state:
        yield state


def beside(ledger: Path, suffix: str) -> Path:
    """`sayso.ledger.watch` beside `sayso.ledger`."""
    return ledger.with_name(ledger.name + suffix)


@dataclass(frozen=True, slots=True)
class Alerting:
    """After each round: what changed in the figures, to whom it may concern. A word where something was found or waits."""

    session: Session
    rules: Sequence[AlertRule]
    post: Post
    secrets: Secrets

    def __call__(self) -> None:
        if self.rules:
            done = check(self.session, self.rules, self.post, self.secrets)
            if done.found or done.waiting or done.handed.taken or done.handed.given_up:
                self.session.blame(done.words)


@dataclass(slots=True)
class Watch:
    """What rounds need, and the loop around them. `contained`: the children that read; else each round its own. `keep`: as of a
    `Round`.
    """

    session: Session
    said: WatchFile
    ledger: Ledger
    read_it: Reader
    state: State
    reach: Reach
    stopped: Callable[[], bool] = field(default_factory=Ending)
    contained: Contained | None = None
    keep: Callable[[Capture], Capture] = lambda capture: capture
    after_round: Callable[[], None] = lambda: None

    def run(self, once: bool) -> None:
        self.state.begin(self.said.watched, self._now())
        while not self.stopped():
            try:
                self.round()
            except SaysoError as error:
                if once or error.code.code not in PASSING:
                    raise
                self.session.blame(error.line)
                self._sleep(self._now() + REST)
            due = self.next_due()
            if once and due > self._now():
                return
            if not once:
                self._sleep(max(due, self._now() + BETWEEN))

    def round(self) -> Sum:
        """All that is due, and its account as one line."""
        session, refetch = self.session, self.said.refetch
        turn = Round(self.state, self.reach, refetch, session.clock, session.blame, self.stopped, self.keep)
        given = turn.given(self.said.watched)
        run = Adding(self.ledger, self.read_it, _Told(session), self.stopped, self.contained, turn.settled)
        try:
            if (first := next(given, None)) is not None:  # else there is nothing to catch up with
                run.all_of(chain([first], given))
        finally:
            given.close()
            run.sum.of[Added.UNCHANGED] += turn.tally.unchanged
            session.blame(f"{run.sum.words}; {told(turn.tally)}; next {_moment(self.next_due())}")
        self.after_round()
        return run.sum

    def next_due(self) -> float:
        """The moment of the next poll or fetch."""
        wanted = {(one.kind, one.address) for one in self.said.watched}
        polls = [one.due for one in self.state.polled() if (one.kind, one.address) in wanted]
        article = self.state.next_article()
        return min([*polls, *([] if article is None else [article])])

    def _sleep(self, until: float) -> None:
        """By the clock and not by a timer: a machine that slept is late, and does not sleep on."""
        while not self.stopped() and (left := until - self._now()) > 0:
            time.sleep(min(LOOK, left))

    def _now(self) -> float:
        return self.session.clock().timestamp()


def told(tally: Tally) -> str:
    """ "500 polled (20 not modified, 1 failed)"; and of articles what brought nothing to read, if anything."""
    polls = f"{tally.polls['polled']} polled, {tally.polls['not modified']} not modified, {tally.polls['failed']} failed"
    articles = ", ".join(f"{count} {what}" for what, count in sorted(tally.articles.items()) if count)
    return f"{polls}; articles: {articles}" if articles else polls


def _moment(due: float) -> str:
    return datetime.fromtimestamp(due, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


@contextmanager
def _ending() -> Iterator[Ending]:
    """The first SIGTERM or SIGINT asks for the end, the second Ctrl-C takes it."""
    ending = Ending()

    def ask(number: int, frame: object) -> None:
        if ending.asked and number == signal.SIGINT:
            raise KeyboardInterrupt
        ending.asked = True

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Told:
    """Says on standard error what is not as expected."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def came(self, one: Came) -> None:
        if one.added is Added.REFUSED:
            self.session.blame(f"{one.address}: {one.report.name} is refused, because it was redacted ({one.why})")

    def unreadable(self, item: Unreadable) -> None:
        self.session.blame(item.reason)

    def note(self, note: Note) -> None:
        self.session.tell(f"{note.address}: {note.text}")

    def late(self) -> None:
        from sayso.commands.adding import LATE

        self.session.tell(LATE)
