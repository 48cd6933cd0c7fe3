"""`sayso load`: what `sayso bulk` wrote, into the ledger."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field

import typer

from sayso.bulk import places
from sayso.bulk.engines.chosen import processors
from sayso.bulk.engines.local import Local
from sayso.bulk.loading.load import Result, load, result
from sayso.commands.adding import LATE
from sayso.commands.adding_run import REPORTS, Sum
from sayso.commands.outside import Outside
from sayso.commands.progress import Shown, progress
from sayso.commands.session import Session
from sayso.commands.stamping import stamp_head
from sayso.errors import SaysoError
from sayso.ledger.arrivals import Added
from sayso.ledger.bodies import Receipt
from sayso.ledger.ledger import Ledger
from sayso.types import Unreadable

MOST_TOLD = 100
"""Unreadables that are told; all of them are in the ledger (`sayso received --unreadable`)."""


def load_into(session: Session, folder: str) -> None:
    """Exit status 1 where a file is not as it was written, or anything could not be read when it was; all the rest is there.

    Whatever stops it in the middle, the last lines say what was done until then, and saying it again goes on from there.
    """
    found = result(places.place(folder), folder)
    if not found.complete:
        session.blame(f"{folder}: sayso bulk has not come to its end there; what it has done so far is loaded")
    wait = session.settings.wait_seconds
    with Ledger.open(session.ledger, session.clock, create=True, wait_seconds=wait) as ledger:
        told = _loaded(session, found, ledger)
        _follow(session, ledger, told.sum.of[Added.ADDED])
    with Outside(session) as outside:
        stamp_head(session, outside.post)
    if told.left_out or told.sum.unreadable:
        raise typer.Exit(1)


def _loaded(session: Session, found: Result, ledger: Ledger) -> _Told:
    with progress(session.err) as shown, closing(Local(processors())) as engine:
        told = _Told(session, shown)
        try:
            load(found, ledger, told, engine)
        finally:
            told.say()
    return told


def _follow(session: Session, ledger: Ledger, added: int) -> None:
    """Copies, stories and the rest of what is kept beside the entries, as `sayso add` leaves them."""
    from sayso.reconcile.keep.follow import follow, settle  # here, because it brings numpy

    ledger.store.renew_statistics()
    follow(ledger.store)
    if not settle(ledger.store, added):
        session.tell(LATE)
    ledger.store.renew_statistics()


@dataclass(slots=True)
class _Told:
    """Says on standard error what is not as expected; the rest moves the bar."""

    session: Session
    shown: Shown
    sum: Sum = field(default_factory=Sum)
    left_out: int = 0

    def came(self, receipt: Receipt, added: Added, claims: int) -> None:
        self.sum.of[added] += 1
        self.sum.claims += claims if added in REPORTS else 0
        if added is Added.REFUSED:
            self.session.blame(f"{receipt.address}: {receipt.name} is refused, because it was redacted")
        self.shown.received()

    def unreadable(self, item: Unreadable) -> None:
        self.sum.unreadable += 1
        if self.sum.unreadable <= MOST_TOLD:
            self.session.blame(item.reason)
        if self.sum.unreadable == MOST_TOLD:
            self.session.blame("more of these are not told here; sayso received --unreadable lists them all")
        self.shown.received()

    def damaged(self, error: SaysoError) -> None:
        self.left_out += 1
        self.session.blame(error.line)

    def along(self, share: float) -> None:
        self.shown.along(share)

    def say(self) -> None:
        self.session.blame(self.sum.words)
        if self.left_out:
            self.session.blame(f"left out, because they are not as they were written: {self.left_out}")
