"""An archive in its stretches: each gzip member is one (`members.py`), and a file that is not compressed is one as a whole."""

from __future__ import annotations

from abc import ABC, abstractmethod

from sayso.collect.archives.raw import Raw

BEGINS = b"WARC/1."


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


def like_a_record(found: bytes) -> bool:
    """Is it the beginning of a record, or as much of one as is left? One damaged byte does not make it something else."""
    return sum(a != b for a, b in zip(found, BEGINS, strict=False)) <= 1
