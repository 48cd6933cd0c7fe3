"""The HTTP message in a record: its head, and its payload with the transfer encoding undone (RFC 9112)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?!\d)")
CHUNK = re.compile(rb"([0-9a-fA-F]{1,12})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
LONGEST_HEAD = 262_144
"""Bytes of a response's head. What is longer is no head."""
CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """`stored` is the payload as the record has it, `payload` the same without chunks. `cut`: the chunks did not add up."""

    head: bytes
    status: int
    headers: Mapping[str, str]
    stored: bytes
    payload: bytes
    cut: bool = False


def answer(block: bytes) -> Answer | None:
    """The response in a block; None where it is none."""
    status = STATUS.match(block)
    if status is None:
        return None
    head, stored = parted(block)
    if len(head) > LONGEST_HEAD:
        return None
    headers = fields(head)
    payload, cut = stored, False
    if "chunked" in headers.get("transfer-encoding", "").lower():
        payload, cut = _unchunked(stored)
    return Answer(head, int(status[1]), headers, stored, payload, cut)


def parted(block: bytes) -> tuple[bytes, bytes]:
    """Head, with its empty line, and what follows."""
    end = EMPTY_LINE.search(block)
    return (block[: end.end()], block[end.end() :]) if end else (block.rstrip(b"\r\n") + b"\r\n\r\n", b"")


def fields(head: bytes) -> dict[str, str]:
    """Header fields by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def charset(content_type: str) -> str | None:
    match = CHARSET.search(content_type)
    return match[1] if match else None


def _unchunked(stored: bytes) -> tuple[bytes, bool]:
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
