"""`sayso received`: what was received and what became of it, so that nothing that gave no claims is out of sight."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.commands.knowing import reader
from sayso.commands.printing import chosen
from sayso.commands.printing_views import print_view
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.export.received_lines import RECEIVED_COLUMNS, received_line
from sayso.ledger.received import Received, Wanted
from sayso.ledger.received import received as received_by
from sayso.read.dates import iso
from sayso.read.language import code
from sayso.show.received_table import received_table
from sayso.understand.language import languages


def asked(unread: bool, unreadable: bool, language: str | None, since: str | None) -> Wanted:
    """What was typed, checked. SaysoError E011 for no date, E033 for no code of a language.

    `unread` and `unreadable` together give both; a language is one of reports.
    """
    wanted = code(language) if language is not None else None
    if language is not None and wanted is None:
        raise SaysoError("E033", detail=f"“{language}” is no code of a language (en, ru, kk)", command="sayso received")
    return Wanted(
        reports=unread or not unreadable or wanted is not None,
        unreadable=unreadable or not (unread or wanted is not None),
        language=wanted,
        not_in=languages() if unread else None,
        since=iso(since) if since else None,
    )


def received(session: Session, wanted: Wanted, format: str | None) -> None:
    """Says so where nothing fits."""
    format = chosen(session, format)
    with reader(session) as ledger:
        rows = received_by(ledger.store, wanted)
        found: Iterable[Received] = list(rows) if format in ("table", "json") else rows
        if found == [] and format == "table":
            session.tell("nothing received that fits")
            return
        made_up = format == "table" and any(one.demonstration for one in found)
        print_view(session, format, RECEIVED_COLUMNS, map(received_line, found), lambda: received_table(found), made_up)
