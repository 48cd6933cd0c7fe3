"""What the ledger that is replaced has and the backup lacks: a person is told before an older state takes its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from sayso.commands.backups.form import Manifest
from sayso.ledger import bodies, schema
from sayso.ledger.append import head
from sayso.ledger.bodies import Redaction
from sayso.ledger.store import Store
from sayso.vocabulary import EntryKind

MOST = 20
"""Redactions that are told one by one."""


@dataclass(frozen=True, slots=True)
class Lost:
    """`entries` came after the backup; `redactions` are those among them. `same`: whether the backup is a beginning of it."""

    entries: int
    redactions: tuple[Redaction, ...]
    same: bool

    def lines(self) -> Iterator[str]:
        if not self.same:
            yield "the ledger that is replaced is another one: the backup is no beginning of it"
        elif self.entries:
            yield f"{self.entries:,} entries of the ledger that is replaced are younger than the backup, and not in it"
        if self.redactions:
            yield f"among them are {len(self.redactions):,} redactions: what they erased is back, so redact it once more"
        for one in self.redactions[:MOST]:
            yield f"  sayso redact {one.subject} --why …  # it said: {one.why}"
        if len(self.redactions) > MOST:
            yield f"  and {len(self.redactions) - MOST:,} more: they are in the ledger that was moved aside"


def lost(store: Store, manifest: Manifest) -> Lost:
    """By one state of the ledger that is replaced."""
    entries = schema.entries.c
    with store.reading() as connection:
        there = connection.execute(select(entries.hash).where(entries.seq == manifest.seq)).scalar()
        same = manifest.seq == 0 or there == manifest.head
        after = manifest.seq if same else 0
        wanted = select(entries.body).where(entries.seq > after, entries.kind == EntryKind.REDACTION).order_by(entries.seq)
        said = [bodies.decode(EntryKind.REDACTION, body) for body in connection.execute(wanted).scalars() if body is not None]
        return Lost(head(connection).seq - after, tuple(one for one in said if isinstance(one, Redaction)), same)
