"""The table of outlets that views ask: one for the whole process, set once by whoever reads the settings.

It is no argument of every function because whatever joins two names asks it, down to the key of an origin; so it is set
before anything is looked at, and again in each process that works for this one.
"""

from __future__ import annotations

from functools import lru_cache

from sayso.read.outlet_table import Known, OutletTable, built_in
from sayso.types import Outlet

MANY = 8_192
"""Names and hosts whose outlet is remembered: every look at a ledger asks for all of them."""

_use: list[OutletTable] = []


def use(table: OutletTable | None) -> None:
    """From now on views ask this table; None = the one that Sayso brings."""
    _use[:] = [table] if table else []


def in_use() -> OutletTable:
    return _use[0] if _use else built_in()


def known(name: str | None, address: str | None = None) -> Known | None:
    """The row of an outlet that a page calls `name` (or that is told by its site) and that published at `address`."""
    return _find(in_use(), name, _front(address) if address else None)


def known_outlet(outlet: Outlet | None) -> Known | None:
    """The row of an outlet as a report tells it."""
    return known(outlet.name, outlet.site and f"//{outlet.site}") if outlet else None


def whole(outlet: Outlet | None) -> Outlet | None:
    """An outlet as a report tells it, with all that the table knows of it; as it is where the table knows nothing."""
    row = known_outlet(outlet)
    return row.outlet(outlet.site) if row and outlet else outlet


def name_of(outlet: Outlet | None) -> str | None:
    """The name to show."""
    row = known_outlet(outlet)
    return row.name if row else outlet.name if outlet else None


def same(one: Outlet | None, other: Outlet | None) -> bool:
    """Are the two one outlet, by the table or by what their pages tell?"""
    a, b = whole(one), whole(other)
    return a is not None and b is not None and (a.id == b.id or a.name.casefold() == b.name.casefold())


def _front(address: str) -> str:
    """An address without its path, of which there are as many as reports."""
    _, slashes, rest = address.partition("//")
    return slashes + rest.partition("/")[0] if slashes else address


@lru_cache(MANY)
def _find(table: OutletTable, name: str | None, address: str | None) -> Known | None:
    return table.find(name, address)
