"""The kept tables as they were when the last entry recorded by some moment was the newest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, select

from sayso.ledger import schema
from sayso.ledger.filters import last_recorded
from sayso.reconcile.keep.follow import FOLLOWED, aside, state


@contextmanager
def kept(source: Connection, recorded_by: str | None = None) -> Iterator[tuple[Connection, bool]]:
    """The tables, and whether those of the ledger are behind, so that these were made for this look only.

    What was recorded by an earlier moment is worked out anew from the entries up to then: a late report changes the story of
    those after it, so rows of now do not tell what was so before it came. SaysoError E011 for a date that is none.
    """
    until, last, made = last_recorded(recorded_by, source), _last_telling(source), state(source)
    followed = made.seq if made else 0
    if made and last <= min(until, followed):
        yield source, False
        return
    with aside(source, until) as fresh:
        yield fresh, followed < last <= until


def _last_telling(source: Connection) -> int:
    """Seq of the last entry that changes what is kept; 0 where there is none."""
    entries = schema.entries.c
    lasts = (source.execute(select(func.max(entries.seq)).where(entries.kind == kind)).scalar() or 0 for kind in FOLLOWED)
    return max(lasts)  # each from the end of the index; of all kinds at once SQLite looks at every entry
