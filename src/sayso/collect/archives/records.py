"""WARC records (ISO 28500, versions 1.0 and 1.1) of a stretch, each with proof that it is whole.

An own small parser, because fastwarc 2.0 and warcio take a record that is cut short for a whole one and say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sayso.collect.archives import digests
from sayso.collect.archives.stretches import BEGINS, Broken, Stretch, like_a_record

VERSION = re.compile(rb"WARC/1\.[01]")
END = b"\r\n\r\n"
MAX_HEAD = 65_536
"""Bytes of a record's own header."""
LONGEST_LENGTH = 18
"""Digits of a Content-Length."""
KEPT = frozenset({"response", "resource", "request"})
"""Kinds of records whose blocks are kept; all others are passed over."""


@dataclass(frozen=True, slots=True)
class Record:
    """`headers` has lower-case names. `block` is empty where the kind is not kept, and only its beginning where not `whole`."""

    offset: int
    kind: str
    headers: Mapping[str, str]
    block: bytes
    length: int
    whole: bool

    @property
    def uri(self) -> str:
        """The address it is about. Some tools write it in the angle brackets of the standard's grammar."""
        return self.headers.get("warc-target-uri", "").strip("<> ")


def records(stretch: Stretch, most: int) -> Iterator[Record]:
    """Every record, at most `most` bytes of its block kept. Raises Broken at the first that is not whole.

    A record is whole if its block is as long as it says and ends as it must, and another record or the end follows. Only the
    last member of all can show that the end of its stretch is cut: whoever takes a stretch has it checked by doing so.
    """
    while stretch.peek(1):
        yield _record(stretch, most)


def _record(stretch: Stretch, most: int) -> Record:
    offset = stretch.at
    headers = _headers(_head(stretch, offset), offset)
    length = _length(headers, offset)
    kind = headers.get("warc-type", "").lower()
    block = stretch.take(min(length, most)) if kind in KEPT else b""
    there = len(block) + stretch.skip(length - len(block))
    if there < length:
        raise Broken(offset, f"it is cut short: {there:,} of {length:,} bytes are there")
    if stretch.take(len(END)) != END:
        raise Broken(offset, "it does not end where it says")
    record = Record(offset, kind, headers, block, length, kind in KEPT and len(block) == length)
    if not like_a_record(stretch.peek(len(BEGINS))) and not digests.proven(record.headers, record.block):
        raise Broken(offset, "what follows it is no record, and no digest tells where it ends")
    return record


def _head(stretch: Stretch, offset: int) -> bytes:
    if not VERSION.match(stretch.peek(len(BEGINS) + 1)):
        raise Broken(offset, "no record begins there")
    head = stretch.until(END, MAX_HEAD)
    if head is None:
        raise Broken(offset, "its header has no end")
    return head


def _headers(head: bytes, offset: int) -> dict[str, str]:
    headers: dict[str, str] = {}
    lines = re.sub(r"\r\n[ \t]+", " ", head.decode("utf8", "replace")).split("\r\n")
    for line in lines[1:]:
        if not line:
            continue
        name, colon, value = line.partition(":")
        if not colon:
            raise Broken(offset, "its header is broken")
        name, value = name.strip().lower(), value.strip()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _length(headers: Mapping[str, str], offset: int) -> int:
    """One that is given twice is none: nobody could say which is meant."""
    told = headers.get("content-length", "")
    if not (told.isascii() and told.isdigit() and len(told) <= LONGEST_LENGTH):
        raise Broken(offset, "it does not say how long it is")
    return int(told)
