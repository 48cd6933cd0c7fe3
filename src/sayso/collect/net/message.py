"""An HTTP message as it was received or kept: where its head ends, what its header fields say, its chunks joined (RFC 9112)."""

from __future__ import annotations

import re

HEAD_END = re.compile(rb"\r?\n\r?\n")
CHUNK = re.compile(rb"([0-9a-fA-F]{1,12})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")


def parted(block: bytes) -> tuple[bytes, bytes]:
    """Head, with its empty line, and what follows."""
    end = HEAD_END.search(block)
    return (block[: end.end()], block[end.end() :]) if end else (block.rstrip(b"\r\n") + b"\r\n\r\n", b"")


def fields(head: bytes) -> dict[str, str]:
    """Header fields by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def is_chunked(told: dict[str, str]) -> bool:
    return "chunked" in told.get("transfer-encoding", "").lower()


def unchunked(stored: bytes) -> tuple[bytes, bool]:
    """The chunks joined, and whether they are cut short. Many tools store the body without chunks and leave the header."""
    at, joined = 0, bytearray()
    while chunk := CHUNK.match(stored, at):
        size = int(chunk[1], 16)
        if size == 0:
            return bytes(joined), False
        joined += stored[chunk.end() : chunk.end() + size]
        at = chunk.end() + size
        if stored[at : at + 1] == b"\r":
            at += 1
        if stored[at : at + 1] != b"\n":
            return bytes(joined), True
        at += 1
    return (bytes(joined), True) if at else (stored, False)
