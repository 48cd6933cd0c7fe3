"""A backup of a ledger in use: what lies beside it first, then one state of its entries, then what was received.

The order is what makes it one moment. The small files come first, so that none of them knows more than the entries do: a watch
that is put back fetches some articles once more, and never believes to have what the ledger lacks. What was received comes
last: it is only ever appended to, and on the disk before an entry points to it, so all that the entries point to is in it.

Only a redaction takes something away. It erases what was received before its own entry is there, and holds the write lock
meanwhile; so that lock is asked for at the end, and where a redaction came in between, all is taken once more.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, func, select

from sayso import __version__
from sayso.collect.evidence.whole import whole
from sayso.commands.backups.form import (
    ABOUT,
    ENTRIES,
    EVIDENCE,
    FORM,
    MANIFEST,
    SEAL,
    SEGMENT,
    SIDES,
    Manifest,
    about,
    seal,
)
from sayso.commands.backups.packing import packed
from sayso.commands.backups.side import copied
from sayso.commands.backups.writing import Writing
from sayso.errors import SaysoError
from sayso.ledger import canonical, schema
from sayso.ledger.address import Place, beside
from sayso.ledger.append import Head, head
from sayso.ledger.store import Store
from sayso.ledger.verify import every
from sayso.vocabulary import EntryKind

TRIES = 5
CHUNK = 1 << 20
MAY_NOT_WRITE = frozenset({"E025", "E059"})


def take(store: Store, place: Place, evidence: Path, file: BinaryIO, now: datetime) -> Manifest:
    """Write a backup into the empty `file`. SaysoError E176 for what cannot be read or written, E183 where somebody redacts
    again and again, and as every reader."""
    for _ in range(TRIES):
        file.seek(0)
        file.truncate()
        manifest = _once(store, place, evidence, file, now)
        if _redactions(store, manifest.seq) == 0:
            return manifest
    raise SaysoError("E183", ledger=place, times=TRIES)


def _once(store: Store, place: Place, evidence: Path, file: BinaryIO, now: datetime) -> Manifest:
    made = Writing(file, int(now.timestamp()))
    made.whole(ABOUT, about())
    _sides(made, place)
    end, redactions = _entries(made, store)
    _evidence(made, evidence)
    said = Manifest(
        form=FORM,
        sayso=__version__,
        taken_at=canonical.moment(now),
        ledger=str(place),
        seq=end.seq,
        head=end.hash,
        recorded_at=end.recorded_at,
        redactions=redactions,
        parts=tuple(made.parts),
    )
    content = canonical.encode(said)
    made.whole(MANIFEST, content)
    made.whole(SEAL, seal(content))
    made.end()
    return said


def _sides(made: Writing, place: Place) -> None:
    for name, suffix in sorted(SIDES.items()):
        path = beside(place, suffix)
        if path.exists():
            with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
                copy = Path(folder) / name
                copied(path, copy)
                with copy.open("rb") as stream, made.member(name) as member:
                    for chunk in iter(lambda: stream.read(CHUNK), b""):
                        member.write(chunk)


def _entries(made: Writing, store: Store) -> tuple[Head, int]:
    with store.reading() as connection, made.member(ENTRIES) as member:
        try:
            for some in packed(every(connection)):
                member.write(some)
        except ValueError as error:
            raise SaysoError("E026", seq="?", detail=f"an entry cannot be written as a line ({error})") from error
        return head(connection), _count(connection, 0)


def _evidence(made: Writing, folder: Path) -> None:
    for one in whole(folder):
        if not SEGMENT.fullmatch(one.path.name):
            raise SaysoError("E176", path=one.path, detail="a file of evidence is not called so")
        with one.path.open("rb") as stream, made.member(EVIDENCE + one.path.name) as member:
            for chunk in _first(stream, one.size):
                member.write(chunk)


def _first(stream: BinaryIO, size: int) -> Iterator[bytes]:
    while size and (chunk := stream.read(min(CHUNK, size))):
        yield chunk
        size -= len(chunk)


def _redactions(store: Store, after: int) -> int:
    """How many came since: nobody redacts while we ask. Who may not write waits for nobody, and asks all the same."""
    try:
        with store.writing() as connection:
            return _count(connection, after)
    except SaysoError as error:
        if error.code.code not in MAY_NOT_WRITE:
            raise
    with store.reading() as connection:
        return _count(connection, after)


def _count(connection: Connection, after: int) -> int:
    entries = schema.entries.c
    wanted = select(func.count()).where(entries.seq > after, entries.kind == EntryKind.REDACTION)
    return int(connection.execute(wanted).scalar_one())


def name_for(place: Place, now: datetime) -> str:
    """Of a backup in a folder of many: `sayso.ledger-20220108T120000Z.tar`. They sort by time."""
    return f"{beside(place, '').name}-{now.strftime('%Y%m%dT%H%M%SZ')}.tar"


def synced(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
