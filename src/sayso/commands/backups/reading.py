"""A backup read as strictly as it was written: what is not exactly what `writing` makes is damaged, whoever made it.

Nothing of it is trusted before its digest is known: sizes are held against the file, names against the few that there are. A
link, a folder, a name with a path, a member that is there twice, padding that is not empty: each ends the reading.
"""

from __future__ import annotations

import hashlib
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sayso.commands.backups.form import (
    ABOUT,
    ANY_FORM,
    BLOCK,
    ENTRIES,
    EVIDENCE,
    FORM,
    MANIFEST,
    SEAL,
    SIDES,
    DamagedError,
    Manifest,
    about,
    damaged,
    header,
    manifest_of,
    place_of,
    seal,
)
from sayso.errors import SaysoError

CHUNK = 1 << 20
LARGEST_MANIFEST = 100_000_000
"""Bytes: a line of some 150 for each file of evidence, each of which has up to 1 GB."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A member, and where its bytes begin."""

    name: str
    start: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Found:
    """A backup whose every byte has the digest that its manifest names. What it says is looked at elsewhere (`checking`)."""

    path: Path
    file: BinaryIO
    manifest: Manifest
    sealed: str
    """SHA-256 of the manifest: the same for the same backup, and for no other."""
    members: dict[str, Placed]

    @property
    def evidence(self) -> list[Placed]:
        return [one for name, one in self.members.items() if name.startswith(EVIDENCE)]

    @property
    def words(self) -> str:
        """ "3 entries, 1 file of evidence (2,048 bytes), .alerts"."""
        entries, files, size = self.manifest.seq, len(self.evidence), sum(one.size for one in self.evidence)
        noted = f"{entries:,} {'entry' if entries == 1 else 'entries'}"
        kept = f"{files:,} {'file' if files == 1 else 'files'} of evidence ({size:,} bytes)"
        return ", ".join((noted, kept, *(suffix for name, suffix in SIDES.items() if name in self.members)))

    def read(self, one: Placed) -> Iterator[bytes]:
        """Its bytes; SaysoError E178 at the end where they are not those that were checked before."""
        digest = hashlib.sha256()
        for chunk in _chunks(self.file, one.start, one.size):
            digest.update(chunk)
            yield chunk
        if digest.hexdigest() != one.sha256:
            raise damaged(self.path, f"{one.name} changed while it was read")


def found(path: Path, file: BinaryIO) -> Found:
    """Reads all of it. SaysoError E177 for what is no backup, E178 for a damaged one, E179 for one of a newer form."""
    size = os.fstat(file.fileno()).st_size
    _of_this_form(path, file)
    try:
        members, at = _members(file, size)
        manifest, sealed = _manifest(file, members)
        _fits(manifest, members, at)
    except (ValueError, tarfile.TarError) as error:
        raise damaged(path, error) from error
    return Found(path, file, manifest, sealed, members)


def _of_this_form(path: Path, file: BinaryIO) -> None:
    first = file.read(2 * BLOCK)[BLOCK:]
    said = ANY_FORM.match(first)
    if said is None:
        raise SaysoError("E177", path=path, detail="it does not begin like one" if first else "it is empty or far too short")
    if int(said[1]) > FORM:
        raise SaysoError("E179", path=path, found=int(said[1]), known=FORM)


def _members(file: BinaryIO, size: int) -> tuple[dict[str, Placed], int]:
    members, at, last, time = dict[str, Placed](), 0, (-1, ""), -1
    while True:
        block = _exactly(file, at, BLOCK)
        if not any(block):
            break
        one = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        time = int(one.mtime) if time < 0 else time
        if one.size < 0 or block != header(one.name, one.size, time):
            raise DamagedError(f"the header at byte {at} is none that sayso backup writes")
        place = (place_of(one.name), one.name)
        if place <= last:
            raise DamagedError(f"“{one.name}” is not in its place")
        start, padding = at + BLOCK, -one.size % BLOCK
        if start + one.size + padding > size:
            raise DamagedError(f"it ends within “{one.name}”")
        members[one.name] = Placed(one.name, start, one.size, _digest(file, start, one.size))
        if any(_exactly(file, start + one.size, padding)):
            raise DamagedError(f"there is something after “{one.name}”")
        at, last = start + one.size + padding, place
    if any(_exactly(file, at, 2 * BLOCK)) or at + 2 * BLOCK != size:
        raise DamagedError("its end is not that of a backup")
    return members, time


def _manifest(file: BinaryIO, members: dict[str, Placed]) -> tuple[Manifest, str]:
    if any(name not in members for name in (ABOUT, ENTRIES, MANIFEST, SEAL)):
        raise DamagedError("a part of it is missing: it was cut off, or never finished")
    one = members[MANIFEST]
    if one.size > LARGEST_MANIFEST:
        raise DamagedError("its manifest is too large")
    said = _exactly(file, one.start, one.size)
    if members[SEAL].size != len(seal(said)) or _exactly(file, members[SEAL].start, members[SEAL].size) != seal(said):
        raise DamagedError("its manifest does not have the digest that stands beside it")
    first = members[ABOUT]
    if first.size != len(about()) or _exactly(file, first.start, first.size) != about():
        raise DamagedError(f"{ABOUT} was changed")
    return manifest_of(said), one.sha256


def _fits(manifest: Manifest, members: dict[str, Placed], at: int) -> None:
    """Each part is there, and as the manifest says; nothing else is."""
    for part in manifest.parts:
        there = members.get(part.name)
        if there is None or (there.size, there.sha256) != (part.size, part.sha256):
            raise DamagedError(f"{part.name} does not have the digest that the manifest names")
    if manifest.form != FORM or [part.name for part in manifest.parts] != [n for n in members if n not in (MANIFEST, SEAL)]:
        raise DamagedError("it does not hold what its manifest names")
    try:
        taken = int(datetime.fromisoformat(manifest.taken_at).timestamp())
    except (ValueError, OverflowError) as error:
        raise DamagedError("its manifest names no moment") from error
    if taken != at:
        raise DamagedError("its members are not of the moment that the manifest names")


def _digest(file: BinaryIO, start: int, size: int) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(file, start, size):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(file: BinaryIO, start: int, size: int) -> Iterator[bytes]:
    while size:
        chunk = _exactly(file, start, min(size, CHUNK))
        yield chunk
        start, size = start + len(chunk), size - len(chunk)


def _exactly(file: BinaryIO, start: int, size: int) -> bytes:
    file.seek(start)
    got = file.read(size)
    if len(got) < size:
        raise DamagedError("it was cut off")
    return got
