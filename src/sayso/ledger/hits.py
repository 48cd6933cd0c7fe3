"""A page of the claims that fit, after the last one of the page before, and how many there are in all.

The place after which a page begins is told by the claim itself, not by a count, so that what comes in meanwhile moves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from sayso.ledger import canonical, schema
from sayso.ledger.filters import Filters, conditions
from sayso.ledger.query import CLAIMS, NEWEST, Listed, Reader
from sayso.types import Claim, Report

BETWEEN = "~"


@dataclass(frozen=True, slots=True)
class Hits:
    """`after`: where the next page begins, to give to `hits`; None where this is the last."""

    listed: tuple[Listed, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Number:
    claims: int
    reports: int


def hits(reader: Reader, filters: Filters, most: int, after: str | None = None) -> Hits:
    """At most so many claims, newest first, within a report in the order of its text.

    What is no `after` of ours counts as none. SaysoError E011 for a date that is none.
    """
    with reader.store.reading() as connection:
        wanted = select(CLAIMS.row, CLAIMS.known_by).where(*conditions(filters, reader.store, connection))
        if (place := _place(after)) is not None:
            wanted = wanted.where(_behind(*place))
        found = connection.execute(wanted.order_by(*NEWEST).limit(most + 1)).all()
        more = len(found) > most
        rows = [row for row, _ in found[:most]]
        last = found[most - 1] if more else None
        return Hits(tuple(_listed(connection, rows)), f"{last.known_by or ''}{BETWEEN}{last.row}" if last else None)


def number(reader: Reader, filters: Filters) -> Number:
    with reader.store.reading() as connection:
        wanted = select(func.count(), func.count(CLAIMS.report.distinct()))
        return Number(*connection.execute(wanted.where(*conditions(filters, reader.store, connection))).one())


def _place(after: str | None) -> tuple[str | None, int] | None:
    known_by, between, row = (after or "").rpartition(BETWEEN)
    return (known_by or None, int(row)) if between and row.isdecimal() and len(row) < 19 else None


def _behind(known_by: str | None, row: int) -> ColumnElement[bool]:
    """What comes later in the order of `NEWEST`; `row` rises with `seq`, which falls there."""
    seq = row // schema.ROWS_PER_ENTRY
    beside = or_(CLAIMS.seq < seq, and_(CLAIMS.seq == seq, CLAIMS.row > row))
    if known_by is None:
        return and_(CLAIMS.known_by.is_(None), beside)
    return or_(CLAIMS.known_by < known_by, CLAIMS.known_by.is_(None), and_(CLAIMS.known_by == known_by, beside))


def _listed(connection: Connection, rows: list[int]) -> list[Listed]:
    wanted = select(CLAIMS.row, CLAIMS.body, CLAIMS.report, CLAIMS.seq, CLAIMS.recorded_at, CLAIMS.known_by)
    found = {one.row: one for one in connection.execute(wanted.where(CLAIMS.row.in_(rows)))}
    reports: dict[str, Report] = {}
    listed = []
    for one in (found[row] for row in rows):
        if one.report not in reports:
            reports[one.report] = _report(connection, one.report)
        claim = canonical.decode(Claim, one.body)
        listed.append(Listed(claim, reports[one.report], one.seq, one.recorded_at, one.known_by))
    return listed


def _report(connection: Connection, id: str) -> Report:
    body = connection.execute(select(schema.entries.c.body).where(schema.entries.c.id == id)).scalar_one()
    return canonical.decode(Report, body)
