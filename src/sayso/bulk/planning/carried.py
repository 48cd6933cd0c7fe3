"""A stream that is walked, and the bytes of it that a task has to bring along where no worker can open it in the middle."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from sayso.collect.archives.raw import Readable

QUICKLY = 1
"""zlib's level: it goes from one process to another and is then forgotten."""


class Walked:
    """`at`: bytes that were read. Where it `carries`, those since the last cut are held."""

    def __init__(self, stream: Readable, carry: bool) -> None:
        self._stream, self.carries = stream, carry
        self._held, self._base = bytearray(), 0
        self.at = 0

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(size)
        self.at += len(data)
        if self.carries:
            self._held += data
        return data

    def cut(self, end: int) -> bytes | None:
        """Packed, the bytes from the last cut up to `end`; None where nothing is carried."""
        if not self.carries:
            return None
        count = end - self._base
        data = zlib.compress(bytes(self._held[:count]), QUICKLY)
        del self._held[:count]
        self._base = end
        return data


def unpacked(data: bytes) -> bytes:
    return zlib.decompress(data)


class Lines:
    """Lines of a stream, each with its end, of a line that is too long only its beginning."""

    def __init__(self, stream: Readable, most: int) -> None:
        self._stream, self._most = stream, most
        self._held = b""

    def __iter__(self) -> Iterator[tuple[bytes, int]]:
        """Each line with the number of its bytes."""
        while True:
            line, size = self._next()
            if not size:
                return
            yield line, size

    def _next(self) -> tuple[bytes, int]:
        parts: list[bytes] = []
        kept = size = 0
        while True:
            end = self._held.find(b"\n") + 1
            piece, self._held = (self._held[:end], self._held[end:]) if end else (self._held, b"")
            size += len(piece)
            if kept <= self._most:
                parts.append(piece)
                kept += len(piece)
            if end:
                return b"".join(parts), size
            self._held = self._stream.read(65_536)
            if not self._held:
                return b"".join(parts), size
