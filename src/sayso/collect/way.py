"""How far a run of collecting is: a share of the whole, from 0 to 1, told as it grows.

Arguments share the whole evenly, the pages of a feed the share of their feed, and the documents of an archive that of theirs by
the bytes that were read of it. So one archive of ten thousand pages moves as ten thousand files would.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(slots=True)
class Way:
    """`told`: gets each new share; it never falls."""

    told: Callable[[float], None]
    _from: float = 0.0
    _wide: float = 1.0
    _now: float = 0.0

    def at(self, share: float) -> None:
        """So much of what is being done now."""
        now = self._from + self._wide * min(share, 1.0)
        if now > self._now:
            self._now = now
            self.told(now)

    @contextmanager
    def part(self, number: int, of: int) -> Iterator[None]:
        """What is done inside is part `number` (from 0) of `of` equal ones; at its end, all of it is done."""
        before = self._from, self._wide
        self._from, self._wide = self._from + self._wide * number / of, self._wide / of
        try:
            yield
        finally:
            self._from, self._wide = before
        self.at((number + 1) / of)


def read_of(stream: BinaryIO) -> Callable[[], float]:
    """Asked again and again: which share of a stream was read. 0 where its length is not known, as of a pipe."""
    try:
        here = stream.tell()
        size = stream.seek(0, os.SEEK_END)
        stream.seek(here)
    except (OSError, ValueError):
        return lambda: 0.0
    return lambda: stream.tell() / size if size and not stream.closed else 0.0
