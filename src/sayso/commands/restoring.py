"""`sayso restore`: a backup looked at from its first byte to its last, and then, whole or not at all, put back."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from sayso.commands.backups.checking import checked
from sayso.commands.backups.losing import lost
from sayso.commands.backups.placing import aside_of, place, taken
from sayso.commands.backups.reading import Found
from sayso.commands.backups.staging import Note, Staging, stage
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.address import Database, Place, beside, where
from sayso.ledger.query import Reader
from sayso.printable import printable

HEAD = re.compile("[0-9a-f]{64}")


def check(session: Session, path: Path, head: str | None) -> None:
    """Say what a backup holds, once all of it was looked at. Nothing is written. SaysoError as `backups.checking.checked`."""
    with _opened(path, head) as backup:
        _tell(session, f"{path}: whole", backup)


def restore(session: Session, path: Path, to: str | None, replace: bool, head: str | None) -> None:
    """Put a backup back. SaysoError as `check`, E180 where something is there, E181 where another restore was cut off, E182
    where it cannot be written, E184 for replacing in PostgreSQL, E021 for a ledger in use."""
    target = where(to) if to is not None else session.ledger
    staging = Staging(target, session.settings.evidence or beside(target, ".evidence"))
    with _opened(path, head) as backup, _coded(target), _alone(staging):
        note = staging.note
        if note is None:
            note = _staged(session, backup, staging, replace)
        elif note.sealed != backup.sealed:
            raise SaysoError("E181", target=target, folder=staging.folder)
        place(backup, staging, note, session.clock, session.settings.wait_seconds)
        _tell(session, f"{target}: restored, verified", backup)
        if note.aside is not None and isinstance(target, Path):
            session.tell(f"what was there before is now {aside_of(target, note.aside)}")


def _staged(session: Session, backup: Found, staging: Staging, replace: bool) -> Note:
    there = taken(staging, session.settings.wait_seconds)
    if there and not replace:
        raise SaysoError("E180", target=there[0])
    if there and isinstance(staging.to, Database):
        raise SaysoError("E184", target=staging.to)
    aside = None
    if there and isinstance(staging.to, Path):
        aside = _aside(staging.to, session.clock())
        _tell_lost(session, staging.to, backup)
    try:
        stage(backup, staging, session.clock, aside)
    except BaseException:
        with suppress(OSError):
            staging.clear()
        raise
    return Note(backup.sealed, aside)


def _aside(to: Path, now: datetime) -> str:
    """What follows the names of what is moved aside: one that nothing has, also where another was in the same second."""
    moment = now.strftime("-replaced-%Y%m%dT%H%M%SZ")
    names = chain((moment,), (f"{moment}-{number}" for number in count(2)))
    return next(name for name in names if not list(to.parent.glob(glob.escape(to.name + name) + "*")))


def _tell_lost(session: Session, old: Path, backup: Found) -> None:
    try:
        with Reader.open(old, session.settings.wait_seconds) as reader:
            for line in lost(reader.store, backup.manifest).lines():
                session.blame(line)
    except SaysoError as error:
        session.blame(f"{error.line}; so nobody can tell what it held that the backup lacks")


def _tell(session: Session, first: str, backup: Found) -> None:
    said = backup.manifest
    session.out.print(printable(f"{first}; {backup.words}; taken {said.taken_at}"), soft_wrap=True, markup=False)
    session.out.print(f"head {said.head}", soft_wrap=True)


@contextmanager
def _opened(path: Path, head: str | None) -> Iterator[Found]:
    if head is not None and not HEAD.fullmatch(head):
        raise SaysoError("E036", value=head)
    try:
        file: BinaryIO = path.open("rb")
    except FileNotFoundError as error:
        raise SaysoError("E177", path=path, detail="there is no such file") from error
    except OSError as error:
        raise SaysoError("E177", path=path, detail=error.strerror or error) from error
    with file:
        if not path.is_file():
            raise SaysoError("E177", path=path, detail="it is no file")
        yield checked(path, file, head)


@contextmanager
def _coded(target: Place) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SaysoError("E182", path=target, detail=error.strerror or error) from error


@contextmanager
def _alone(staging: Staging) -> Iterator[None]:
    """One restore to one place at a time, by a lock on the folder that it lies in; where there are none, by nothing."""
    folder = staging.folder.absolute().parent
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(ImportError):
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise SaysoError("E182", path=staging.to, detail="another restore into this folder is at work") from error
        yield
    finally:
        os.close(handle)
