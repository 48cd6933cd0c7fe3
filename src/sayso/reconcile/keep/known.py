"""The kept tables as they were when the last entry recorded by some moment was the newest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, select

from sayso.ledger import schema
from sayso.ledger.filters import last_recorded
from sayso.reconcile.keep.follow import FOLLOWED, aside, state


@contextmanager
def kept(source: Connection, recorded_by: str | None = None) -> Iterator[tuple[Connection, bool]]:
    """The tables, and whether those of the ledger are behind, so that these were made for this look only.

    What was recorded by an earlier moment is worked out anew from the entries up to then: a late report changes the story of
    those after it, so rows of now do not tell what was so before it came. SaysoError E011 for a date that is none.
    """
    last = last_recorded(None, source)
    until = last_recorded(recorded_by, source)
    if until == last and not _behind(source):
        yield source, False
        return
    with aside(source, until) as fresh:
        yield fresh, until == last


def _behind(source: Connection) -> bool:
    """Is there an entry that the tables would say something of, and do not yet?"""
    made, entries = state(source), schema.entries.c
    if made is None:
        return True
    new = select(entries.seq).where(entries.seq > made.seq, entries.kind.in_(FOLLOWED)).limit(1)
    return source.execute(new).first() is not None
