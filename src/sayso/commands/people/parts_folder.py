"""Where the ledgers of users who are limited to situations lie while a server runs: `LEDGER.limited`, its owner's alone.

They hold texts of the ledger, so that nothing of them is to stay: a server takes its own away when it ends, the next one what a
killed one left, and a redaction whatever there is.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.printable import printable

SUFFIX = ".limited"
"""Beside the ledger."""
LOCK = "lock"
"""A file in the folder of each server, locked while that runs."""
FOR_THE_OWNER = 0o700


@contextmanager
def folder(session: Session) -> Iterator[Path]:
    """A new folder of this server's own. SaysoError E174 where none can be made."""
    root = session.beside(SUFFIX)
    try:
        root.mkdir(mode=FOR_THE_OWNER, exist_ok=True)
        _drop_left(root)
        own = Path(tempfile.mkdtemp(dir=root))
        lock = os.open(own / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError as error:
        raise SaysoError("E174", path=printable(str(root)), detail=error.strerror or error) from error
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)
        os.close(lock)
        with contextlib.suppress(OSError):
            root.rmdir()


def empty(session: Session) -> None:
    """Take away all files: a server that runs makes its own anew once it sees that something was redacted."""
    for path in session.beside(SUFFIX).glob("*/*"):
        if path.name != LOCK:
            path.unlink(missing_ok=True)


def _drop_left(root: Path) -> None:
    """Folders of servers that run no more."""
    for one in root.iterdir():
        if _is_left(one):
            shutil.rmtree(one, ignore_errors=True)


def _is_left(one: Path) -> bool:
    try:
        lock = os.open(one / LOCK, os.O_RDWR)
    except OSError:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True
