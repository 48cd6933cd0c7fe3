"""Readings are kept compressed (zlib, RFC 1950): 60 KB of JSON become 9, and so does what a commit puts on the disk.

Only how a body lies in the table. The chain commits to the bytes before, which is what everybody gets who asks the column. The
first byte tells: canonical JSON begins with "{", what zlib made with "x", so that the bodies of older ledgers stay as they are.
docs/decisions/0020-compressed-bodies.md has the reasons.
"""

from __future__ import annotations

import zlib

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from sayso.vocabulary import EntryKind

MARK = b"x"
LEVEL = 1
"""0.3 ms for a reading of 60 KB; level 6 takes three times as long for a tenth less."""
MOST = 1 << 27
"""Bytes of a body that is compressed, and so of one that is unpacked: a file from elsewhere may hold anything."""


def packed(kind: str, body: bytes) -> bytes:
    """As it lies in the table. Other kinds are small, and the guards of SQLite look into redactions."""
    return zlib.compress(body, LEVEL) if kind == EntryKind.READING and len(body) <= MOST else body


def unpacked(stored: bytes) -> bytes:
    """The body. Bytes that were damaged are given as they lie there: `verify` finds that nobody committed to them."""
    if not stored.startswith(MARK):
        return stored
    way = zlib.decompressobj()
    try:
        body = way.decompress(stored, MOST + 1)
    except zlib.error:
        return stored
    return body if way.eof and not way.unused_data else stored


class Body(TypeDecorator[bytes]):
    """A column of bodies: packed in the table, unpacked in every row that is asked for. Who inserts packs."""

    impl = LargeBinary
    cache_ok = True

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return unpacked(value) if isinstance(value, bytes) else value
