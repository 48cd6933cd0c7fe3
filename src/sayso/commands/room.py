"""Could anything be kept now? Asked before something is taken from a person who does not wait for its end, so that it is
refused at once instead of failing later."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger

ENOUGH = 1_000_000
"""Bytes that are tried: a report takes some 30,000 of a ledger, and SQLite's log some hundred thousand before it is emptied."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def check_room(session: Session) -> None:
    """SaysoError E022, E025, E085, or of a server E053 to E059, where nothing could be kept now.

    It is tried out: a disk says what it takes only when it is written to. Nothing of that stays.
    """
    _may_write(session)
    if isinstance(session.ledger, Path):
        _try_out(_there(session.ledger.absolute().parent), session.ledger, "E025")
    _try_out(_there(session.evidence.absolute()), session.evidence, "E085")


def _may_write(session: Session) -> None:
    """Another process that writes just now is no hindrance: who adds waits for it."""
    try:
        with Ledger.open(session.ledger, session.clock, wait_seconds=0) as ledger, ledger.store.writing():
            pass
    except SaysoError as error:
        if error.code.code != "E021":
            raise


def _try_out(folder: Path, path: Path, code: str) -> None:
    try:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
            left = memoryview(bytes(ENOUGH))
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())
    except OSError as error:
        if error.errno in FULL:
            raise SaysoError("E022", path=path) from error
        raise SaysoError(code, path=path, detail=error.strerror or error) from error


def _there(folder: Path) -> Path:
    """The folder, or the first above it that is there: the evidence's own is made with the first that is kept."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), folder)
