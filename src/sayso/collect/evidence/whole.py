"""How much of each file of evidence is whole by now, for whoever copies it while others keep what they receive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sayso import limits
from sayso.collect.evidence.failures import coded
from sayso.collect.evidence.index import NAME
from sayso.collect.evidence.members import member_at
from sayso.collect.evidence.segment import PATTERN, lives


@dataclass(frozen=True, slots=True)
class Whole:
    """A file, and how many of its bytes are whole records. What is written to it later comes after those."""

    path: Path
    size: int


def whole(folder: Path) -> Iterator[Whole]:
    """Every file, by name. All that the ledger points to when this begins is in it. SaysoError E085 where one
    cannot be read."""
    known = _known(folder / NAME)
    for path in sorted(folder.glob(PATTERN)):
        with coded(path), path.open("rb") as stream:
            yield Whole(path, _size(stream, known.get(path.name, 0)))


def _size(stream: BinaryIO, known: int) -> int:
    """All of a file that nobody writes any more; of another one up to the end of its last whole record."""
    ended = lives(stream)
    size = stream.seek(0, 2)
    if ended or size < known:
        return size
    at = known
    while at < size:
        try:
            member = member_at(stream, at, limits.MAX_EVIDENCE_FILE)
        except (EOFError, ValueError):
            break
        at += member.length
    return at


def _known(index: Path) -> dict[str, int]:
    """Up to where the index has the records of each file: those are whole. Nothing where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{index.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return dict(connection.execute("SELECT file, upto FROM files"))
    except sqlite3.Error:
        return {}
