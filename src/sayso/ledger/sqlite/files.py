"""Connections to a ledger file, their pragmas, and the two kinds of transaction.

The driver's own transaction handling is switched off (isolation_level None) because it begins late and without the write
lock; SQLAlchemy's "begin" event says BEGIN or BEGIN IMMEDIATE instead, as SQLAlchemy's page on pysqlite recommends.
"""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Executable, create_engine, event
from sqlalchemy.pool import QueuePool

from sayso.errors import SaysoError
from sayso.ledger.sqlite import guards, search
from sayso.ledger.sqlite.failures import IN_USE, NOT_WRITABLE, PRIMARY, coded, damaged
from sayso.ledger.store import Content

T = TypeVar("T")

PRAGMAS = (
    "PRAGMA synchronous = FULL",  # a commit that was acknowledged survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # deleted bytes are overwritten: redaction relies on it
    "PRAGMA recursive_triggers = ON",  # INSERT OR REPLACE fires the delete trigger
    "PRAGMA cache_size = -16000",  # KiB: the upper pages of every index stay in memory, so adding stays flat
)
LOOK = "PRAGMA schema_version"
"""Only the first look at the file shows whether this mode can read it."""
REFUSE = "PRAGMA query_only = ON"

SMALLEST = 512
"""Bytes of the smallest page, and so of the smallest database."""
PAUSE = 0.02
"""Seconds between two tries where SQLite itself does not wait."""


class SQLiteStore:
    """A `Store` in the file `path`. With `create`, a missing file is made (empty); else E020.

    Without `create`, a file or folder that may not be written can still be read; writing says E025. With `read_only` it always
    says so, whatever the file allows.
    """

    def __init__(self, path: Path, wait_seconds: float, create: bool, read_only: bool = False) -> None:
        if not create and not path.exists():
            raise SaysoError("E020", path=path)
        if not _may_be_ours(path):
            raise SaysoError("E024", path=path)
        self.path = path
        self.address = str(path)
        self._wait = wait_seconds
        self._create = create
        self._read_only = read_only
        self.engine = self._engine()
        self._writer = self.engine.execution_options(writes=True)

    def _engine(self) -> Engine:
        engine = create_engine("sqlite+pysqlite://", creator=self._connect, poolclass=QueuePool)
        event.listen(engine, "begin", _begin)
        return engine

    def _connect(self) -> sqlite3.Connection:
        if self._create:
            return self._opened("mode=rwc")
        *modes, last = self._modes()
        for mode in modes:
            try:
                return self._opened(mode)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & PRIMARY not in NOT_WRITABLE:
                    raise
        return self._opened(last)

    def _modes(self) -> tuple[str, ...]:
        """From most to least. SQLite keeps an index beside the file even to read, where it may; `immutable` does without.

        But `immutable` looks past a write-ahead log, so with one that holds something it would show an older state.
        """
        log = self.path.with_name(self.path.name + "-wal")
        unlogged = not log.exists() or log.stat().st_size == 0
        modes = ("mode=rw", "mode=ro", "immutable=1") if unlogged else ("mode=rw", "mode=ro")
        return modes[1:] if self._read_only else modes

    def _opened(self, mode: str) -> sqlite3.Connection:
        uri = f"{self.path.absolute().as_uri()}?{mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=self._wait, isolation_level=None, check_same_thread=False)
        connection.text_factory = _text
        connection.create_function("cos", 1, _cosine, deterministic=True)  # SQLite may have been built without it
        try:
            for pragma in self._pragmas():
                connection.execute(pragma)
        except UnicodeDecodeError as error:  # the driver's, of a message that tells of a damaged schema in its own bytes
            connection.close()
            raise damaged(error) from error
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _pragmas(self) -> tuple[str, ...]:
        return (*PRAGMAS, *([] if self._create else [LOOK]), *([REFUSE] if self._read_only else []))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with coded(self.path), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with coded(self.path), self._writer.begin() as connection:
            yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        with self.writing() as connection:
            return work(connection)

    def content(self, connection: Connection) -> Content:
        if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
            return Content.NOTHING
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        return Content.LEDGER if application == guards.APPLICATION_ID else Content.OTHER

    def prepare(self) -> None:
        """Write-ahead mode, kept in the file. SQLite does not wait for the lock that this takes, so we do."""
        patience = time.monotonic() + self._wait
        with coded(self.path), closing(self._connect()) as connection:
            while True:
                try:
                    connection.execute("PRAGMA journal_mode = WAL")
                    return
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode & PRIMARY not in IN_USE or time.monotonic() > patience:
                        raise
                time.sleep(PAUSE)

    def hold_off(self, connection: Connection) -> None:
        """Nothing to do: readers go on reading the state in which they began."""

    def protect(self, connection: Connection) -> None:
        guards.protect(connection)

    def create_search(self, connection: Connection) -> None:
        search.create(connection)

    def drop_search(self, connection: Connection) -> None:
        search.drop(connection)

    def renew_search(self, connection: Connection) -> None:
        search.renew(connection)

    def few(self, connection: Connection, words: str) -> bool:
        return search.few(connection, words)

    def matches(self, words: str, in_order: bool = False) -> ColumnElement[bool]:
        return search.matches(words, in_order)

    def one_of_few(self, words: str) -> ColumnElement[bool]:
        return search.matches(words)

    def within(self, words: str, first: ColumnElement[int], end: ColumnElement[int]) -> ColumnElement[bool]:
        return search.within(words, first, end)

    def rows_with(self, words: str) -> Executable:
        return search.rows_with(words)

    def may_scrub(self, connection: Connection) -> None:
        """Who may write the file may write all of it."""

    def scrub(self) -> None:
        """VACUUM writes every page anew, without the stale copies that moving cells between pages leaves behind."""
        self.engine.dispose()
        with coded(self.path), closing(self._connect()) as connection:
            connection.execute("VACUUM")
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise SaysoError("E021", path=self.path)

    def renew_statistics(self) -> None:
        """Of no use here: the ways of the queries are written for a file without them."""

    def damage(self, connection: Connection) -> list[str]:
        found = connection.exec_driver_sql("PRAGMA integrity_check(10)").scalars().all()
        # From 3.44 on SQLite looks at the search index too, which is no damage of the ledger: `unfit` does that
        return [str(line) for line in found if line != "ok" and "FTS5 table" not in str(line)]

    def unfit(self, connection: Connection) -> list[str]:
        return [f"the guard “{name}” is missing or changed" for name in guards.astray(connection)] + search.unfit(connection)

    def close(self) -> None:
        self.engine.dispose()


def _may_be_ours(path: Path) -> bool:
    """SQLite takes any file of under 512 bytes for an empty database, so that is looked at first; the rest it says itself.

    The file is not opened for that: closing it again would drop every lock that this process holds on it, and the next
    process that closes the ledger would take its log away under us (https://sqlite.org/howtocorrupt.html, 2.2).
    """
    if path.is_dir():
        return False
    try:
        return not 0 < path.stat().st_size < SMALLEST
    except OSError:
        return True  # not there yet, or not readable: SQLite says which


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _cosine(angle: Any) -> float | None:
    return math.cos(angle) if isinstance(angle, int | float) and math.isfinite(angle) else None


def _text(raw: bytes) -> Any:
    """Text that somebody damaged must still be readable, so that `verify` can say where it is."""
    return raw.decode("utf8", "replace")
