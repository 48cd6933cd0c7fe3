"""`sayso verify`, `rebuild` and `redact`: keeping the ledger whole."""

from __future__ import annotations

import os
import re

import typer

from sayso.collect.evidence import Evidence, Place
from sayso.commands.capturing import sound
from sayso.commands.people import parts_folder
from sayso.commands.session import Session
from sayso.commands.stamping import hold
from sayso.errors import SaysoError
from sayso.ledger.evidence import Doomed
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify as verified
from sayso.reconcile.keep.anew import anew
from sayso.reconcile.keep.check import unfit
from sayso.reconcile.keep.follow import follow, settle

HEAD = re.compile("[0-9a-f]{64}")


def verify(session: Session, head: str | None, evidence: bool = False) -> None:
    """Print every finding as a coded line, exit status 3; or that all is whole, with the head to keep.

    With `evidence`, what was received is read too, each body against its digest.
    """
    if head is not None and not HEAD.fullmatch(head):
        raise SaysoError("E036", value=head)
    with Reader.open(session.ledger, session.settings.wait_seconds) as ledger:
        findings = verified(ledger.store, head, deep=True) or unfit(ledger.store)
        end = ledger.head()
        errors = [finding.error for finding in findings]
        stamps = hold(session, ledger, errors) if not errors else None
        bodies = sound(session.evidence, ledger, errors) if evidence else None
    for error in errors:
        session.blame(error.line)
    if errors:
        raise typer.Exit(errors[0].code.exit)
    session.out.print(f"{session.ledger}: {end.seq} entries, all whole; the views fit them", soft_wrap=True)
    if stamps:
        session.out.print(stamps, soft_wrap=True, markup=False)
    if bodies:
        session.out.print(f"{session.evidence}: {bodies.words}", soft_wrap=True)
    session.out.print(f"head {end.hash}", soft_wrap=True)
    if head is None:
        session.tell("keep the head somewhere else: sayso verify --head HASH then proves that nothing was cut off")


def rebuild(session: Session) -> None:
    """Make every view anew."""
    with Ledger.open(session.ledger, session.clock, wait_seconds=session.settings.wait_seconds) as ledger:
        ledger.rebuild()
        anew(ledger.store, os.cpu_count() or 1)
    with Reader.open(session.ledger, session.settings.wait_seconds) as ledger_read:
        counts = ledger_read.counts()
    session.out.print(f"rebuilt from {sum(counts.entries.values())} entries: {counts.reports} reports, {counts.claims} claims")


def catch_up(session: Session) -> None:
    """Let the views follow the ledger to its end, as adding does: somebody else may have been stopped before that, or had
    another version. Says why where that cannot be."""
    try:
        with Ledger.open(session.ledger, session.clock, wait_seconds=session.settings.wait_seconds) as ledger:
            follow(ledger.store)
            settle(ledger.store)
    except SaysoError as error:
        session.tell(error.line)


FINISHED_AGAIN = frozenset({"E021", "E029"})
"""Somebody still read, or it was erased before: then the words may still stand in what is kept of each report."""


def redact(session: Session, id: str, why: str) -> None:
    """Erase a report, all that was read from it, and the bytes that it was read from."""
    with (
        Ledger.open(session.ledger, session.clock, wait_seconds=session.settings.wait_seconds) as ledger,
        Evidence(session.evidence, session.clock, session.tell) as evidence,
    ):
        try:
            redaction = ledger.redact(id, why, lambda doomed: _erase_beside(session, evidence, doomed))
        except SaysoError as error:
            if error.code.code in FINISHED_AGAIN:
                _drop_erased(session, ledger)
            raise
        _drop_erased(session, ledger)
    parts_folder.empty(session)
    session.out.print(f"{redaction.subject}: {len(redaction.erased)} entries erased; the chain still verifies", soft_wrap=True)


def _erase_beside(session: Session, evidence: Evidence, doomed: Doomed) -> None:
    from sayso.commands.forgetting import forget_addresses  # late: it brings alerts and watching along

    forget_addresses(session, doomed.addresses)
    erase_evidence(session, evidence, doomed)


def erase_evidence(session: Session, evidence: Evidence, doomed: Doomed) -> None:
    places: dict[str, list[Place]] = {one.sha256: [] for one in doomed.all}
    for one in doomed.all:
        if one.warc is not None and one.offset is not None:
            places[one.sha256].append(Place(one.warc, one.offset))
    for sha256, at in places.items():
        evidence.erase(sha256, at)
    for address in sorted({one.address for one in doomed.shared}):
        session.blame(f"{address}: other reports were read from the same bytes, whose evidence is erased with it")


def _drop_erased(session: Session, ledger: Ledger) -> None:
    """Take what was erased from the kept tables too, from the pages that they leave behind, and from alerts."""
    from sayso.commands.forgetting import forget_words

    try:
        forget_words(session)
    finally:  # what goes wrong with the alerts is no reason to leave the words elsewhere
        follow(ledger.store)
        settle(ledger.store)
        ledger.store.scrub()
