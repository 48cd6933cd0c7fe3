"""One watch a ledger: a lock that the system takes from a process that is dead, however it died.

An empty SQLite file beside the state, held in an exclusive transaction: it works wherever SQLite does, and nothing is written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sayso.errors import SaysoError


@contextmanager
def alone(path: Path, ledger: Path) -> Iterator[None]:
    """Hold `path` while the block runs. SaysoError E089 where another watch of `ledger` runs, E090 where it cannot be made."""
    with closing(_held(path, ledger)):
        yield


def _held(path: Path, ledger: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=0)
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise SaysoError("E089", path=ledger) from error
        raise SaysoError("E090", path=path, detail=error) from error
    return connection
