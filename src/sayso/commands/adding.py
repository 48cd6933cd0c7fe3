"""`sayso add`: read reports and append them to the ledger, one transaction a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import typer

from sayso.collect.files import count
from sayso.commands.intake import taken_in
from sayso.commands.progress import progress
from sayso.commands.reading import inputs
from sayso.commands.session import Session
from sayso.ledger.ledger import Added, Ledger
from sayso.read.notes import Note
from sayso.types import Unreadable
from sayso.understand.reader import reader

REPORTS = (Added.ADDED, Added.REREAD)


def add(session: Session, paths: Sequence[str], published: str | None, name: str | None) -> None:
    """Add every report of `paths`. Exit status 1 where anything could not be read; all the rest is kept."""
    named, read_it = inputs(session, paths, published), reader(name or session.settings.reader)
    tally: Counter[str] = Counter()
    claims = 0
    with (
        Ledger.open(session.ledger, session.clock, create=True, wait_seconds=session.settings.wait_seconds) as ledger,
        progress(session.err, count(paths)) as tick,
    ):

        def tell(item: Unreadable | Note) -> None:
            if isinstance(item, Unreadable):
                tally["unreadable"] += 1
                ledger.add_unreadable(item)
                session.blame(item.reason)
            else:
                session.tell(f"{item.address}: {item.text}")

        for capture, report in taken_in(named, tell):
            reading = read_it(report)
            added = ledger.add(capture, report, reading)
            tally[added] += 1
            claims += len(reading.claims) if added in REPORTS else 0
            tick(capture.address)
    session.blame(summary(tally, claims))
    if tally["unreadable"]:
        raise typer.Exit(1)


def summary(tally: Counter[str], claims: int) -> str:
    """The sum of what came in: received = reports + duplicates + unchanged + refused + unreadable."""
    parts = {
        "reports": sum(tally[a] for a in REPORTS),
        "duplicates": tally[Added.DUPLICATE],
        "unchanged": tally[Added.UNCHANGED],
        "refused": tally[Added.REFUSED],
        "unreadable": tally["unreadable"],
    }
    told = " + ".join(f"{n} {name}" for name, n in parts.items())
    return f"received {sum(parts.values())} = {told}; {claims} claims added"
