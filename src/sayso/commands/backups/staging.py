"""A backup unpacked beside the place where it is to be, so that putting it there is a few renames.

`LEDGER.restoring` holds the ledger and its small files, `EVIDENCE.restoring` what was received. Once all is there and on the
disk, a note is written into the first: from then on the restore is finished by whoever says it again, however often killed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from sayso.collect.evidence.segment import sync_folder
from sayso.commands.backups.checking import entries
from sayso.commands.backups.form import EVIDENCE, FOR_THE_OWNER, SIDES, USERS, DamagedError, damaged
from sayso.commands.backups.reading import Found, Placed
from sayso.commands.backups.side import without_sessions
from sayso.errors import SaysoError
from sayso.ledger.address import Database, Place, beside
from sayso.ledger.append import head
from sayso.ledger.copying import AT_ONCE, append_copied
from sayso.ledger.ledger import Ledger
from sayso.ledger.verify import verify
from sayso.reconcile.keep.anew import anew
from sayso.types import Entry

SUFFIX = ".restoring"
NOTE = "placing.json"
LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Note:
    """`sealed`: of which backup; `aside`: what follows the names of what is moved aside, None where nothing is."""

    sealed: str
    aside: str | None


@dataclass(frozen=True, slots=True)
class Staging:
    """Where a backup is unpacked on its way to `to`, with its evidence on the way to `evidence_to`."""

    to: Place
    evidence_to: Path

    @property
    def folder(self) -> Path:
        return beside(self.to, SUFFIX)

    @property
    def evidence(self) -> Path:
        return self.evidence_to.with_name(self.evidence_to.name + SUFFIX)

    @property
    def note(self) -> Note | None:
        """None where nothing was unpacked whole. SaysoError E182 where it cannot be read."""
        try:
            said = json.loads((self.folder / NOTE).read_bytes())
            return Note(said["sealed"], said["aside"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SaysoError("E182", path=self.folder / NOTE, detail=error) from error

    def clear(self) -> None:
        """The note goes first: half of what was unpacked is never taken for all of it."""
        (self.folder / NOTE).unlink(missing_ok=True)
        for folder in (self.evidence, self.folder):
            if folder.exists():
                shutil.rmtree(folder)


def stage(backup: Found, staging: Staging, clock: Callable[[], datetime], aside: str | None) -> None:
    """Unpack all of it. SaysoError E178 for bytes that changed meanwhile, E182 where it cannot be written; OSError."""
    staging.clear()
    staging.folder.mkdir(mode=0o700)
    for name in backup.members.keys() & SIDES.keys():
        _file(backup, backup.members[name], staging.folder / name, FOR_THE_OWNER)
        if name == USERS:
            without_sessions(staging.folder / name)
    if backup.evidence:
        staging.evidence.mkdir(parents=True)
        for one in backup.evidence:
            _file(backup, one, staging.evidence / one.name.removeprefix(EVIDENCE), 0o666)
        sync_folder(staging.evidence)
    if not isinstance(staging.to, Database):
        load(backup, staging.folder / LEDGER, clock, 10.0)
    _write_note(staging.folder, Note(backup.sealed, aside))


def load(backup: Found, to: Place, clock: Callable[[], datetime], wait_seconds: float) -> None:
    """All entries in one transaction, then the tables that follow them; proved by its own chain. It must be empty before."""

    def work(connection: Connection) -> None:
        if head(connection).seq == 0:  # a server that was lost after COMMIT has it already
            some = _sound(backup)
            while batch := list(islice(some, AT_ONCE)):
                append_copied(connection, batch)

    with Ledger.open(to, clock, create=True, wait_seconds=wait_seconds) as ledger:
        ledger.store.write(work)
        anew(ledger.store, os.cpu_count() or 1)
        for finding in verify(ledger.store, backup.manifest.head):
            raise finding.error


def _sound(backup: Found) -> Iterator[Entry]:
    try:
        yield from entries(backup)
    except DamagedError as error:
        raise damaged(backup.path, error) from error


def _file(backup: Found, one: Placed, target: Path, mode: int) -> None:
    with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:  # noqa: PTH123
        stream.writelines(backup.read(one))
        stream.flush()
        os.fsync(stream.fileno())


def _write_note(folder: Path, note: Note) -> None:
    part = folder / (NOTE + ".part")
    with part.open("w", encoding="ascii") as stream:
        json.dump({"sealed": note.sealed, "aside": note.aside}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    part.rename(folder / NOTE)
    sync_folder(folder)
    sync_folder(folder.absolute().parent)
