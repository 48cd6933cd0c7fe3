"""What was unpacked is put in its place: the old one aside, what lies beside the ledger, and the ledger itself last.

Every step is a rename, and none is done twice: what is not in the staging folder any more has arrived. So it may be killed
between any two of them, and is finished when it is said again. A ledger is never in its place before all that belongs to it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sayso.collect.evidence.segment import sync_folder
from sayso.commands.backups.form import SIDES
from sayso.commands.backups.reading import Found
from sayso.commands.backups.staging import LEDGER, Note, Staging, load
from sayso.errors import SaysoError
from sayso.ledger.address import Database, Place, beside
from sayso.ledger.belongings import SIDE_FILES
from sayso.ledger.query import Reader

OF_SQLITE = ("-wal", "-shm")
"""What SQLite keeps beside a file that is in use, or was when its process was killed."""
MOVED = "moved"
"""The old one is aside."""


def place(backup: Found, staging: Staging, note: Note, clock: Callable[[], datetime], wait_seconds: float) -> None:
    """Finish what is staged. SaysoError E021 where the old ledger is in use, E180 where something new is there; OSError."""
    if note.aside is not None and not (staging.folder / MOVED).exists():
        _aside(staging, note.aside, wait_seconds)
        (staging.folder / MOVED).touch()
        sync_folder(staging.folder)
    for source, target in _files(staging):
        if source.exists():
            _free(target)
            source.rename(target)
            sync_folder(target.absolute().parent)
    if isinstance(staging.to, Database) and not _is_there(staging.to, backup, wait_seconds):
        load(backup, staging.to, clock, wait_seconds)
    staging.clear()


def taken(staging: Staging, wait_seconds: float) -> list[str]:
    """What is in the places that the backup needs: nothing of it would be overwritten."""
    files = [path for path in _belonging(staging.to, staging.evidence_to) if _is_something(path)]
    if isinstance(staging.to, Database) and _end(staging.to, wait_seconds)[0]:
        return [str(staging.to), *map(str, files)]
    return list(map(str, files))


def aside_of(to: Path, aside: str) -> Path:
    """Where the ledger is moved that was there before."""
    return to.with_name(to.name + aside)


def _files(staging: Staging) -> Iterator[tuple[Path, Path]]:
    yield staging.evidence, staging.evidence_to
    for name, suffix in SIDES.items():
        yield staging.folder / name, beside(staging.to, suffix)
    if isinstance(staging.to, Path):
        yield staging.folder / LEDGER, staging.to


def _belonging(to: Place, evidence: Path) -> list[Path]:
    databases = [*([to] if isinstance(to, Path) else []), *(beside(to, suffix) for suffix in SIDE_FILES)]
    return [*(part for one in databases for part in _parts(one)), evidence]


def _aside(staging: Staging, aside: str, wait_seconds: float) -> None:
    """The ledger first, so that nobody uses it without what belongs to it."""
    assert isinstance(staging.to, Path)
    new = aside_of(staging.to, aside)
    sides = [(beside(staging.to, suffix), beside(new, suffix)) for suffix in SIDE_FILES]
    for old, _ in ((staging.to, new), *sides):
        _close(old, wait_seconds)
    _move_database(staging.to, new)
    own = staging.evidence_to == beside(staging.to, ".evidence")
    _move(staging.evidence_to, beside(new, ".evidence") if own else aside_of(staging.evidence_to, aside))
    for old, moved in sides:
        _move_database(old, moved)


def _move_database(old: Path, new: Path) -> None:
    for one, other in zip(_parts(old), _parts(new), strict=True):
        _move(one, other)


def _parts(path: Path) -> list[Path]:
    """A file of SQLite and its log: one that is left beside a new file would be taken for its own."""
    return [path, *(path.with_name(path.name + end) for end in OF_SQLITE)]


def _move(old: Path, new: Path) -> None:
    if old.exists() and not new.exists():
        old.rename(new)


def _close(path: Path, wait_seconds: float) -> None:
    """Nobody has it open, and all of it is in the one file. One that is no SQLite file any more is moved as it is."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=wait_seconds)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise SaysoError("E021", path=path) from error


def _free(target: Path) -> None:
    """Something that came while we unpacked is not overwritten; an empty folder is nothing."""
    if _is_something(target):
        raise SaysoError("E180", target=target)


def _is_something(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.exists() or path.is_symlink()


def _is_there(to: Database, backup: Found, wait_seconds: float) -> bool:
    """A run that was stopped may have brought all entries. SaysoError E180 for other ones."""
    seq, hash = _end(to, wait_seconds)
    if seq and hash != backup.manifest.head:
        raise SaysoError("E180", target=to)
    return seq > 0


def _end(to: Database, wait_seconds: float) -> tuple[int, str]:
    try:
        with Reader.open(to, wait_seconds) as reader:
            end = reader.head()
    except SaysoError as error:
        if error.code.code == "E020":
            return 0, ""
        raise
    return end.seq, end.hash
