"""Remove what must go (`sayso redact ID --why`) and leave a chain that still verifies.

A redaction is an entry that names what was erased; then body and salt of those entries become NULL, their view rows are
deleted and the search index is made anew, all in one transaction. Erasing a report erases its readings, whose claims quote
it, and its receipts, whose addresses may name it. A claim is not erased alone: its words stand in the report all the same.
docs/decisions/0003-redaction.md has the reasons.
"""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from sayso.errors import SaysoError
from sayso.ledger import bodies, ids, schema
from sayso.ledger.append import standing
from sayso.ledger.bodies import Redaction
from sayso.vocabulary import EntryKind

ALONE = (EntryKind.UNREADABLE, EntryKind.VERDICT, EntryKind.SETTING, EntryKind.STAMP)
"""Kinds of which one entry is erased by itself."""


def redaction_of(connection: Connection, id: str, why: str) -> Redaction:
    """What redacting `id` (or its beginning) erases, without doing it.

    Raises SaysoError E027 or E028 for an id that is none or several, E029 for one that is erased or is itself a redaction,
    E031 for a part of a report, with the report's id.
    """
    subject = _subject(connection, id)
    table = schema.entries.c
    kind = EntryKind(connection.execute(select(table.kind).where(table.id == subject)).scalar_one())
    if kind is EntryKind.REDACTION or standing(connection, [subject])[subject]:
        raise SaysoError("E029", id=subject)
    if kind in ALONE:
        return Redaction(subject, why, (subject,))
    if kind is not EntryKind.REPORT:
        raise SaysoError("E031", id=subject, report=_report_of(connection, kind, subject))
    return Redaction(subject, why, (subject, *_about(connection, subject)))


def erase(connection: Connection, redaction: Redaction) -> None:
    """Body and salt of what `redaction`, which is an entry by now, names."""
    named = schema.entries.c.id.in_(redaction.erased)
    connection.execute(update(schema.entries).where(named).values(body=None, salt=None))


def _subject(connection: Connection, id: str) -> str:
    try:
        return ids.entry_id(connection, id)
    except SaysoError as unknown:
        if unknown.code.code != "E027":
            raise
    claim = ids.claim_id(connection, id)
    of = select(schema.claims.c.report).where(schema.claims.c.id == claim).limit(1)
    raise SaysoError("E031", id=claim, report=connection.execute(of).scalar_one())


def _report_of(connection: Connection, kind: EntryKind, id: str) -> str:
    body = connection.execute(select(schema.entries.c.body).where(schema.entries.c.id == id)).scalar_one()
    said = bodies.decode(kind, body)
    return str(getattr(said, "report", ""))


def _about(connection: Connection, report: str) -> list[str]:
    """The entries whose bodies speak of the report, in the order of the ledger."""
    parts = [select(t.c.id, t.c.seq).where(t.c.report == report) for t in (schema.captures, schema.readings)]
    return [id for id, _ in sorted((row for part in parts for row in connection.execute(part)), key=lambda row: row[1])]
