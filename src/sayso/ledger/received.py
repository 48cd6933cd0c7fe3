"""Everything that was received, and what became of it: one row for each report and for each thing that gave none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, func, select

from sayso.ledger import schema
from sayso.ledger.filters import covered, published_since
from sayso.ledger.store import Store

AT_ONCE = 500
"""Rows that the listing holds in memory."""
REPORTS, CAPTURES, READINGS, UNREADABLE = schema.reports.c, schema.captures.c, schema.readings.c, schema.unreadable.c


@dataclass(frozen=True, slots=True)
class Received:
    """A report, or with `code` what gave none. `claims` are those that hold now."""

    id: str
    recorded_at: str
    address: str | None
    name: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    claims: int = 0
    demonstration: bool = False
    code: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of it; all conditions hold."""

    reports: bool = True
    unreadable: bool = True
    language: str | None = None
    not_in: frozenset[str] | None = None
    """Reports in a known language that is none of these."""
    since: str | None = None
    """Published in or after this, or recorded for what is unreadable. What tells no date stays."""


def received(store: Store, wanted: Wanted) -> Iterator[Received]:
    """Reports in the order in which they were recorded, then what was unreadable. SaysoError E011 for no date."""
    with store.reading() as connection:
        if wanted.reports:
            yield from _reports(connection, wanted)
        if wanted.unreadable:
            yield from _unreadable(connection, wanted)


def _reports(connection: Connection, wanted: Wanted) -> Iterator[Received]:
    for row in connection.execute(_of_reports(wanted)).yield_per(AT_ONCE):
        yield Received(
            row.id,
            row.recorded_at,
            row.address or row.url,
            row.name,
            row.outlet,
            row.published,
            row.language,
            row.claims or 0,
            bool(row.demonstration),
        )


def _of_reports(wanted: Wanted) -> Select[tuple[object, ...]]:
    """A report may have come several times: the address is that of the first."""
    first = select(func.min(CAPTURES.row)).where(CAPTURES.report == REPORTS.id).correlate(schema.reports).scalar_subquery()
    rows = select(
        REPORTS.id,
        REPORTS.recorded_at,
        CAPTURES.address,
        REPORTS.url,
        REPORTS.name,
        REPORTS.outlet,
        REPORTS.published,
        REPORTS.language,
        READINGS.claims,
        REPORTS.demonstration,
    )
    joined = schema.reports.outerjoin(schema.captures, CAPTURES.row == first)
    joined = joined.outerjoin(schema.readings, (READINGS.report == REPORTS.id) & READINGS.ended.is_(None))
    return rows.select_from(joined).where(*_conditions(wanted)).order_by(REPORTS.row)


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.language is not None:
        yield REPORTS.language == wanted.language
    if wanted.not_in is not None:
        yield REPORTS.language.is_not(None) & REPORTS.language.not_in(sorted(wanted.not_in))
    if wanted.since is not None:
        yield published_since(wanted.since, REPORTS.known_by)


def _unreadable(connection: Connection, wanted: Wanted) -> Iterator[Received]:
    rows = select(UNREADABLE.id, UNREADABLE.recorded_at, UNREADABLE.address, UNREADABLE.code, UNREADABLE.reason)
    if wanted.since is not None:
        rows = rows.where(UNREADABLE.recorded_at >= covered(wanted.since).start)
    for id, at, address, code, reason in connection.execute(rows.order_by(UNREADABLE.row)).yield_per(AT_ONCE):
        yield Received(id, at, address, code=code, reason=reason)
