"""One run of adding: what comes in is read and appended to the ledger, one transaction a report, and a listener is told what
became of each. The command line and the page add in this one way; they differ in what they hand in and in who listens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from sayso.collect.contained.pool import Contained
from sayso.collect.given import Given
from sayso.commands.intake import taken_in
from sayso.commands.reading import readings
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.query import Reader as LedgerReader
from sayso.read.notes import Note
from sayso.types import Capture, Reading, Report, Unreadable
from sayso.understand.reader import Reader

FOLLOWED_AFTER = 50
"""Reports after which the views catch up, so that who looks on during a long run sees what has come in."""

REPORTS = (Added.ADDED, Added.REREAD)


@dataclass(frozen=True, slots=True)
class Came:
    """A report that came in, and what became of it."""

    address: str
    report: Report
    reading: Reading
    added: Added
    why: str | None = None
    """The reason for which it was redacted once, where it is refused."""


class Listener(Protocol):
    """Who is told at once, in the thread of the run, and in the order of what came in."""

    def came(self, one: Came) -> None: ...

    def unreadable(self, item: Unreadable) -> None:
        """It gave no report; the ledger keeps why."""

    def note(self, note: Note) -> None:
        """A word on a report that was read all the same."""

    def late(self) -> None:
        """Reports came that are older than many in the ledger; the stories of those do not reckon with them yet."""


@dataclass(slots=True)
class Sum:
    """What came in so far: received = reports + duplicates + unchanged + refused + unreadable."""

    of: Counter[Added] = field(default_factory=Counter)
    unreadable: int = 0
    claims: int = 0
    """Claims of reports that are new, or were read anew."""

    @property
    def parts(self) -> dict[str, int]:
        return {
            "reports": sum(self.of[added] for added in REPORTS),
            "duplicates": self.of[Added.DUPLICATE],
            "unchanged": self.of[Added.UNCHANGED],
            "refused": self.of[Added.REFUSED],
            "unreadable": self.unreadable,
        }

    @property
    def words(self) -> str:
        told = " + ".join(f"{n} {name}" for name, n in self.parts.items())
        return f"received {sum(self.parts.values())} = {told}; {self.claims} claims added"


class Adding:
    """`stopped`: asked before each document and report; once it says so, nothing more is taken, and what was taken is kept.
    `contained`: the children that read; else its own.
    """

    def __init__(
        self,
        ledger: Ledger,
        read_it: Reader,
        listener: Listener,
        stopped: Callable[[], bool] = lambda: False,
        contained: Contained | None = None,
    ) -> None:
        self.ledger, self.read_it, self.listener, self.stopped = ledger, read_it, listener, stopped
        self.contained = contained
        self.sum = Sum()
        self._new = 0
        """Reports that the ledger did not have."""
        self._unfollowed = FOLLOWED_AFTER - 1  # so that the views catch up with the first one, which may be all for long
        """Reports and readings since the views caught up."""

    def all_of(self, given: Iterable[Given]) -> None:
        """Add every report, then let the views catch up, whatever stopped it in the middle (a key, a full disk).

        Raises SaysoError as `Ledger.add` does, and E011 for a date that is none.
        """
        from sayso.reconcile.keep.follow import follow, settle  # here, because it brings numpy

        try:
            taken = self._first_once_stopped(taken_in(self._until_stopped(given), self._tell, self.contained))
            for (capture, report), reading in readings(taken, self.read_it, lambda pair: pair[1]):
                self._add(capture, report, reading)
        finally:
            follow(self.ledger.store)
            if not settle(self.ledger.store, self._new):
                self.listener.late()

    def _until_stopped(self, given: Iterable[Given]) -> Iterator[Given]:
        """`stopped` is asked before a document is taken, so that none is taken and then dropped."""
        if self.stopped():
            return
        for one in given:
            yield one
            if self.stopped():
                return

    def _first_once_stopped(self, taken: Iterable[tuple[Capture, Report]]) -> Iterator[tuple[Capture, Report]]:
        """Once stopped, a document of many reports gives no more of them. Some documents were taken ahead: each gives one."""
        last: Capture | None = None
        for capture, report in taken:
            if capture is not last or not self.stopped():
                yield capture, report
            last = capture

    def _add(self, capture: Capture, report: Report, reading: Reading) -> None:
        added = self.ledger.add(capture, report, reading)
        self.sum.of[added] += 1
        self.sum.claims += len(reading.claims) if added in REPORTS else 0
        why = LedgerReader(self.ledger.store).why_redacted(report.id) if added is Added.REFUSED else None
        self.listener.came(Came(capture.address, report, reading, added, why))
        self._new += added is Added.ADDED
        self._unfollowed += added in REPORTS
        if self._unfollowed >= FOLLOWED_AFTER:
            self._catch_up()

    def _catch_up(self) -> None:
        from sayso.reconcile.keep.follow import follow, set_new

        follow(self.ledger.store)
        set_new(self.ledger.store)
        self._unfollowed = 0

    def _tell(self, item: Unreadable | Note) -> None:
        if isinstance(item, Note):
            self.listener.note(item)
            return
        self.ledger.add_unreadable(item)
        self.sum.unreadable += 1
        self.listener.unreadable(item)
