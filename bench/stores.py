"""Where the benches' ledgers are: files, and schemas of the PostgreSQL server of the tests where there is one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from bench.keeping import SIZES, database, ledger
from sayso.ledger.address import Database, Place

ADDRESS = Path(__file__).resolve().parents[1] / ".postgresql" / "address"
"""Of the private server that `make postgresql` starts."""
USUAL = ("10k", "100k")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run was asked for."""

    sizes: str | None = None
    kept: Path | None = None

    @property
    def measured(self) -> tuple[str, ...]:
        """Those asked for; else the usual ones, and others that are kept already."""
        if self.sizes:
            return tuple(self.sizes.split(","))
        return tuple(name for name in SIZES if name in USUAL or (self.kept and (self.kept / f"{name}.ledger").exists()))


def ledgers(asked: Asked) -> Iterator[tuple[str, Place | None]]:
    """Each size in a file and in PostgreSQL, with words for it; None where there is no server."""
    with ExitStack() as until:
        folder = asked.kept or Path(until.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        for size in asked.measured:
            yield f"{SIZES[size]:,} claims, SQLite", ledger(folder / f"{size}.ledger", SIZES[size])
        server = postgresql()
        if server is None:
            yield "PostgreSQL", None
            return
        for size in asked.measured:
            place = _made(server, _named(asked.kept, size)) if asked.kept else until.enter_context(_schema(server))
            yield f"{SIZES[size]:,} claims, PostgreSQL", database(place, SIZES[size])


@contextmanager
def new_place(store: str, asked: Asked) -> Iterator[Place | None]:
    """Where there is no ledger yet, and none is left behind; None where there is no server."""
    if store == "SQLite":
        with tempfile.TemporaryDirectory(dir=asked.kept) as folder:
            yield Path(folder) / "bench.ledger"
        return
    server = postgresql()
    if server is None:
        yield None
        return
    with _schema(server) as place:
        yield place


def postgresql() -> str | None:
    """The address of a server where schemas may be made."""
    if given := os.environ.get("SAYSO_TEST_POSTGRESQL"):
        return given
    return ADDRESS.read_text().splitlines()[0] if ADDRESS.exists() else None


def forgotten(kept: Path) -> None:
    """Take away what `ledgers` made in PostgreSQL beside the files of this folder, where there is a server."""
    if server := postgresql():
        for size in SIZES:
            _dropped(server, _named(kept, size))


def _named(kept: Path, size: str) -> str:
    return f"bench_{sha256(str(kept.resolve()).encode()).hexdigest()[:12]}_{size}"


@contextmanager
def _schema(server: str) -> Iterator[Database]:
    name = f"bench_{uuid4().hex[:12]}"
    try:
        yield _made(server, name)
    finally:
        _dropped(server, name)


def _dropped(server: str, name: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE'.encode())


def _made(server: str, name: str) -> Database:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{name}"'.encode())
    return Database(f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{name}")
