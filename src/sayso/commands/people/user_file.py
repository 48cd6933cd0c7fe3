"""`LEDGER.users`: a small SQLite file beside the ledger that its owner alone may read, as the tokens have one.

Of passwords there are argon2id hashes, of sessions SHA-256: who reads the file can log in as nobody. Whoever may write it may
do everything, as whoever may write the ledger.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sayso.errors import SaysoError
from sayso.printable import printable

SUFFIX = ".users"
"""Beside the ledger."""
FOR_THE_OWNER = 0o600
WAIT_SECONDS = 10.0
TABLES = """
CREATE TABLE IF NOT EXISTS users (
  key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, situations TEXT, password TEXT NOT NULL, made_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
  sha256 TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users (key) ON DELETE CASCADE,
  made_at REAL NOT NULL, seen_at REAL NOT NULL, address TEXT);
CREATE INDEX IF NOT EXISTS sessions_user ON sessions (user);
CREATE TABLE IF NOT EXISTS attempts (what TEXT PRIMARY KEY, failures INTEGER NOT NULL, last REAL NOT NULL);
CREATE TABLE IF NOT EXISTS known (user TEXT NOT NULL, address TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (user, address));
CREATE TABLE IF NOT EXISTS record (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, what TEXT NOT NULL, user TEXT, by TEXT, address TEXT, detail TEXT);
CREATE TRIGGER IF NOT EXISTS record_is_kept BEFORE DELETE ON record
  BEGIN SELECT RAISE(ABORT, 'the record only grows'); END;
CREATE TRIGGER IF NOT EXISTS record_stays BEFORE UPDATE ON record
  WHEN NEW.address IS NOT NULL OR (NEW.seq, NEW.at, NEW.what, NEW.user, NEW.by, NEW.detail)
    IS NOT (OLD.seq, OLD.at, OLD.what, OLD.user, OLD.by, OLD.detail)
  BEGIN SELECT RAISE(ABORT, 'the record only grows'); END;
"""
PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # INSERT OR REPLACE fires the delete trigger
    "PRAGMA secure_delete = ON",  # of a password that was changed, the old hash is gone
)


class UserFile:
    """SaysoError E161 where it cannot be read or written, from everything that is done with it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_there(self) -> bool:
        return self.path.exists()

    def make(self) -> None:
        """Before anything is written into it, the file is its owner's alone."""
        with self._coded():
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, FOR_THE_OWNER))
            self.path.chmod(FOR_THE_OWNER)
        with self.reading() as rows:
            rows.executescript(TABLES)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own: threads do not share one."""
        with self._coded():
            address = f"{self.path.absolute().as_uri()}?mode=rw"
            connection = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
        with closing(connection), self._coded():
            for pragma in PRAGMAS:
                connection.execute(pragma)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, whole or not at all."""
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def _coded(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            detail = error.strerror if isinstance(error, OSError) else str(error)
            raise SaysoError("E161", path=printable(str(self.path)), detail=printable(detail or "no reason given")) from error
