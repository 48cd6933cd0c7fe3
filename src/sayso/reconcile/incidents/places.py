"""Where, as something to compare: country, region and town, each known or not.

Two places are compatible where no level that both know differs: a town and its country, a region and a place in it of which
only the region is known. A site counts as its town. A place of unknown country is compatible with any.
"""

from __future__ import annotations

from typing import NamedTuple

from sayso.types import Where
from sayso.vocabulary import PlacePrecision

IN_TOWN = frozenset({PlacePrecision.CITY, PlacePrecision.SITE_IN_CITY, PlacePrecision.SITE})


class Spot(NamedTuple):
    """A level that is not told is None."""

    country: str | None = None
    region: str | None = None
    town: str | None = None

    @property
    def known(self) -> bool:
        return self.country is not None or self.town is not None

    @property
    def level(self) -> int:
        """0 nowhere, 1 a country, 2 a region, 3 a town."""
        return 3 if self.town else 2 if self.region else 1 if self.country else 0

    def up_to(self, level: int) -> Spot:
        """The same place seen from further off."""
        return Spot(self.country if level > 0 else None, self.region if level > 1 else None, self.town if level > 2 else None)


NOWHERE = Spot()


def spot(where: Where | None) -> Spot:
    if where is None:
        return NOWHERE
    named = where.name.casefold()
    region = (where.admin1 or (named if where.precision is PlacePrecision.ADMIN1 else None)) if where.country else None
    town = None
    if where.precision in IN_TOWN and (where.geonames or where.precision is PlacePrecision.CITY):
        town = str(where.geonames or named)
    return Spot(where.country, region.casefold() if region else None, town)


def compatible(a: Spot, b: Spot) -> bool:
    """May the two be one place, or one in the other?"""
    if a.town and b.town:
        return a.town == b.town
    return all(x is None or y is None or x == y for x, y in zip(a[:2], b[:2], strict=True))


def holds(a: Spot, b: Spot) -> bool:
    """Is `b` a place within `a`, and not `a` itself?"""
    return a.known and b.level > a.level and compatible(a, b)


def same(a: Spot, b: Spot) -> bool:
    return a.known and a.level == b.level and compatible(a, b)
