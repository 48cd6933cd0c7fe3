"""Real countries and towns for the stories of `many`, chosen from the gazetteer by seed."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bench.mould import Spot

HOME = "KZ"
"""The country of the base texts: each story has another one in its place."""
TOWNS = 60
"""Of a country, the most populous ones."""
FEWEST = 12
"""Towns of a country that a story may be in."""
LISTED = """SELECT p.id, p.name, p.kind, p.country, r.name, p.latitude, p.longitude FROM place p
            LEFT JOIN place r ON r.kind = 'region' AND r.country = p.country AND r.admin1 = p.admin1
            WHERE p.id > 0 AND p.kind IN ('country', 'capital', 'city') AND p.country IS NOT NULL
            GROUP BY p.id ORDER BY p.country, p.population DESC, p.id"""


@dataclass(frozen=True, slots=True)
class Found:
    """A place of a story; `name` in small letters where it may stand in the text, being as long as the name there."""

    spot: Spot
    name: str | None


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    name: str
    spot_itself: Spot
    towns: tuple[tuple[str, Spot], ...]

    @property
    def codes(self) -> Mapping[str, str]:
        return {HOME: self.code}

    def spot(self, draw: random.Random, name: str) -> Found:
        """What stands for a place of the base texts: this country for theirs, else a town, if possible with as long a name."""
        if name == "kazakhstan":
            return Found(self.spot_itself, self.name if len(self.name) == len(name) and self.name.isalpha() else None)
        fitting = [town for town in self.towns if len(town[0]) == len(name) and town[0].isalpha()]
        chosen, spot = draw.choice(fitting or self.towns)
        return Found(spot, chosen if fitting else None)


@cache
def countries() -> tuple[Country, ...]:
    table = resources.files("sayso.understand.places").joinpath("gazetteer.sqlite")
    with closing(sqlite3.connect(f"file:{table}?mode=ro", uri=True)) as database:
        rows = database.execute(LISTED).fetchall()
    itself, towns = dict[str, tuple[str, Spot]](), defaultdict[str, list[tuple[str, Spot]]](list)
    for geonames, name, kind, country, admin1, latitude, longitude in rows:
        if kind == "country":
            itself[country] = name.lower(), Spot(geonames, country, None, latitude, longitude)
        elif name.isascii() and len(towns[country]) < TOWNS:
            towns[country].append((name.lower(), Spot(geonames, country, admin1, latitude, longitude)))
    return tuple(
        Country(code, name, spot, tuple(towns[code]))
        for code, (name, spot) in sorted(itself.items())
        if code != HOME and len(towns[code]) >= FEWEST
    )
