"""Lists a page at a time: claims, hits of a search and reports, the newest first, as fast on the last page as on the first.

A page begins after the place at which the one before it ended (`Page.next`), so that nothing is counted through, and what comes
in while somebody leafs shifts nothing. What is no such place (an address may hold anything) means the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, or_, select

from sayso.ledger import canonical, schema
from sayso.ledger.filters import EVERYTHING, Filters, conditions, held, last_recorded, published_by, published_since
from sayso.ledger.query import NEWEST, Listed, Reader
from sayso.types import Claim, Report

CLAIMS, REPORTS, READINGS = schema.claims.c, schema.reports.c, schema.readings.c
BETWEEN = "~"
"""In no moment and no number."""
PLACE = re.compile(r"(?P<known_by>[-0-9T:.Z]{0,40})~(?P<seq>\d{1,18})~(?P<row>\d{1,18})", re.ASCII)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`next`: what to ask for the page after this one with; None on the last."""

    rows: tuple[T, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim as a search finds it, with as much as a line shows."""

    claim: str
    kind: str
    evidence: str
    report: str
    title: str | None
    outlet: str | None
    name: str
    """The name under which the report was given."""
    published: str | None
    known_by: str | None


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A report as it is listed, without its text."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    published: str | None
    known_by: str | None
    recorded_at: str
    demonstration: bool
    claims: int


def claims_page(reader: Reader, filters: Filters, size: int, after: str | None = None) -> Page[Listed]:
    """The same claims as `Reader.claims`, in its order. E011 for a date that is none."""
    columns = (CLAIMS.body, CLAIMS.report, CLAIMS.recorded_at)
    with reader.store.reading() as connection:
        rows, following = _rows(reader, connection, filters, size, after, select(*_KEY, *columns))
        bodies = _reports(connection, {row.report for row in rows})
    listed = (Listed(canonical.decode(Claim, r.body), bodies[r.report], r.seq, r.recorded_at, r.known_by) for r in rows)
    return Page(tuple(listed), following)


def hits(reader: Reader, filters: Filters, size: int, after: str | None = None) -> Page[Hit]:
    """What a search finds, the newest first; raises as `claims_page`."""
    columns = (CLAIMS.id, CLAIMS.kind, CLAIMS.evidence, CLAIMS.report, CLAIMS.title)
    with reader.store.reading() as connection:
        rows, following = _rows(reader, connection, filters, size, after, select(*_KEY, *columns))
        wanted = select(REPORTS.id, REPORTS.outlet, REPORTS.name, REPORTS.published)
        of = {row.id: row for row in connection.execute(wanted.where(REPORTS.id.in_({row.report for row in rows})))}
    return Page(tuple(_hit(row, of[row.report]) for row in rows), following)


def count(reader: Reader, filters: Filters = EVERYTHING, most: int | None = None) -> int:
    """How many claims fit; with `most`, counting ends one after that. E011 for a date that is none."""
    with reader.store.reading() as connection:
        if replace(filters, as_of=None, recorded_by=None, limit=None) == EVERYTHING:
            return _count_by_readings(connection, filters)
        fitting = select(CLAIMS.row).where(*conditions(filters, reader.store, connection))
        if most is not None:
            fitting = fitting.limit(most + 1)
        return connection.execute(select(func.count()).select_from(fitting.subquery())).scalar_one()


def listed_reports(
    reader: Reader,
    size: int,
    after: str | None = None,
    as_of: str | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    recorded_by: str | None = None,
) -> Page[ListedReport]:
    """Reports by when they were known, those without a date last; then by when they were recorded. Raises as `claims_page`.

    Asked for as in `Filters`, by what a report has without its claims.
    """
    columns = (REPORTS.id, REPORTS.name, REPORTS.title, REPORTS.outlet, REPORTS.published, REPORTS.known_by)
    wanted = select(*columns, REPORTS.recorded_at, REPORTS.demonstration, REPORTS.seq, REPORTS.row)
    if since is not None:
        wanted = wanted.where(published_since(since, REPORTS.known_by))
    for latest in (as_of, until):
        if latest is not None:
            wanted = wanted.where(published_by(latest, REPORTS.known_by))
    order = (REPORTS.known_by.desc().nulls_last(), REPORTS.row.desc())
    with reader.store.reading() as connection:
        if recorded_by is not None:
            wanted = wanted.where(REPORTS.seq <= last_recorded(recorded_by, connection))
        rows = _after(connection, wanted.order_by(*order), schema.reports.c, after, size, _later_report)
        of = [row.id for row in rows]
        holding = held(recorded_by, connection, READINGS)
        told = select(READINGS.report, READINGS.claims).where(READINGS.report.in_(of), *holding)
        claims = {row.report: row.claims for row in connection.execute(told)}
    listed = (ListedReport(*(*row[:8], claims.get(row.id, 0))) for row in rows[:size])
    return Page(tuple(listed), _place(rows[size - 1]) if len(rows) > size else None)


class _Place(NamedTuple):
    """Of the last row of a page."""

    known_by: str | None
    seq: int
    row: int


_KEY = (CLAIMS.known_by, CLAIMS.seq, CLAIMS.row)
Later = Callable[[Any, _Place], ColumnElement[bool]]


def _hit(row: Any, of: Any) -> Hit:
    told = (row.id, row.kind, row.evidence, row.report, row.title)
    return Hit(*told, of.outlet, of.name, of.published, row.known_by)


def _rows(
    reader: Reader, connection: Connection, filters: Filters, size: int, after: str | None, wanted: Select[Any]
) -> tuple[Sequence[Any], str | None]:
    wanted = wanted.where(*conditions(filters, reader.store, connection, in_order=True)).order_by(*NEWEST)
    rows = _after(connection, wanted, CLAIMS, after, size, _later_claim)
    return rows[:size], _place(rows[size - 1]) if len(rows) > size else None


def _after(connection: Connection, wanted: Select[Any], of: Any, after: str | None, size: int, later: Later) -> list[Any]:
    """One row more than a page, if there are as many. Dated rows and those without a date are asked for one after the other:
    in one condition the database would not see that they are in order already."""
    at = _parted(after) if after is not None else None
    rows: list[Any] = []
    dated, undated = wanted.where(of.known_by.is_not(None)), wanted.where(of.known_by.is_(None))
    if at is not None and at.known_by is None:
        undated = undated.where(later(of, at))
    else:
        if at is not None:
            dated = dated.where(of.known_by <= at.known_by, or_(of.known_by < at.known_by, later(of, at)))
        rows = list(connection.execute(dated.limit(size + 1)))
    if len(rows) <= size:
        rows += connection.execute(undated.limit(size + 1 - len(rows)))
    return rows


def _later_claim(of: Any, at: _Place) -> ColumnElement[bool]:
    """In `NEWEST`, of one moment."""
    return or_(of.seq < at.seq, and_(of.seq == at.seq, of.row > at.row))


def _later_report(of: Any, at: _Place) -> ColumnElement[bool]:
    return and_(of.row < at.row)


def _place(row: Any) -> str:
    return BETWEEN.join((row.known_by or "", str(row.seq), str(row.row)))


def _parted(place: str) -> _Place | None:
    found = PLACE.fullmatch(place)
    return _Place(found["known_by"] or None, int(found["seq"]), int(found["row"])) if found else None


def _reports(connection: Connection, ids: set[str]) -> dict[str, Report]:
    entries = schema.entries.c
    bodies = connection.execute(select(entries.id, entries.body).where(entries.id.in_(ids)))
    return {id: canonical.decode(Report, body) for id, body in bodies}


def _count_by_readings(connection: Connection, filters: Filters) -> int:
    """Each reading knows how many claims it has: a row a report instead of one a claim."""
    fits = [*held(filters.recorded_by, connection, READINGS)]
    wanted: FromClause = schema.readings
    if filters.as_of is not None:
        wanted = schema.readings.join(schema.reports, REPORTS.id == READINGS.report)
        fits.append(published_by(filters.as_of, REPORTS.known_by))
    found: int | None = connection.execute(select(func.sum(READINGS.claims)).select_from(wanted).where(*fits)).scalar()
    return found or 0
