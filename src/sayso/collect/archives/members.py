"""The gzip members of an archive (RFC 1952), each checked to its last byte: it must end, with the right checksum and length.

Where one is broken, the next is looked for: reading goes on at the first gzip header whose content begins like a record. That
cannot be told from a member that lay within the broken one as the content of a record; it takes damage in that very record, so
it is worth the rest of the archive, and the place is told.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from sayso import limits
from sayso.collect.archives.raw import PIECE, Raw
from sayso.collect.archives.stretches import BEGINS, Broken, Stretch, Whole, like_a_record

MAGIC = b"\x1f\x8b\x08"
GZIP = 31
"""zlib's number for a gzip member with header and trailer."""
PROBED = 4_096
"""Compressed bytes within which a member must begin like a record."""


class Member(Stretch):
    """A gzip member. `broken` is what was found to be wrong with it."""

    def __init__(self, raw: Raw) -> None:
        super().__init__(raw.at)
        self._raw = raw
        self._zlib = zlib.decompressobj(GZIP)
        self._tail = b""
        self._given = 0
        self.broken: Broken | None = None

    @property
    def at(self) -> int:
        return self.start

    def _more(self) -> bytes:
        while not self._zlib.eof:
            piece = self._tail or self._raw.piece()
            out = self._unpacked(piece)
            if out:
                return out
            if not piece and not self._zlib.eof:
                raise self._break("the file ends within its gzip member")
        return b""

    def _unpacked(self, piece: bytes) -> bytes:
        if self.broken:
            raise self.broken
        try:
            out = self._zlib.decompress(piece, PIECE)
        except zlib.error as error:
            raise self._break("its gzip member is broken") from error
        self._tail = self._zlib.unconsumed_tail
        if self._zlib.eof:
            self._raw.go(self._raw.at - len(self._zlib.unused_data))
        self._given += len(out)
        packed = self._raw.at - self.start
        if self._given > limits.MAX_UNPACKED and self._given > packed * limits.MAX_RATIO:
            raise self._break(f"it unpacks to more than {limits.MAX_RATIO} times its size; the rest is not read", last=True)
        return out

    def _break(self, detail: str, last: bool = False) -> Broken:
        self.broken = Broken(self.start, detail, last)
        return self.broken


def stretches(raw: Raw) -> Iterator[Stretch | Broken]:
    """Every stretch in its order, and what is broken between them. What is left of one when the next is asked for is passed
    over; damage that nobody came upon is told then."""
    if like_a_record(raw.peek(len(BEGINS))):
        yield Whole(raw)
        return
    while raw.peek(1):
        start, broken = raw.at, None
        if raw.peek(len(MAGIC)) == MAGIC:
            member = Member(raw)
            yield member
            broken = member.broken
            if broken is None and (broken := _rest(member)):
                yield broken
        else:
            broken = Broken(start, "no record begins there")
            yield broken
        if broken and (broken.last or not _found_next(raw, start + 1)):
            return


def _rest(member: Member) -> Broken | None:
    try:
        member.drain()
    except Broken as broken:
        return broken
    return None


def _found_next(raw: Raw, after: int) -> bool:
    """Go to the next member that begins like a record; False where there is none. Tries are limited: each takes a while."""
    raw.go(after)
    for _ in range(limits.MAX_PROBES):
        if not raw.find(MAGIC):
            return False
        if _begins_record(raw.peek(PROBED)):
            return True
        raw.go(raw.at + 1)
    return False


def _begins_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(GZIP).decompress(packed, len(BEGINS)) == BEGINS
    except zlib.error:
        return False
