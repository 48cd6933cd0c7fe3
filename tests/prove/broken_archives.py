"""Archives that are to be broken, with where each record ends, and what the real door makes of the pieces."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sayso import limits
from sayso.collect.contained.pool import Contained
from sayso.collect.door import Door
from sayso.commands.intake import Inputs, taken_in
from sayso.read.notes import Note
from sayso.types import Capture, Unreadable
from tests.collect.archives.making import record, request, response

PAGES = {
    f"http://news.example/{n}": (
        f"<!doctype html><title>Fire {n}</title><p>Fire number {n} killed {n + 2} people in Almaty, police said on Friday. "
        f"At least {n + 40} others were hurt when the roof of the market fell, a spokesman told reporters."
    ).encode()
    for n in range(6)
}
BODIES = list(PAGES.values())
RECORDS = [record("warcinfo", b"software: made for a test\r\n", "")] + [
    one for uri, body in PAGES.items() for one in (request(uri), response(body, uri))
]
MEMBERS = [gzip.compress(one, mtime=0) for one in RECORDS]
NAME = "archive/data.warc.gz"


def ends(pieces: list[bytes]) -> list[int]:
    """Where each piece ends in the file."""
    return [sum(map(len, pieces[: n + 1])) for n in range(len(pieces))]


def intact(boundaries: list[int], place: int) -> int:
    """How many pages stand before this byte, whole: their records are every second one after the first."""
    return max(0, (sum(end <= place for end in boundaries) - 1) // 2)


def wacz() -> bytes:
    """With the archive in it as it is, as the standard wants it."""
    packed = b"".join(MEMBERS)
    listed = {"path": NAME, "hash": "sha256:" + hashlib.sha256(packed).hexdigest(), "bytes": len(packed)}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(zipfile.ZipInfo(NAME), packed)
        package.writestr(zipfile.ZipInfo("datapackage.json"), json.dumps({"resources": [listed]}))
    return made.getvalue()


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one archive: the bodies that were read to reports, in order; their addresses and times, which no digest of a
    WARC covers; what was told; the account of its records."""

    bodies: list[bytes]
    heads: list[tuple[str, datetime]]
    told: list[Unreadable]
    words: list[str]


@dataclass(slots=True)
class Reading:
    """The door of `sayso add`, with the children that read, without a ledger: some thousand archives are read in a minute."""

    file: Path
    contained: Contained

    def __call__(self, archive: bytes) -> Came:
        self.file.write_bytes(archive)
        words: list[str] = []
        told: list[Unreadable] = []

        def tell(item: Unreadable | Note) -> None:
            if isinstance(item, Unreadable):
                told.append(item)

        door = Door(
            io.BytesIO(), _now, limits.MAX_BYTES, _no_fetch, self.contained.call, tell=lambda _, text: words.append(text)
        )
        found = [capture for capture, _ in taken_in(Inputs([str(self.file)]).given(door), tell, self.contained)]
        return Came([one.body for one in found], [(one.address, one.fetched_at) for one in found], told, words)


@contextmanager
def reading(file: Path) -> Iterator[Reading]:
    """`file`: the archive's; its name says of which kind it is."""
    with Contained() as children:
        yield Reading(file, children)


def _now() -> datetime:
    return datetime(2022, 1, 8, tzinfo=UTC)


def _no_fetch(address: str) -> Capture:
    raise AssertionError(f"{address} was asked for")
