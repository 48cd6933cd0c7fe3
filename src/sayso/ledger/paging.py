"""Lists a page at a time: claims and reports, the newest first, as fast on the last page as on the first.

A page begins after the place at which the one before it ended (`Page.next`), so that nothing is counted through, and what comes
in while somebody leafs shifts nothing. What is no such place (an address may hold anything) means the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, or_, select, union, union_all

from sayso.ledger import canonical, schema
from sayso.ledger.filters import EVERYTHING, Filters, conditions, held, in_place, of_reports, published_by
from sayso.ledger.names import name_of
from sayso.ledger.query import NEWEST, Listed, Reader, first
from sayso.ledger.store import Store
from sayso.read.outlets_in_use import known
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
class ListedReport:
    """A report as it is listed, without its text."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    published: str | None
    updated: str | None
    known_by: str | None
    """By which it is listed: when it was updated, where that is known."""
    recorded_at: str
    demonstration: bool
    claims: int


def claims_page(reader: Reader, filters: Filters, size: int, after: str | None = None) -> Page[Listed]:
    """The same claims as `Reader.claims`, in its order. E011 for a date that is none."""
    wanted = select(CLAIMS.known_by, CLAIMS.seq, CLAIMS.row, CLAIMS.body, CLAIMS.report, CLAIMS.recorded_at)
    with reader.store.reading() as connection:
        found: dict[int, Any] = {}
        wanted = wanted.order_by(*NEWEST)
        for dated, undated in _ways(filters, reader.store, connection):
            rows = _after(connection, wanted.where(*dated), wanted.where(*undated), CLAIMS, after, size, _later_claim, filters)
            found |= {row.row: row for row in rows}
        rows = sorted(found.values(), key=_newest_first, reverse=True)[: size + 1]
        bodies = _reports(connection, {row.report for row in rows[:size]})
    listed = (Listed(canonical.decode(Claim, r.body), bodies[r.report], r.seq, r.recorded_at, r.known_by) for r in rows[:size])
    return Page(tuple(listed), _place(rows[size - 1]) if len(rows) > size else None)


def count(reader: Reader, filters: Filters = EVERYTHING, most: int | None = None) -> int:
    """How many claims fit; with `most`, counting ends one after that. Where only the moment of recording is asked for,
    the readings know how many there are, and all are counted. E011 for a date that is none."""
    with reader.store.reading() as connection:
        if replace(filters, limit=None) == filters.moment and (most is None or filters.as_of is None):
            return _count_by_readings(connection, filters)
        ways = [select(CLAIMS.row).where(*some) for way in _ways(filters, reader.store, connection) for some in way]
        if most is not None:
            ways = [way.limit(most + 1) for way in ways]
        together = (
            union_all if len(ways) == 2 else union
        )  # no claim is dated and undated, but one may be in two places asked for
        fitting = together(*(select(way.subquery()) for way in ways))
        counted = connection.execute(select(func.count()).select_from(fitting.subquery())).scalar_one()
        return counted if most is None else min(counted, most + 1)


Conditions = tuple[ColumnElement[bool], ...]


def _ways(filters: Filters, store: Store, connection: Connection) -> list[tuple[Conditions, Conditions]]:
    """What fits, with a date and without, in one or several ways, each of which an index leads to in the order of the list.

    A row may fit in two ways.
    """
    dated, undated = (tuple(conditions(filters, store, connection, True, has_date, False)) for has_date in (True, False))
    if filters.place is None:
        return [(dated, undated)]
    return [((*dated, place), (*undated, place)) for place in in_place(filters.place, connection)]


def _newest_first(row: Any) -> tuple[bool, str, int, int]:
    """The order `NEWEST` turned around, with those that have no date."""
    return row.known_by is not None, row.known_by or "", row.seq, -row.row


def listed_reports(reader: Reader, size: int, after: str | None = None, filters: Filters = EVERYTHING) -> Page[ListedReport]:
    """Reports by when they were known, those without a date last; then by when they were recorded. Raises as `claims_page`.

    Of `filters` the days only, as `of_reports`: the rest is of claims.
    """
    name = func.coalesce(name_of(REPORTS.id), REPORTS.name).label("name")
    columns = (REPORTS.id, name, REPORTS.title, REPORTS.outlet, REPORTS.published, REPORTS.updated, REPORTS.known_by)
    wanted = select(*columns, REPORTS.recorded_at, REPORTS.demonstration, REPORTS.url, REPORTS.seq, REPORTS.row)
    order = (REPORTS.known_by.desc(), REPORTS.row.desc())
    with reader.store.reading() as connection:
        wanted = wanted.where(*of_reports(filters, connection)).order_by(*order)
        dated, undated = wanted.where(REPORTS.known_by.is_not(None)), wanted.where(REPORTS.known_by.is_(None))
        rows = _after(connection, dated, undated, schema.reports.c, after, size, _later_report)
        of = [row.id for row in rows]
        holding = held(filters.recorded_by, connection, READINGS)
        told = select(READINGS.report, READINGS.claims).where(READINGS.report.in_(of), *holding)
        claims = {row.report: row.claims for row in connection.execute(told)}
    listed = (_listed(row, claims.get(row.id, 0)) for row in rows[:size])
    return Page(tuple(listed), _place(rows[size - 1]) if len(rows) > size else None)


def _listed(row: Any, claims: int) -> ListedReport:
    """With the name that the table of outlets gives its outlet."""
    found = known(row.outlet, row.url) if row.outlet else None
    listed = ListedReport(*(*row[:9], claims))
    return replace(listed, outlet=found.name) if found else listed


class _Place(NamedTuple):
    """Of the last row of a page."""

    known_by: str | None
    seq: int
    row: int


Later = Callable[[Any, _Place], ColumnElement[bool]]


def _after(
    connection: Connection,
    dated: Select[Any],
    undated: Select[Any],
    of: Any,
    after: str | None,
    size: int,
    later: Later,
    filters: Filters = EVERYTHING,
) -> list[Any]:
    """One row more than a page, if there are as many. Dated rows and those without a date are asked for one after the other:
    in one condition the database would not see that they are in order already."""
    at = _parted(after) if after is not None else None
    rows: list[Any] = []
    if at is not None and at.known_by is None:
        undated = undated.where(later(of, at))
    else:
        if at is not None:
            dated = dated.where(of.known_by <= at.known_by, or_(of.known_by < at.known_by, later(of, at)))
        rows = list(connection.execute(first(dated, size + 1, filters)))
    if len(rows) <= size:
        rows += connection.execute(first(undated, size + 1 - len(rows), filters))
    return rows


def _later_claim(of: Any, at: _Place) -> ColumnElement[bool]:
    """In `NEWEST`, of one moment."""
    return or_(of.seq < at.seq, and_(of.seq == at.seq, of.row > at.row))


def _later_report(of: Any, at: _Place) -> ColumnElement[bool]:
    later: ColumnElement[bool] = of.row < at.row
    return later


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
