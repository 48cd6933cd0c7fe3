"""One record read back from its place: a gzip member with a record of WARC in it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import BinaryIO

from sayso.collect.evidence.records import GZIP

CHUNK = 65_536
MAX_HEADERS = 65_536
"""Bytes of a record's own headers; an address has some hundreds."""


ERASED = b"erased: sha256:"
"""What the record says that stands in the place of one that was erased, before the digest of its body."""


@dataclass(frozen=True, slots=True)
class Member:
    """A record. `headers` by name in lower case; `length` is that of the gzip member in the file, in bytes."""

    headers: dict[str, str]
    block: bytes
    offset: int
    length: int

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "")


def member_at(stream: BinaryIO, offset: int, limit: int) -> Member:
    """The record that begins at `offset`, with a block of at most `limit` bytes.

    Raises EOFError where the file ends within it, or before it, and ValueError where there is no record.
    """
    stream.seek(offset)
    raw, length = _inflated(stream, limit + MAX_HEADERS)
    head, ended, rest = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("utf8", "replace").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if not ended or not first.startswith("WARC/"):
        raise ValueError("no record of WARC")
    size = headers.get("content-length", "")
    if not (size.isascii() and size.isdigit() and rest[int(size) :] == b"\r\n\r\n"):
        raise ValueError("a record that is not as long as it says")
    return Member(headers, rest[: int(size)], offset, length)


def _inflated(stream: BinaryIO, limit: int) -> tuple[bytes, int]:
    """What the gzip member holds, and how many bytes of the stream it takes. zlib checks its CRC and its length."""
    engine, out, taken = zlib.decompressobj(wbits=GZIP), bytearray(), 0
    while not engine.eof:
        if not (chunk := engine.unconsumed_tail or stream.read(CHUNK)):
            raise EOFError("the file ends within a record")
        taken += 0 if engine.unconsumed_tail else len(chunk)
        try:
            out += engine.decompress(chunk, limit - len(out) + 1)
        except zlib.error as error:
            raise ValueError(f"a damaged record ({error})") from error
        if len(out) > limit:
            raise ValueError(f"a record of more than {limit:,} bytes")
    return bytes(out), taken - len(engine.unused_data)


def erased_body(member: Member) -> str | None:
    """The digest of the body that was erased here."""
    if member.kind == "metadata" and member.block.startswith(ERASED):
        return member.block.removeprefix(ERASED).strip().decode("ascii", "replace")
    return None
