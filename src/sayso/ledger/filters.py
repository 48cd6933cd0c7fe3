"""What a person may ask for, as conditions on the table `claims`. Every as-of is a filter, never a rebuild.

A report without any date is never filtered out by date, or it would be dropped in silence: it is listed, last, and whoever
shows it marks it (`Listed.undated`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from sayso.errors import SaysoError
from sayso.ledger import schema
from sayso.ledger.claim_row import place_key
from sayso.ledger.moments import Stretch, stretch
from sayso.ledger.store import Store
from sayso.vocabulary import PlacePrecision

CLAIMS = schema.claims.c
COUNTRY_CODE = 2


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that all hold; None = any. Dates are ISO prefixes: `as_of="2022-01"` runs to the end of that month."""

    kind: str | None = None
    group: str | None = None
    place: str | None = None
    """A place by name, or a country by its ISO code, with everything in it."""
    since: str | None = None
    """Published (or updated) in or after this."""
    as_of: str | None = None
    """What had been published by then."""
    recorded_by: str | None = None
    """What this ledger held then."""
    text: str | None = None
    """Words that evidence or title hold, all of them, in any order."""
    report: str | None = None
    """The whole id of a report."""
    limit: int | None = None


EVERYTHING = Filters()


def conditions(filters: Filters, store: Store, connection: Connection) -> Iterator[ColumnElement[bool]]:
    """SaysoError E011 for a date that is none."""
    yield from held(filters.recorded_by, connection)
    for column, value in ((CLAIMS.kind, filters.kind), (CLAIMS.kind_group, filters.group), (CLAIMS.report, filters.report)):
        if value is not None:
            yield column == value
    if filters.place is not None:
        yield _in_place(filters.place)
    if filters.since is not None:
        yield or_(CLAIMS.known_by.is_(None), CLAIMS.known_by >= _date(filters.since).start)
    if filters.as_of is not None:
        yield or_(CLAIMS.known_by.is_(None), CLAIMS.known_by <= _date(filters.as_of).end)
    if filters.text is not None:
        yield store.matches(filters.text)


def held(recorded_by: str | None, connection: Connection, of: Any = CLAIMS) -> Iterator[ColumnElement[bool]]:
    """Rows that hold now, or that held when the last entry recorded by then was the newest."""
    if recorded_by is None:
        yield of.ended.is_(None)
        return
    by = schema.entries.c.recorded_at <= _date(recorded_by).end
    last = connection.execute(select(func.max(schema.entries.c.seq)).where(by)).scalar() or 0
    yield of.seq <= last
    yield or_(of.ended.is_(None), of.ended > last)


def _in_place(name: str) -> ColumnElement[bool]:
    """The place itself, places of the region so called, and of the country: by code, or by the name that reports give it."""
    key = place_key(name)
    named = select(CLAIMS.country).where(CLAIMS.place_key == key, CLAIMS.place_precision == PlacePrecision.COUNTRY.value)
    found = or_(CLAIMS.place_key == key, CLAIMS.admin1_key == key, CLAIMS.country.in_(named))
    return or_(found, CLAIMS.country == name.upper()) if len(name) == COUNTRY_CODE else found


def _date(prefix: str) -> Stretch:
    found = stretch(prefix)
    if found is None:
        raise SaysoError("E011", value=prefix)
    return found
