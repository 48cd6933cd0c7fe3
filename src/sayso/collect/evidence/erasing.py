"""Words that must go: a record is overwritten where it lies by one of the same length that says only that it was erased.

Offsets of all other records stay true. The rest of the length is the comment of the gzip member (RFC 1952, FCOMMENT), which
every reader passes over. What is being overwritten is noted in the index first, so that a crash leaves no half record behind:
whoever opens the evidence next finishes it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sayso import limits
from sayso.collect.evidence.failures import coded
from sayso.collect.evidence.index import Index, Row
from sayso.collect.evidence.members import ERASED, Member, member_at
from sayso.collect.evidence.records import RandomBytes, compressed, first_headers, record_id

COMMENT = 0x10
FLAGS = slice(3, 4)
FIXED = 10
"""Bytes of a gzip header before its optional fields."""
Clock = Callable[[], datetime]


def group(folder: Path, row: Row) -> list[Row]:
    """The record and those that belong to it, which follow it; `sha256` of those is empty. EOFError, ValueError or OSError."""
    with (folder / row.file).open("rb") as stream:
        first = member_at(stream, row.offset, limits.MAX_EVIDENCE_FILE)
        found, ids, at = [Row(row.sha256, row.file, row.offset, first.length)], {_id(first)}, row.offset + first.length
        for member in _following(stream, at):
            if member.headers.get("warc-concurrent-to") not in ids:
                break
            ids.add(_id(member))
            found.append(Row("", row.file, member.offset, member.length))
    return found


def finish(folder: Path, index: Index, clock: Clock, random_bytes: RandomBytes) -> int:
    """Overwrite all that the index notes as being erased. SaysoError E085 where the file cannot be written."""
    rows = index.erasing()
    for row in rows:
        path = folder / row.file
        if path.exists():
            _overwrite(path, row, erased_member(row, clock(), random_bytes))
        index.end_erasing(row)
    return len(rows)


def erased_member(row: Row, at: datetime, random_bytes: RandomBytes) -> bytes:
    """A gzip member of exactly `row.length` bytes. ValueError where that is too short, which no record of ours is."""
    said = ERASED + row.sha256.encode() if row.sha256 else b"erased"
    headers = first_headers("metadata", record_id(random_bytes), at)
    short = compressed("metadata", headers, "application/warc-fields", said + b"\r\n", level=9)
    left = row.length - len(short) - 1
    if left < 0:
        raise ValueError(f"{row.length} bytes are too few to say that a record was erased")
    flags = bytes([short[FLAGS][0] | COMMENT])
    return short[: FLAGS.start] + flags + short[FLAGS.stop : FIXED] + b"-" * left + b"\0" + short[FIXED:]


def _overwrite(path: Path, row: Row, member: bytes) -> None:
    with coded(path), path.open("r+b", buffering=0) as stream:
        stream.seek(row.offset)
        left = memoryview(member)
        while left:
            left = left[stream.write(left) :]
        os.fsync(stream.fileno())


def _following(stream: BinaryIO, at: int) -> Iterator[Member]:
    """The records from `at` on, as far as they are whole."""
    while True:
        try:
            member = member_at(stream, at, limits.MAX_EVIDENCE_FILE)
        except (EOFError, ValueError):
            return
        yield member
        at += member.length


def _id(member: Member) -> str:
    return member.headers.get("warc-record-id", "")
