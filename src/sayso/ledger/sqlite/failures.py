"""SQLite's errors as coded ones. https://sqlite.org/rescode.html has the numbers and what they mean."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from sayso.errors import SaysoError

PRIMARY = 0xFF
"""The primary result code is the low byte of the extended one."""

IN_USE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
NOT_WRITABLE = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
)
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_FORMAT})
"""TOOBIG: a damaged record says that it is longer than a record can be."""
NOT_AS_MADE = ("unsupported file format", "malformed database schema", "no such table", "no such column", "vtable constructor")
"""What SQLite says, with no code of its own, of a file whose header or schema was damaged: every table that is asked for was
made together with the file."""
NEARLY_NOTHING = 1_000_000
"""Free bytes under which an input or output error is taken for a full disk: SQLite reports some of those as IOERR."""


@contextmanager
def coded(path: Path) -> Iterator[None]:
    """Raise SaysoError in place of any error of the driver."""
    try:
        yield
    except DBAPIError as error:
        raise of(path, error.orig or error) from error
    except sqlite3.Error as error:
        raise of(path, error) from error


def of(path: Path, error: BaseException) -> SaysoError:
    code = getattr(error, "sqlite_errorcode", 0) & PRIMARY
    if code in IN_USE:
        return SaysoError("E021", path=path)
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _full(path)):
        return SaysoError("E022", path=path)
    if code == sqlite3.SQLITE_NOTADB:
        return SaysoError("E024", path=path)
    if code in NOT_WRITABLE:
        return SaysoError("E025", path=path, detail=error)
    if code in DAMAGED or (code == sqlite3.SQLITE_ERROR and str(error).startswith(NOT_AS_MADE)):
        return damaged(error)
    return SaysoError("E099", detail=f"{path}: {type(error).__name__}: {error}")


def damaged(error: BaseException) -> SaysoError:
    return SaysoError("E026", seq="?", detail=f"the file is damaged ({error})")


def _full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < NEARLY_NOTHING
    except OSError:
        return False
