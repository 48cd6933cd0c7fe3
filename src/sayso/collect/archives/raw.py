"""The bytes of an archive as they lie in the file, a piece at a time, with the last stretch held so that one can go back."""

from __future__ import annotations

from typing import Protocol

PIECE = 65_536
"""Bytes that are read, or handed on, at a time."""
HELD = 1_048_576
"""Bytes behind the place of reading that can be gone back to. A record of a page has some 10,000 to 300,000."""


class Readable(Protocol):
    """All that is asked of a stream."""

    def read(self, size: int, /) -> bytes: ...


class Raw:
    """`at` is the place in the file, in bytes, of what `piece` gives next. The stream need not be able to go back, and may
    begin within the file."""

    def __init__(self, stream: Readable, at: int = 0) -> None:
        self._stream = stream
        self._held = bytearray()
        self._base = self.at = at

    def piece(self) -> bytes:
        """The next bytes, at most `PIECE`; none at the end of the file."""
        self.peek(1)
        start = self.at - self._base
        piece = bytes(self._held[start : start + PIECE])
        self.at += len(piece)
        return piece

    def peek(self, count: int) -> bytes:
        """The next `count` bytes, fewer at the end of the file, which are still to come."""
        while self._base + len(self._held) < self.at + count and (read := self._stream.read(PIECE)):
            self._held += read
            self._let_go()
        start = self.at - self._base
        return bytes(self._held[start : start + count])

    def go(self, place: int) -> None:
        """Back to `place`, or to the earliest that is held."""
        self.at = max(place, self._base)

    def find(self, mark: bytes) -> bool:
        """Go forward to where `mark` is; to the end of the file where it is not."""
        while True:
            place = self._held.find(mark, self.at - self._base)
            if place >= 0:
                self.at = self._base + place
                return True
            end = self._base + len(self._held)
            self.at = max(self.at, end - len(mark) + 1)
            if len(self.peek(len(mark))) < len(mark):
                self.at = self._base + len(self._held)
                return False

    def _let_go(self) -> None:
        too_many = self.at - self._base - HELD
        if too_many > 0:
            del self._held[:too_many]
            self._base += too_many
