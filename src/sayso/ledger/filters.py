"""What a person may ask for, as conditions on the table `claims`. Every as-of is a filter, never a rebuild.

A report without any date is never filtered out by date, or it would be dropped in silence: it is listed, last, and whoever
shows it marks it (`Listed.undated`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, func, or_, select

from sayso.errors import SaysoError
from sayso.ledger import nearness, schema
from sayso.ledger.claim_row import place_key
from sayso.ledger.moments import Stretch, stretch
from sayso.ledger.nearness import Near
from sayso.ledger.store import Store
from sayso.vocabulary import PlacePrecision

CLAIMS = schema.claims.c
COUNTRY_CODE = 2


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that all hold; None = any. Dates are ISO prefixes: `as_of="2022-01"` runs to the end of that month."""

    kind: str | None = None
    group: str | None = None
    kinds: tuple[str, ...] = ()
    """Any of these, each a kind or a group of kinds; empty = any."""
    place: str | None = None
    """A place by name, or a country by its ISO code, with everything in it."""
    near: Near | None = None
    """Of places with a point that near."""
    since: str | None = None
    """Published (or updated) in or after this."""
    until: str | None = None
    """Published (or updated) in or before this. Unlike `as_of`, it says what to show, not what is known."""
    as_of: str | None = None
    """What had been published by then."""
    recorded_by: str | None = None
    """What this ledger held then."""
    text: str | None = None
    """Words that evidence or title hold, all of them, in any order."""
    report: str | None = None
    """The whole id of a report."""
    limit: int | None = None

    @property
    def moment(self) -> Filters:
        """Everything, by the same moment."""
        return Filters(as_of=self.as_of, recorded_by=self.recorded_by)


EVERYTHING = Filters()


def conditions(
    filters: Filters,
    store: Store,
    connection: Connection,
    in_order: bool = False,
    dated: bool | None = None,
    in_places: bool = True,
) -> Iterator[ColumnElement[bool]]:
    """`in_order`: the first of an order are wanted, not all. `dated`: of those with a date alone, or without: where a condition
    lets both through, no database goes along the index of the order. `in_places`: the place
    too. SaysoError E011 for a date that is none."""
    yield from held(filters.recorded_by, connection)
    kind = CLAIMS.kind if filters.place is None else CLAIMS.kind.concat("")  # a place is to be looked up, not the kind
    for column, value in ((kind, filters.kind), (CLAIMS.kind_group, filters.group), (CLAIMS.report, filters.report)):
        if value is not None:
            yield column == value
    if filters.kinds:
        yield or_(CLAIMS.kind.in_(filters.kinds), CLAIMS.kind_group.in_(filters.kinds))
    if filters.place is not None and in_places:
        yield or_(*in_place(filters.place, connection))
    if filters.near is not None:
        yield from nearness.conditions(filters.near)
    yield from _published(filters, dated)
    if filters.text is not None:
        few = in_order and store.few(connection, filters.text)
        yield store.one_of_few(filters.text) if few else store.matches(filters.text, in_order)


def _published(filters: Filters, dated: bool | None) -> Iterator[ColumnElement[bool]]:
    known_by = CLAIMS.known_by
    within = [known_by >= covered(filters.since).start] if filters.since is not None else []
    within += [known_by <= covered(latest).end for latest in (filters.as_of, filters.until) if latest is not None]
    if dated is None:
        yield from (or_(known_by.is_(None), one) for one in within)
    elif dated:
        yield from (known_by.is_not(None), *within)
    else:
        yield known_by.is_(None)


def published_by(latest: str, known_by: Column[str]) -> ColumnElement[bool]:
    """Rows of what had been published by then, or has no date. SaysoError E011 for a date that is none."""
    return or_(known_by.is_(None), known_by <= covered(latest).end)


def known_then(wanted: Filters, connection: Connection, seq: Any, known_by: Any) -> Iterator[ColumnElement[bool]]:
    """Rows of what is an entry by `recorded_by` and had been published, or given as a verdict, by `as_of`. SaysoError E011."""
    if wanted.recorded_by is not None:
        yield seq <= last_recorded(wanted.recorded_by, connection)
    if wanted.as_of is not None:
        yield published_by(wanted.as_of, known_by)


def of_reports(filters: Filters, connection: Connection) -> Iterator[ColumnElement[bool]]:
    """Rows of `reports` by the days that are asked for, and no more: the rest is of claims. SaysoError E011."""
    reports = schema.reports.c
    yield from known_then(filters, connection, reports.seq, reports.known_by)
    if filters.since is not None:
        yield published_since(filters.since, reports.known_by)
    if filters.until is not None:
        yield published_by(filters.until, reports.known_by)


def published_since(first: str, known_by: Column[str]) -> ColumnElement[bool]:
    """Rows of what was published then or later, or has no date. SaysoError E011 for a date that is none."""
    return or_(known_by.is_(None), known_by >= covered(first).start)


def held(recorded_by: str | None, connection: Connection, of: Any = CLAIMS) -> Iterator[ColumnElement[bool]]:
    """Rows that hold now, or that held when the last entry recorded by then was the newest."""
    if recorded_by is None:
        yield of.ended.is_(None)
        return
    last = last_recorded(recorded_by, connection)
    yield of.seq <= last
    yield or_(of.ended.is_(None), of.ended > last)


def last_recorded(by: str | None, connection: Connection) -> int:
    """Seq of the last entry, or of the last one recorded by then. SaysoError E011 for a date that is none."""
    seq = schema.entries.c.seq
    wanted = select(func.max(seq))
    if by is not None:
        wanted = wanted.where(schema.entries.c.recorded_at <= covered(by).end)
    return connection.execute(wanted).scalar() or 0


def in_place(name: str, connection: Connection) -> tuple[ColumnElement[bool], ...]:
    """The place itself, places of the region so called, and of the country: by code, or by the name that reports give it.

    Any of these conditions may hold. Each is one value of one column, so that each alone is found through an index in the
    order of the lists; what the others cover is left out.
    """
    key = place_key(name)
    itself, region = CLAIMS.place_key == key, CLAIMS.admin1_key == key
    named = select(CLAIMS.country).distinct().where(itself, CLAIMS.place_precision == PlacePrecision.COUNTRY.value)
    codes = {code for code in connection.execute(named).scalars() if code is not None}
    elsewhere = or_(CLAIMS.country.is_(None), CLAIMS.country.not_in(codes)) if codes else None
    if len(name) == COUNTRY_CODE:
        codes.add(name.upper())
    found = [CLAIMS.country == code for code in sorted(codes)]
    if _any(connection, region):
        found.append(region)
    if elsewhere is None or _any(connection, itself, elsewhere):
        found.append(itself)
    return tuple(found)


def _any(connection: Connection, *where: ColumnElement[bool]) -> bool:
    return connection.execute(select(CLAIMS.row).where(*where).limit(1)).first() is not None


def covered(prefix: str) -> Stretch:
    """What a date covers: a day, a month. SaysoError E011 for a date that is none."""
    found = stretch(prefix)
    if found is None:
        raise SaysoError("E011", value=prefix)
    return found
