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

from sayso.reconcile.origins.spelling import folded
from tests.ledger.test_redaction import as_far_as_it_goes

LETTERS = "bcdfghjkmnpqvwxz"
"""No seven of them stand together in a word of a language."""
LENGTH, PIECE = 14, 7
STREAM = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
PAGES = (4096, 8192)
"""Of SQLite and of PostgreSQL."""
OVER = 24_000
"""Bytes over which a compressed body is followed, across pages."""


def word(rng: random.Random, drawn: set[str]) -> str:
    """One that has no seven letters in common with any before it, so that what is found is found. `drawn`: those pieces."""
    while True:
        letters = "".join(rng.choice(LETTERS) for _ in range(LENGTH))
        if drawn.isdisjoint(pieces(letters)):
            drawn |= pieces(letters)
            return letters.capitalize()


def pieces(word: str) -> set[str]:
    """All of its seven letters in a row, and those of the name as names are compared by, which the ledger keeps too."""
    return {form[at : at + PIECE] for form in (word.lower(), folded(word)) for at in range(len(form) - PIECE + 1)}


class Search:
    """Of some words at once."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(words)
        self._pieces = {piece.encode(): w for w in self.words for piece in pieces(w)}
        assert len(self._pieces) > len(self.words)
        self._any = re.compile(rb"[%s]{%d,}" % (LETTERS.encode(), PIECE))
        self._wide = re.compile(rb"(?:[%s]\0){%d,}|(?:\0[%s]){%d,}" % (LETTERS.encode(), PIECE, LETTERS.encode(), PIECE))

    def in_bytes(self, data: bytes) -> set[str]:
        """The words of which a piece is in `data`, whatever the case, in UTF-8 or UTF-16."""
        plain = data.lower()
        runs = [match.group() for match in self._any.finditer(plain)]
        runs += [match.group().replace(b"\0", b"") for match in self._wide.finditer(plain)]
        found = (run[at : at + PIECE] for run in runs for at in range(len(run) - PIECE + 1))
        return {self._pieces[piece] for piece in found if piece in self._pieces}

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
