"""One run of adding: what comes in is read and appended to the ledger, one transaction a report, and a listener is told what
became of each. The command line and the page add in this one way; they differ in what they hand in and in who listens.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from sayso.collect.contained.pool import Contained
from sayso.collect.given import Given
from sayso.commands.intake import taken_in
from sayso.commands.readers import remembering
from sayso.commands.reading import failed, readings
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.query import Reader as LedgerReader
from sayso.read.notes import Note
from sayso.types import Capture, Reading, Report, Unreadable
from sayso.understand.reader import Failed, Reader

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
    `contained`: the children that read; else its own. `settled`: told of each that was given once all that came of it is in the
    ledger, in the order in which it was given.
    """

    def __init__(
        self,
        ledger: Ledger,
        read_it: Reader,
        listener: Listener,
        stopped: Callable[[], bool] = lambda: False,
        contained: Contained | None = None,
        settled: Callable[[Given], None] = lambda _: None,
    ) -> None:
        self.ledger, self.listener, self.stopped, self.settled = ledger, listener, stopped, settled
        self.read_it = remembering(read_it, ledger.store)
        self.contained = contained
        self.sum = Sum()
        self._taken = self._kept = 0
        """Reports that were taken to be read, and those of them that are in the ledger."""
        self._unsettled: deque[tuple[Given, int]] = deque()
        """What was given and is taken whole, with the number of its last report."""
        self._cut = False
        """Whether reports of the document at hand were left."""
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
            taken = self._counted(taken_in(self._until_stopped(given), self._tell, self.contained, self._done))
            for (capture, report), reading in readings(taken, self.read_it, lambda pair: pair[1]):
                self._take(capture, report, reading)
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

    def _counted(self, taken: Iterable[tuple[Capture, Report]]) -> Iterator[tuple[Capture, Report]]:
        for pair in self._first_once_stopped(taken):
            self._taken += 1
            yield pair

    def _first_once_stopped(self, taken: Iterable[tuple[Capture, Report]]) -> Iterator[tuple[Capture, Report]]:
        """Once stopped, a document of many reports gives no more of them. Some documents were taken ahead: each gives one."""
        last: Capture | None = None
        for capture, report in taken:
            if capture is not last or not self.stopped():
                yield capture, report
            else:
                self._cut = True
            last = capture

    def _done(self, given: Given) -> None:
        if not self._cut:  # else some of its reports were left, and it is not settled
            self._unsettled.append((given, self._taken))
            self._settle()
        self._cut = False

    def _settle(self) -> None:
        while self._unsettled and self._unsettled[0][1] <= self._kept:
            self.settled(self._unsettled.popleft()[0])

    def _take(self, capture: Capture, report: Report, reading: Reading | Failed) -> None:
        """One that cannot be read or kept is told, and the others go on: else a watch would end on it again and again."""
        if isinstance(reading, Failed):
            self._tell(failed(capture, reading.error))
        else:
            self._add(capture, report, reading)
        self._kept += 1
        self._settle()
        if self._unfollowed >= FOLLOWED_AFTER:
            self._catch_up()

    def _add(self, capture: Capture, report: Report, reading: Reading) -> None:
        try:
            added = self.ledger.add(capture, report, reading)
        except Exception as error:
            self._tell(failed(capture, error))
            return
        self.sum.of[added] += 1
        self.sum.claims += len(reading.claims) if added in REPORTS else 0
        why = LedgerReader(self.ledger.store).why_redacted(report.id) if added is Added.REFUSED else None
        self.listener.came(Came(capture.address, report, reading, added, why))
        self._new += added is Added.ADDED
        self._unfollowed += added in REPORTS

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
