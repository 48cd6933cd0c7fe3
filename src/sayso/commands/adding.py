"""`sayso add`: read reports and append them to the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.commands.account import Account
from sayso.commands.adding_run import Adding, Came
from sayso.commands.outside import Outside, adding_to
from sayso.commands.progress import Shown, progress
from sayso.commands.readers import reading_by
from sayso.commands.reading import inputs
from sayso.commands.session import Session
from sayso.commands.stamping import stamp_head
from sayso.ledger.ledger import Added
from sayso.read.notes import Note
from sayso.types import Unreadable

LATE = "the stories of later reports do not reckon yet with some that came late: sayso rebuild sets all in order"


def add(session: Session, paths: Sequence[str], published: str | None, name: str | None) -> None:
    """Add every report of `paths`. Exit status 1 where anything could not be read; all the rest is kept.

    Whatever stops it in the middle (a key, a full disk), the last lines say what was done until then.
    """
    named = inputs(paths, published)
    with reading_by(session, name) as read_it, Outside(session) as outside:
        with adding_to(session) as (ledger, evidence), progress(session.err) as shown:
            told = _Told(session, shown)
            run = Adding(ledger, read_it, told, contained=outside.contained)
            try:
                run.all_of(named.given(outside.door(evidence.keep, along=shown.along)))
            finally:  # what stopped the run may have stopped the views too: a full disk
                told.account.say()
                session.blame(run.sum.words)
        stamp_head(session, outside.post)
    told.account.end()


class _Told:
    """Says on standard error what is not as expected; the rest moves the bar."""

    def __init__(self, session: Session, shown: Shown) -> None:
        self.session, self.shown = session, shown
        self.account = Account(session, kept=True)

    def came(self, one: Came) -> None:
        if one.added is Added.REFUSED:
            self.session.blame(f"{one.address}: {one.report.name} is refused, because it was redacted ({one.why})")
        else:
            self.account.report(one.report)
            self.account.reading(one.report, one.reading)
        self.shown.received()

    def unreadable(self, item: Unreadable) -> None:
        self.shown.received()
        self.account.tell(item)

    def note(self, note: Note) -> None:
        self.account.tell(note)

    def late(self) -> None:
        self.session.tell(LATE)
