"""An archive in its stretches: each gzip member is one, and a file that is not compressed is one as a whole.

Every member is checked to its last byte: it must end, with the right checksum and length (RFC 1952). Where one is broken, the
next is looked for: reading goes on at the first gzip header whose content begins like a record. That cannot be told from a
member that lay within the broken one as the content of a record; it takes damage in that very record, so it is worth the rest
of the archive, and the place is told.
"""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator

from sayso import limits
from sayso.collect.archives.raw import PIECE, Raw

MAGIC = b"\x1f\x8b\x08"
GZIP = 31
"""zlib's number for a gzip member with header and trailer."""
BEGINS = b"WARC/1."
PROBED = 4_096
"""Compressed bytes within which a member must begin like a record."""


class Broken(Exception):  # noqa: N818 - it is no error of the program
    """Damage: the byte of the file at which the broken thing begins, and what is wrong. `last`: nothing after it is read."""

    def __init__(self, at: int, detail: str, last: bool = False) -> None:
        super().__init__(detail)
        self.at, self.detail, self.last = at, detail, last


class Stretch(ABC):
    """Bytes that belong together, after decompression. Every method raises Broken where what is asked for is damaged."""

    def __init__(self, start: int) -> None:
        self.start = start
        self._ready = bytearray()

    @abstractmethod
    def _more(self) -> bytes:
        """The next bytes; none at the end of the stretch."""

    @property
    @abstractmethod
    def at(self) -> int:
        """Where in the file that which comes next begins; of a member, where the member begins."""

    def peek(self, count: int) -> bytes:
        """The next `count` bytes, fewer at the end, which are still to come. To see the end is to have the member checked."""
        while len(self._ready) < count and (more := self._more()):
            self._ready += more
        return bytes(self._ready[:count])

    def take(self, count: int) -> bytes:
        """The next `count` bytes, fewer at the end."""
        taken = self.peek(count)
        self._pass(len(taken))
        return taken

    def skip(self, count: int) -> int:
        """Pass over `count` bytes and keep none; how many there were."""
        left = count
        while left and self.peek(1):
            passed = min(left, len(self._ready))
            self._pass(passed)
            left -= passed
        return count - left

    def until(self, mark: bytes, most: int) -> bytes | None:
        """The bytes through `mark`; None where it is not among the next `most`."""
        searched = 0
        while (place := self._ready.find(mark, searched)) < 0:
            searched = max(0, len(self._ready) - len(mark) + 1)
            more = self._more() if len(self._ready) < most else b""
            if not more:
                return None
            self._ready += more
        return self.take(place + len(mark))

    def drain(self) -> None:
        """To the end, keeping nothing."""
        self._ready.clear()
        while self._more():
            pass

    def _pass(self, count: int) -> None:
        del self._ready[:count]


class Whole(Stretch):
    """A file that is not compressed."""

    def __init__(self, raw: Raw) -> None:
        super().__init__(raw.at)
        self._raw = raw

    @property
    def at(self) -> int:
        return self._raw.at - len(self._ready)

    def _more(self) -> bytes:
        return self._raw.piece()


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


def like_a_record(found: bytes) -> bool:
    """Is it the beginning of a record, or as much of one as is left? One damaged byte does not make it something else."""
    return sum(a != b for a, b in zip(found, BEGINS, strict=False)) <= 1


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
