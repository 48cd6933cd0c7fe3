"""Reports whose title holds the words that are searched for, among those of which no claim holds them.

The full-text index is over claims. A report without any (a comment, a page that could not be understood) would never be found,
so titles are looked through here, row by row: thousands in milliseconds. As SQLite has it, letters are alike in both cases only
where they are ASCII.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from sayso.errors import SaysoError
from sayso.ledger import schema
from sayso.ledger.filters import CLAIMS, Filters, conditions, last_recorded, published_by
from sayso.ledger.moments import stretch
from sayso.ledger.query import Reader
from sayso.ledger.storable import text

REPORTS = schema.reports.c
ESCAPE = "\\"


@dataclass(frozen=True, slots=True)
class Titled:
    """A report as it is listed, without its text."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    published: str | None


def titled(reader: Reader, filters: Filters, most: int) -> tuple[Titled, ...]:
    """The newest first, at most so many; none where no words are asked for, or a kind or place, which only claims have.

    SaysoError E011 for a date that is none.
    """
    if not filters.text or not filters.text.strip() or filters.kind or filters.group or filters.kinds or filters.place:
        return ()
    with reader.store.reading() as connection:
        wanted = select(REPORTS.id, REPORTS.name, REPORTS.title, REPORTS.outlet, REPORTS.published)
        wanted = wanted.where(*_fits(filters, reader, connection))
        wanted = wanted.order_by(REPORTS.known_by.desc().nulls_last(), REPORTS.seq.desc()).limit(most)
        return tuple(Titled(*row) for row in connection.execute(wanted))


def _fits(filters: Filters, reader: Reader, connection: Connection) -> Iterator[ColumnElement[bool]]:
    shown = func.coalesce(REPORTS.title, REPORTS.name)
    for word in text(filters.text or "").split():
        yield shown.like(f"%{_literal(word)}%", escape=ESCAPE)
    by_claim: Any = select(CLAIMS.report).where(*conditions(filters, reader.store, connection))
    yield REPORTS.id.not_in(by_claim)
    for latest in (filters.as_of, filters.until):
        if latest is not None:
            yield published_by(latest, REPORTS.known_by)
    if filters.since is not None:
        since = stretch(filters.since)
        if since is None:
            raise SaysoError("E011", value=filters.since)
        yield or_(REPORTS.known_by.is_(None), REPORTS.known_by >= since.start)
    if filters.recorded_by is not None:
        yield REPORTS.seq <= last_recorded(filters.recorded_by, connection)


def _literal(word: str) -> str:
    for sign in (ESCAPE, "%", "_"):
        word = word.replace(sign, ESCAPE + sign)
    return word
