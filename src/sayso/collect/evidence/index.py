"""Which body lies where: a cache in SQLite, which `catching_up` makes anew from the files whenever something is missing.

It never knows more than the disk has: a row is written after the file it speaks of was synced. Rows of a body that was kept
twice at the same moment by two processes stand beside one another.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sayso.collect.side_files import writing

NAME = "index.sqlite"
VERSION = 1
WAIT_SECONDS = 10.0
TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS bodies (sha256 TEXT, file TEXT, offset INTEGER, length INTEGER, PRIMARY KEY (file, offset));
CREATE INDEX IF NOT EXISTS bodies_by_sha256 ON bodies (sha256);
CREATE TABLE IF NOT EXISTS files (file TEXT PRIMARY KEY, upto INTEGER, size INTEGER);
CREATE TABLE IF NOT EXISTS erased (sha256 TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS erasing (file TEXT, offset INTEGER, length INTEGER, sha256 TEXT, PRIMARY KEY (file, offset));
PRAGMA user_version = {VERSION};
COMMIT;
"""
BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


@dataclass(frozen=True, slots=True)
class Row:
    """A record that gives a body. `length` is that of its gzip member."""

    sha256: str
    file: str
    offset: int
    length: int


def being_erased(folder: Path) -> frozenset[tuple[str, int]]:
    """File and offset of each record that is noted as being overwritten; none where no index can be read. Writes nothing."""
    try:
        address = f"{(folder / NAME).absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)) as connection:
            return frozenset(connection.execute("SELECT file, offset FROM erasing").fetchall())
    except sqlite3.Error:
        return frozenset()


class Index:
    """Every method may raise sqlite3.Error."""

    def __init__(self, folder: Path) -> None:
        self.on_disk = True
        try:
            self._connection = _opened(folder / NAME)
        except sqlite3.Error:
            self.on_disk = False  # a medium that cannot be written can still be read
            self._connection = _opened(Path(":memory:"))

    def find(self, sha256: str) -> list[Row]:
        """Where the body lies, the first kept first."""
        rows = self._connection.execute("SELECT * FROM bodies WHERE sha256 = ? ORDER BY file, offset", (sha256,))
        return [Row(*row) for row in rows]

    def is_erased(self, sha256: str) -> bool:
        return bool(self._connection.execute("SELECT 1 FROM erased WHERE sha256 = ?", (sha256,)).fetchone())

    def known(self) -> dict[str, tuple[int, int]]:
        """Of each file: up to where its records are here, and how long it was then."""
        return {file: (upto, size) for file, upto, size in self._connection.execute("SELECT * FROM files")}

    def add(self, rows: Iterable[Row], file: str, upto: int, size: int, erased: Iterable[str] = ()) -> None:
        """Rows of `file`, whose records up to `upto` are all here then."""
        with writing(self._connection):
            self._connection.executemany(
                "INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?)", [(r.sha256, r.file, r.offset, r.length) for r in rows]
            )
            self._connection.executemany("INSERT OR IGNORE INTO erased VALUES (?)", [(sha256,) for sha256 in erased])
            self._connection.execute(
                "INSERT INTO files VALUES (?, ?, ?) ON CONFLICT (file) DO UPDATE"
                " SET upto = max(upto, excluded.upto), size = max(size, excluded.size)",
                (file, upto, size),
            )

    def forget(self, file: str) -> None:
        """A file that is gone, or is not the one it was."""
        with writing(self._connection):
            self._connection.execute("DELETE FROM bodies WHERE file = ?", (file,))
            self._connection.execute("DELETE FROM files WHERE file = ?", (file,))

    def begin_erasing(self, rows: Iterable[Row]) -> None:
        """Note what is about to be overwritten, so that half a record is known for what it is after a crash."""
        self._connection.execute("PRAGMA synchronous = FULL")
        with writing(self._connection):
            self._connection.executemany(
                "INSERT OR REPLACE INTO erasing VALUES (?, ?, ?, ?)", [(r.file, r.offset, r.length, r.sha256) for r in rows]
            )

    def erasing(self) -> list[Row]:
        rows = self._connection.execute("SELECT sha256, file, offset, length FROM erasing ORDER BY file, offset")
        return [Row(*row) for row in rows]

    def end_erasing(self, row: Row) -> None:
        with writing(self._connection):
            place = (row.file, row.offset)
            self._connection.execute("DELETE FROM bodies WHERE file = ? AND offset = ?", place)
            self._connection.execute("DELETE FROM erasing WHERE file = ? AND offset = ?", place)
            if row.sha256:
                self._connection.execute("INSERT OR IGNORE INTO erased VALUES (?)", (row.sha256,))

    def close(self) -> None:
        self._connection.close()


def _opened(path: Path) -> sqlite3.Connection:
    """Made where there is none; made anew where it is damaged or of another version."""
    try:
        return _connected(path)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in BROKEN:
            raise
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(OSError):
            name.unlink()
    return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # after a power cut it may be older than the files, never broken
        connection.execute("PRAGMA secure_delete = ON")
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            connection.executescript(TABLES)
        connection.execute("SELECT count(*) FROM files").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
