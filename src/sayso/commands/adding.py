"""`sayso add`: read reports and append them to the ledger, one transaction a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from sayso.collect.files import count
from sayso.commands.account import Account
from sayso.commands.intake import Inputs, taken_in
from sayso.commands.progress import Tick, progress
from sayso.commands.reading import inputs, readings
from sayso.commands.session import Session
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.query import Reader as LedgerReader
from sayso.read.notes import Note
from sayso.types import Capture, Reading, Report, Unreadable
from sayso.understand.reader import Reader, reader

FOLLOWED_AFTER = 50
"""Reports after which the views catch up, so that who looks on during a long run sees what has come in."""

LATE = "the stories of later reports do not reckon yet with some that came late: sayso rebuild sets all in order"

REPORTS = (Added.ADDED, Added.REREAD)


def add(session: Session, paths: Sequence[str], published: str | None, name: str | None) -> None:
    """Add every report of `paths`. Exit status 1 where anything could not be read; all the rest is kept.

    Whatever stops it in the middle (a key, a full disk), the last lines say what was done until then.
    """
    from sayso.reconcile.keep.follow import follow, set_new, settle  # here, because it brings numpy

    def catch_up() -> None:
        follow(ledger.store)
        set_new(ledger.store)

    named, read_it = inputs(session, paths, published), reader(name or session.settings.reader)
    with (
        Ledger.open(session.ledger, session.clock, create=True, wait_seconds=session.settings.wait_seconds) as ledger,
        progress(session.err, count(paths)) as tick,
    ):
        adding = _Adding(session, ledger, tick, catch_up)
        try:
            adding.all_of(named, read_it)
        finally:
            try:
                follow(ledger.store)
                if not settle(ledger.store, adding.new):
                    session.tell(LATE)
            finally:  # what stopped the run may stop the views too: a full disk
                adding.account.say()
                session.blame(summary(adding.tally, adding.account.unreadable, adding.claims))
    adding.account.end()


class _Adding:
    """One run: what became of each report so far."""

    def __init__(self, session: Session, ledger: Ledger, tick: Tick, follow: Callable[[], None]) -> None:
        self.session, self.ledger, self.tick, self.follow = session, ledger, tick, follow
        self.account = Account(session)
        self.tally: Counter[Added] = Counter()
        self.claims = 0
        self.new = 0
        """Reports that the ledger did not have."""
        self.unfollowed = FOLLOWED_AFTER - 1  # so that the views catch up with the first one, which may be all for long
        """Reports and readings since the views caught up."""

    def all_of(self, named: Inputs, read_it: Reader) -> None:
        taken = taken_in(named, self._tell)
        for (capture, report), reading in readings(taken, read_it, lambda pair: pair[1]):
            self._add(capture, report, reading)
            self.tick(capture.address)

    def _add(self, capture: Capture, report: Report, reading: Reading) -> None:
        added = self.ledger.add(capture, report, reading)
        self.tally[added] += 1
        if added is Added.REFUSED:
            why = LedgerReader(self.ledger.store).why_redacted(report.id)
            self.session.blame(f"{capture.address}: {report.name} is refused, because it was redacted ({why})")
            return
        self.account.report(report)
        self.account.reading(report, reading)
        self.claims += len(reading.claims) if added in REPORTS else 0
        self.new += added is Added.ADDED
        self.unfollowed += added in REPORTS
        if self.unfollowed >= FOLLOWED_AFTER:
            self.follow()
            self.unfollowed = 0

    def _tell(self, item: Unreadable | Note) -> None:
        if isinstance(item, Unreadable):
            self.ledger.add_unreadable(item)
            self.tick(item.address)
        self.account.tell(item)


def summary(tally: Counter[Added], unreadable: int, claims: int) -> str:
    """The sum of what came in: received = reports + duplicates + unchanged + refused + unreadable."""
    parts = {
        "reports": sum(tally[a] for a in REPORTS),
        "duplicates": tally[Added.DUPLICATE],
        "unchanged": tally[Added.UNCHANGED],
        "refused": tally[Added.REFUSED],
        "unreadable": unreadable,
    }
    told = " + ".join(f"{n} {name}" for name, n in parts.items())
    return f"received {sum(parts.values())} = {told}; {claims} claims added"
