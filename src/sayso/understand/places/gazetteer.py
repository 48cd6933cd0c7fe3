"""Look-up of place names in the gazetteer, the SQLite table that `build_gazetteer.py` makes when the wheel is built.

The table stays on disk; a look-up costs microseconds and the names of a running batch are kept. Nothing here chooses between
places of one name: `resolution.py` does.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from sayso.errors import SaysoError
from sayso.understand.places.key import key

KEPT_NAMES = 16_384
"""Names whose places are kept in memory: those of some 500 reports, about 10 MB."""

MOST_PLACES = 40
"""Places of one name that are looked at, the most populous first. "San Antonio" has over 200."""

ISO_REGIONS = -200_000
"""Ids from here downwards are of regions that only ISO 3166-2 lists (`gazetteer_sources.py`)."""

FIND = f"""SELECT p.id, p.name, p.kind, p.country, p.admin1, p.latitude, p.longitude, p.population, n.rank
           FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?
           ORDER BY p.kind = 'city', p.population DESC LIMIT {MOST_PLACES}"""
REGION = "SELECT name FROM place WHERE kind = 'region' AND country = ? AND admin1 = ?"
BY_KIND = "SELECT id, name, kind, country, admin1, latitude, longitude, population, 0 FROM place WHERE kind = ?"


class PlaceKind(StrEnum):
    COUNTRY = "country"
    REGION = "region"
    COUNTY = "county"
    """Of the United States; its point is that of its state."""
    AREA = "area"
    """A sea, a continent, a river, a disputed land: no country, region or town."""
    SITE = "site"
    """A square or airport that news names without its town; its point is that of the town."""
    CAPITAL = "capital"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer under one of its names. `id` is GeoNames' where positive, ours where negative."""

    id: int
    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    """GeoNames' code of the first-level region; `Gazetteer.region` has its name."""
    latitude: float | None
    longitude: float | None
    population: int
    rank: int
    """0: found under its name, 1: under another name, 2: under an abbreviation that stands with a full stop ("Pa.")."""

    @property
    def is_town(self) -> bool:
        return self.kind in (PlaceKind.CITY, PlaceKind.CAPITAL)

    @property
    def well_known(self) -> bool:
        """From GeoNames or our own alias file, rather than one of the thousands of regions of ISO 3166-2."""
        return self.id > ISO_REGIONS

    @property
    def as_listed(self) -> tuple[PlaceKind, str | None]:
        """What places named side by side share: countries their kind, regions their kind and country."""
        return self.kind, None if self.kind == PlaceKind.COUNTRY else self.country


class Gazetteer:
    """Read-only look-up. Safe to share between threads: SQLite serialises, and nothing is ever written.

    Raises SaysoError E040 where the table was not built.
    """

    def __init__(self, table: Path) -> None:
        if not table.is_file():
            raise SaysoError("E040", path=table)
        self._database = sqlite3.connect(f"file:{quote(str(table))}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self.find = lru_cache(maxsize=KEPT_NAMES)(self._find)
        """Places that bear a name, the most populous first; no place for a name that is not in the table."""
        self.region = cache(self._region)
        """Name of a first-level region by country and GeoNames' code, or None."""
        self.demonyms: Mapping[str, str] = dict(self._database.execute("SELECT key, country FROM demonym"))
        """Key of a demonym → country code, empty for those of continents: "kazakhs" → "KZ"."""

    def count(self) -> int:
        """Number of places."""
        return int(self._database.execute("SELECT COUNT(*) FROM place").fetchone()[0])

    def country(self, code: str) -> Place | None:
        return self._first("country").get(code)

    def capital(self, country: str) -> Place | None:
        return self._first("capital").get(country)

    def _find(self, name: str) -> tuple[Place, ...]:
        return tuple(_place(row) for row in self._database.execute(FIND, (key(name),)))

    def _region(self, country: str, code: str) -> str | None:
        row = self._database.execute(REGION, (country, code)).fetchone()
        return str(row[0]) if row else None

    @cache  # noqa: B019  (a gazetteer lives as long as the process)
    def _first(self, kind: str) -> dict[str, Place]:
        return {p.country: p for row in self._database.execute(BY_KIND, (kind,)) if (p := _place(row)).country}


Row = tuple[int, str, str, str | None, str | None, float | None, float | None, int, int]


def _place(row: Row) -> Place:
    ident, name, kind, country, admin1, latitude, longitude, population, rank = row
    return Place(ident, name, PlaceKind(kind), country, admin1, latitude, longitude, population, rank)


def gazetteer() -> Gazetteer:
    """The gazetteer of this process. A forked process opens its own: a connection must not be shared across a fork."""
    return _opened(os.getpid())


@cache
def _opened(process: int) -> Gazetteer:
    return Gazetteer(Path(str(resources.files("sayso.understand.places").joinpath("gazetteer.sqlite"))))
