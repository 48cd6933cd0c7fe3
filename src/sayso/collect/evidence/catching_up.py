"""The index made to say what the files hold: after a run that was killed, after the index was deleted, or at first."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from sayso import limits
from sayso.collect.evidence.content import body_of
from sayso.collect.evidence.index import Index, Row
from sayso.collect.evidence.members import Member, erased_body, member_at
from sayso.collect.evidence.segment import PATTERN, lives
from sayso.printable import clean

GIVES_A_BODY = frozenset({"response", "resource"})
Tell = Callable[[str], None]


@dataclass(slots=True)
class Scan:
    """What was found from `upto` on, which moves along; `wrong` is why it could not go on to the end."""

    upto: int
    rows: list[Row] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    wrong: str | None = None


def catch_up(folder: Path, index: Index, tell: Tell) -> None:
    """Read what is new in each file since the index last saw it. What is torn or damaged is told once, and passed over."""
    known = index.known()
    files = {path.name: path for path in sorted(folder.glob(PATTERN))}
    for gone in known.keys() - files.keys():
        index.forget(gone)
    for name, path in files.items():
        upto, seen = known.get(name, (0, -1))
        size = path.stat().st_size
        if size < upto:
            index.forget(name)
            upto = 0
        if size != seen:
            _take_in(path, upto, index, tell)


def _take_in(path: Path, upto: int, index: Index, tell: Tell) -> None:
    with path.open("rb") as stream:
        ended = lives(stream)
        with contextlib.suppress(OSError):
            os.fsync(stream.fileno())  # what a killed run wrote may not be on the disk yet, and is pointed to from now on
        size = os.fstat(stream.fileno()).st_size
        scan = Scan(upto)
        while scan.upto < size and scan.wrong is None:
            _one(stream, path.name, scan)
    index.add(scan.rows, path.name, scan.upto, size if ended else scan.upto, scan.erased)
    if scan.wrong and ended:
        tell(f"{clean(str(path))}: {scan.wrong} at byte {scan.upto}; what stands before it is whole")


def _one(stream: BinaryIO, name: str, scan: Scan) -> None:
    try:
        member = member_at(stream, scan.upto, limits.MAX_EVIDENCE_FILE)
    except (EOFError, ValueError) as error:
        scan.wrong = str(error)
        return
    scan.upto += member.length
    if sha256 := erased_body(member):
        scan.erased.append(sha256)
    elif gives_a_body(member):
        with contextlib.suppress(ValueError):
            scan.rows.append(Row(digest_of(member), name, member.offset, member.length))


def gives_a_body(member: Member) -> bool:
    """Is it the first record of a capture?"""
    return member.kind in GIVES_A_BODY and "warc-concurrent-to" not in member.headers


def digest_of(member: Member) -> str:
    """The SHA-256 of the body that it gives. ValueError where it gives none."""
    return hashlib.sha256(body_of(member.kind, member.block, limits.MAX_EVIDENCE_FILE)).hexdigest()
