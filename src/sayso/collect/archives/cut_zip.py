"""A zip without its directory, which stands at the end: cut off. What is in it is found by the header before each file
(APPNOTE.TXT, 4.3.7), as far as files are stored as they are, which WACZ asks of its archives.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sayso.collect.archives.raw import PIECE

HEADER = struct.Struct("<4s5H3L2H")
MAGIC, BEHIND = b"PK\x03\x04", b"PK\x07\x08"
"""Before a file, and behind one whose size was not known when it was begun (4.3.9)."""
BEHIND_BYTES = (16, 24)
STORED, LATER = 0, 1 << 3
"""A file that is not packed; a flag: its size is told only behind it."""
NOT_HERE = 0xFFFFFFFF
"""A size that stands elsewhere, since it has more than 32 bits."""


@dataclass(slots=True)
class Stored:
    """A file in the zip, to be read before the next is asked for. It may end before its end."""

    name: str
    _stream: BinaryIO
    _left: int
    """Bytes of it that were not read yet."""

    def read(self, size: int) -> bytes:
        data = self._stream.read(min(size, self._left))
        self._left -= len(data)
        return data


def stored(stream: BinaryIO) -> Iterator[Stored]:
    """Every file that is stored as it is, in order, until something else comes or the stream ends. OSError as the stream."""
    at = 0
    while True:
        stream.seek(at)
        head = stream.read(HEADER.size)
        if len(head) < HEADER.size or not head.startswith(MAGIC):
            return
        _, _, flags, method, _, _, _, packed, _, name_bytes, extra_bytes = HEADER.unpack(head)
        name = stream.read(name_bytes)
        at += HEADER.size + name_bytes + extra_bytes
        size, following = packed, at + packed
        if flags & LATER or packed == NOT_HERE:
            size, following = _up_to_next(stream, at)
        if method == STORED and len(name) == name_bytes:
            stream.seek(at)
            yield Stored(name.decode("utf8", "replace"), stream, size)
        at = following


def _up_to_next(stream: BinaryIO, at: int) -> tuple[int, int]:
    """Bytes of the file that begins at `at`, and where the next does: at what looks like its header, else at the end. That may
    lie within the file, by chance once in four billion bytes; what is read of it then is told as broken."""
    stream.seek(at)
    before, end = b"", at
    while piece := stream.read(PIECE):
        seen = before + piece
        if (place := seen.find(MAGIC)) >= 0:
            following = end - len(before) + place
            return _without_behind(stream, following) - at, following
        before, end = seen[1 - len(MAGIC) :], end + len(piece)
    return end - at, end


def _without_behind(stream: BinaryIO, following: int) -> int:
    for size in BEHIND_BYTES:
        if size <= following:
            stream.seek(following - size)
            if stream.read(len(BEHIND)) == BEHIND:
                return following - size
    return following
