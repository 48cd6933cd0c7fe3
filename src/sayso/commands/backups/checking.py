"""All of a backup looked at before anything is done with it: each byte, the chain of its entries, and its small files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sayso.commands.backups.form import ENTRIES, SIDES, DamagedError, damaged
from sayso.commands.backups.packing import unpacked
from sayso.commands.backups.reading import Found, Placed, found
from sayso.commands.backups.side import sound
from sayso.errors import SaysoError
from sayso.ledger.chain import GENESIS
from sayso.ledger.verify import of_entries
from sayso.types import Entry
from sayso.vocabulary import EntryKind


def checked(path: Path, file: BinaryIO, head: str | None = None) -> Found:
    """SaysoError as `reading.found`, and E178 where what it says does not hold. `head` was noted earlier: it must be there."""
    backup = found(path, file)
    try:
        _entries(backup, head)
        for name in backup.members.keys() & SIDES.keys():
            _side(backup, backup.members[name])
    except DamagedError as error:
        raise damaged(path, error) from error
    return backup


def entries(backup: Found) -> Iterator[Entry]:
    """One after the other; DamagedError or SaysoError as they come to what is wrong."""
    return unpacked(backup.read(backup.members[ENTRIES]))


def _entries(backup: Found, head: str | None) -> None:
    walked, manifest = _Walked(), backup.manifest
    for finding in of_entries(walked.over(entries(backup)), head):
        raise DamagedError(f"entry {finding.seq}: {finding.what}")
    if walked.end != (manifest.seq, manifest.head, manifest.recorded_at) or walked.redactions != manifest.redactions:
        raise DamagedError("its entries do not end as its manifest says")


class _Walked:
    def __init__(self) -> None:
        self.end, self.redactions = (0, GENESIS, ""), 0

    def over(self, some: Iterator[Entry]) -> Iterator[Entry]:
        for entry in some:
            self.end = (entry.seq, entry.hash, entry.recorded_at)
            self.redactions += entry.kind == EntryKind.REDACTION
            yield entry


def _side(backup: Found, one: Placed) -> None:
    with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        path = Path(folder) / one.name
        try:
            with path.open("xb") as stream:
                stream.writelines(backup.read(one))
        except OSError as error:
            raise SaysoError("E182", path=path, detail=error.strerror or error) from error
        sound(path, one.name)
