"""Is a made-up word in a file: as it is, in other letters and encodings, compressed, or in pieces?

A word of 14 letters lies in pieces where an index keeps only what a word has beyond the one before it (FTS5), and where
PostgreSQL's own compression puts a byte between every eight; either leaves seven letters in a row. So any seven are looked for.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.ledger.test_redaction import as_far_as_it_goes

LETTERS = "bcdfghjkmnpqvwxz"
"""No seven of them stand together in a word of a language, and seven drawn at random are not drawn again."""
LENGTH, PIECE = 14, 7
STREAM = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
PAGES = (4096, 8192)
"""Of SQLite and of PostgreSQL."""
OVER = 24_000
"""Bytes over which a compressed body is followed, across pages."""


def word(rng: random.Random) -> str:
    return "".join(rng.choice(LETTERS) for _ in range(LENGTH)).capitalize()


class Search:
    """Of some words at once."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(words)
        pieces = {w.lower()[at : at + PIECE]: w for w in self.words for at in range(LENGTH - PIECE + 1)}
        assert len(pieces) > len(self.words)
        self._pieces = {piece.encode(): w for piece, w in pieces.items()}
        self._any = re.compile(rb"[%s]{%d,}" % (LETTERS.encode(), PIECE))

    def in_bytes(self, data: bytes) -> set[str]:
        """The words of which a piece is in `data`, whatever the case, in UTF-8 or UTF-16."""
        plain = data.lower()
        return self._found(plain) | self._found(plain[::2]) | self._found(plain[1::2]) if b"\0" in data else self._found(plain)

    def _found(self, data: bytes) -> set[str]:
        runs = (match.group() for match in self._any.finditer(data))
        pieces = (run[at : at + PIECE] for run in runs for at in range(len(run) - PIECE + 1))
        return {self._pieces[piece] for piece in pieces if piece in self._pieces}

    def in_file(self, path: Path) -> set[str]:
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return set()
        found = self.in_bytes(data) | self.in_bytes(str(path.name).encode())
        for body in inflated(data):
            found |= self.in_bytes(body)
        return found

    def in_files(self, paths: Iterable[Path]) -> dict[str, set[str]]:
        """The files that hold any, with the words."""
        found = {str(path): self.in_file(path) for path in paths}
        return {name: words for name, words in found.items() if words}


def files(*folders: Path) -> Iterator[Path]:
    return (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())


def inflated(data: bytes) -> Iterator[bytes]:
    """Whatever begins like zlib or gzip, as far as it goes: in one piece, and over the pages that follow it."""
    for match in STREAM.finditer(data):
        start, gzip = match.start(), match.group()[0] == 0x1F
        if gzip:
            yield _as_gzip(data[start : start + 1_000_000])
            continue
        yield as_far_as_it_goes(data[start : start + OVER])
        yield as_far_as_it_goes(_over_pages(data, start, PAGES[0], 4))


def _over_pages(data: bytes, start: int, page: int, head: int) -> bytes:
    """A body of SQLite goes on in pages that follow, each after the number of the next."""
    end = (start // page + 1) * page
    rest = data[start:end]
    while len(rest) < OVER and end < len(data):
        rest += data[end + head : end + page]
        end += page
    return rest


def _as_gzip(data: bytes) -> bytes:
    way, made = zlib.decompressobj(31), b""
    try:
        made = way.decompress(data)
    except zlib.error:
        return made
    return made
