"""`sayso backup`: a ledger in use and all that belongs to it, in one file that was read back before it has its name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from sayso.collect.evidence.segment import sync_folder
from sayso.commands.backups.checking import checked
from sayso.commands.backups.form import EVIDENCE, FOR_THE_OWNER
from sayso.commands.backups.reading import Found
from sayso.commands.backups.taking import name_for, synced, take
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify

PART = ".part"


def back_up(session: Session, to: str) -> None:
    """SaysoError E175 where there is something already, E176 where it cannot be written, E183 as `taking.take`, E026
    for a damaged ledger: a good backup is never followed by one that is not."""
    now = session.clock()
    path = Path(to) / name_for(session.ledger, now) if Path(to).is_dir() else Path(to)
    if os.path.lexists(path):
        raise SaysoError("E175", path=path)
    with Reader.open(session.ledger, session.settings.wait_seconds) as ledger:
        with _written(path) as (part, file):
            take(ledger.store, session.ledger, session.evidence, file, now)
            synced(file)
            made = _read_back(ledger, part, file)
        gone = _gone(ledger, made)
    session.out.print(f"{path}: {made.words}; {path.stat().st_size:,} bytes, read back", soft_wrap=True, markup=False)
    session.out.print(f"head {made.manifest.head}", soft_wrap=True)
    for name in gone:
        session.blame(f"{session.evidence / name}: entries point to it, and it is not whole there: the backup lacks it too")
    session.tell("it is not encrypted: who can read it can read the ledger (docs/backup.md)")


def _read_back(ledger: Reader, part: Path, file: BinaryIO) -> Found:
    """What holds in every part. SaysoError E026 where the ledger itself does not, E176 where other bytes come back."""
    file.seek(0)
    try:
        return checked(part, file)
    except SaysoError as error:
        for finding in verify(ledger.store):
            raise finding.error from error
        raise SaysoError("E176", path=part, detail=f"read back, {error.values['detail']}") from error


@contextmanager
def _written(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A file of another name, which gets its own once the block is done, and is taken away if it is not."""
    part = path.with_name(path.name + PART)
    try:
        with _alone(part) as file:
            try:
                yield part, file
                if os.path.lexists(path):
                    raise SaysoError("E175", path=path)
                part.rename(path)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise
        sync_folder(path.parent)
    except OSError as error:
        raise SaysoError("E176", path=path, detail=error.strerror or error) from error


@contextmanager
def _alone(part: Path) -> Iterator[BinaryIO]:
    """What a killed run left under this name is written over; what another run writes is not touched."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(part, flags, FOR_THE_OWNER), "r+b") as file:  # noqa: PTH123
        _hold(part, file)
        if not part.exists() or not os.path.samestat(part.stat(), os.fstat(file.fileno())):
            # between opening and holding it the other run was done: this is its backup, under its own name by now
            raise SaysoError("E176", path=part, detail="another backup was being written there")
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), FOR_THE_OWNER)
        file.truncate(0)
        yield cast(BinaryIO, file)


def _hold(part: Path, file: object) -> None:
    with suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(cast(BinaryIO, file), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SaysoError("E176", path=part, detail="another backup is being written there") from error


def _gone(ledger: Reader, made: Found) -> list[str]:
    """Files of evidence that entries of the backup point to and that it does not hold, or not as far as that."""
    pointed: dict[str, int] = {}
    for one in ledger.kept():
        if one.seq <= made.manifest.seq and one.warc is not None and one.offset is not None:
            pointed[one.warc] = max(pointed.get(one.warc, 0), one.offset)
    there = {one.name.removeprefix(EVIDENCE): one.size for one in made.evidence}
    return sorted(name for name, offset in pointed.items() if there.get(name, 0) <= offset)
