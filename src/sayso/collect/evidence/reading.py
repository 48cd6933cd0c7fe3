"""What the ledger points to: a body, or the record that holds it, by the name of the file and the place in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sayso import limits
from sayso.collect.evidence.content import body_of
from sayso.collect.evidence.members import Member, erased_body, member_at
from sayso.errors import SaysoError


class ErasedError(SaysoError):
    """E086: the body was erased on purpose."""


def body(folder: Path, warc: str, offset: int, sha256: str) -> bytes:
    """The body whose digest is `sha256`. SaysoError E086 where it is not there, or is another."""
    member = member_of(folder, warc, offset)
    try:
        found = body_of(member.kind, member.block, limits.MAX_EVIDENCE_FILE)
    except ValueError as error:
        raise SaysoError("E086", path=folder / warc, detail=at_byte(offset, error)) from error
    if hashlib.sha256(found).hexdigest() != sha256:
        if erased_body(member) == sha256:
            raise ErasedError("E086", path=folder / warc, detail=at_byte(offset, "it was erased by a redaction"))
        raise SaysoError("E086", path=folder / warc, detail=at_byte(offset, "its digest is another"))
    return found


def record(folder: Path, warc: str, offset: int) -> bytes:
    """The record as it lies there: one gzip member, which is itself a valid `.warc.gz`. SaysoError E086 as `body`."""
    member = member_of(folder, warc, offset)
    with (folder / warc).open("rb") as stream:
        stream.seek(offset)
        return stream.read(member.length)


def member_of(folder: Path, warc: str, offset: int) -> Member:
    """SaysoError E086 where there is no record. `warc` is a bare name: a ledger of others leads to no other folder."""
    path = folder / warc
    try:
        if Path(warc).name != warc or not offset >= 0:
            raise ValueError("that is no place in the evidence")
        with path.open("rb") as stream:
            return member_at(stream, offset, limits.MAX_EVIDENCE_FILE)
    except OSError as error:
        raise SaysoError("E086", path=path, detail=at_byte(offset, error.strerror or error)) from error
    except (EOFError, ValueError) as error:
        raise SaysoError("E086", path=path, detail=at_byte(offset, error)) from error


def at_byte(offset: int, what: object) -> str:
    return f"at byte {offset}: {what}"
