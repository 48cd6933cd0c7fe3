"""Whether two ledgers, with all that lies beside them, are the same."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from sayso.ledger.address import Place, beside
from sayso.ledger.query import Reader
from sayso.ledger.state import content_hash, state_hash
from tests.conftest import Sayso, given


def said(place: Place) -> tuple[str, str, str]:
    """The head, the digest of what the entries say, and that of all views."""
    with Reader.open(place) as reader, reader.store.reading() as connection:
        return reader.head().hash, content_hash(connection), state_hash(connection)


def exported(sayso: Sayso, place: Place, format: str = "claims") -> str:
    """SHA-256 of an export."""
    ran = sayso("--ledger", given(place), "export", format)
    assert ran.status == 0, ran.err
    return hashlib.sha256(ran.out.encode("utf8")).hexdigest()


def evidence(place: Place) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(beside(place, ".evidence").glob("sayso-*.warc.gz"))}


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a small file."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall()) for name in tables}


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of a folder: to show that nothing was changed."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
