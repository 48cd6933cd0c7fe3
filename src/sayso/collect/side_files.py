"""What the SQLite files beside a ledger have in common: a change is whole or not at all, and a lock dies with its process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One transaction, of a connection in autocommit mode. sqlite3.Error, after which nothing of it is there."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk may have ended it already
            connection.execute("ROLLBACK")
        raise


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Whether no other process holds `path`; then none can while the block runs. sqlite3.Error where it cannot be made.

    An empty SQLite file, held in an exclusive transaction: it works wherever SQLite does, nothing is written, and the system
    takes the lock from a process that is dead, however it died.
    """
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
        yield _held(connection)


def _held(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True
