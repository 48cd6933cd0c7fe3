"""The loop of the watch: a round, its account, alerts, and sleep until the next is due."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from sayso.collect.contained.pool import Contained
from sayso.collect.schedule.decisions import SLACK, poll_at
from sayso.collect.schedule.state import State
from sayso.commands.account import unread_words
from sayso.commands.adding_run import Adding, Came, Sum
from sayso.commands.session import Session
from sayso.commands.watch_file import WatchFile
from sayso.commands.watch_jobs import Reach, Tally
from sayso.commands.watch_round import Round
from sayso.errors import SaysoError
from sayso.ledger.ledger import Added, Ledger
from sayso.read.notes import Note
from sayso.types import Capture, Unreadable
from sayso.understand.language import is_read
from sayso.understand.reader import Reader

LOOK = 0.25
"""Seconds between two looks at whether a signal has come."""
BETWEEN = 1.0
"""Seconds between two rounds, even where more is due already."""
PASSING = frozenset({"E021", "E022", "E053", "E058", "E085", "E093"})
"""What a watch outlives: a ledger that another process writes for long, and a full disk, also where alerts are kept. The next
round makes it good."""
REST = 60.0
"""Seconds before the next try after one of these."""


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
    stopped: Callable[[], bool] = lambda: False
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
            except Exception as error:  # nobody foresaw it: what was kept is whole, and the next round makes the rest good
                if once:
                    raise
                self.session.blame(SaysoError("E099", detail=f"{type(error).__name__}: {error}".replace("\n", " ")).line)
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
        told = _Told(session)
        run = Adding(self.ledger, self.read_it, told, self.stopped, self.contained, turn.settled)
        try:
            if (first := next(given, None)) is not None:  # else there is nothing to catch up with
                run.all_of(chain([first], given))
        finally:
            given.close()
            run.sum.of[Added.UNCHANGED] += turn.tally.unchanged
            told.say()
            session.blame(f"{_came(run.sum)}; {polls(turn.tally)}; next {_moment(self.next_due())}")
        self.after_round()
        return run.sum

    def next_due(self) -> float:
        """The moment of the next poll or fetch."""
        every, at = {(one.kind, one.address): one.every for one in self.said.watched}, self._now()
        known = ((one, every.get((one.kind, one.address))) for one in self.state.polled())
        polls = [poll_at(one, period, at) for one, period in known if period is not None]
        article = self.state.next_article()
        return min([*polls, *([] if article is None else [article])])

    def _sleep(self, until: float) -> None:
        """By the clock and not by a timer: a machine that slept is late, and does not sleep on. Nor does one whose clock is set
        back meanwhile: it looks again at what is due.
        """
        longest = until - self._now() + SLACK
        while not self.stopped() and 0 < (left := until - self._now()) <= longest:
            time.sleep(min(LOOK, left))

    def _now(self) -> float:
        return self.session.clock().timestamp()


def _came(sum: Sum) -> str:
    """What came in; nothing, in most rounds of a service, in one word."""
    return sum.words if any(sum.parts.values()) else "received 0"


def polls(tally: Tally) -> str:
    """ "500 polled (20 not modified, 1 failed)"; and of articles what brought nothing to read, if anything."""
    told = f"{tally.polls['polled']} polled, {tally.polls['not modified']} not modified, {tally.polls['failed']} failed"
    articles = ", ".join(f"{count} {what}" for what, count in sorted(tally.articles.items()) if count)
    return f"{told}; articles: {articles}" if articles else told


def _moment(due: float) -> str:
    return datetime.fromtimestamp(due, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


class _Told:
    """Says on standard error what is not as expected."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.unread: Counter[str] = Counter()
        """New reports by language, of those that no reader reads."""

    def say(self) -> None:
        if self.unread:
            self.session.blame(unread_words(self.unread, kept=True))

    def came(self, one: Came) -> None:
        if one.added is Added.ADDED and one.report.language is not None and not is_read(one.report.language):
            self.unread[one.report.language] += 1
        if one.added is Added.REFUSED:
            self.session.blame(f"{one.address}: {one.report.name} is refused, because it was redacted ({one.why})")

    def unreadable(self, item: Unreadable) -> None:
        self.session.blame(item.reason)

    def note(self, note: Note) -> None:
        self.session.tell(f"{note.address}: {note.text}")

    def late(self) -> None:
        from sayso.commands.adding import LATE

        self.session.tell(LATE)
