"""The content encodings gzip and deflate undone (RFC 9110, 8.4.1; RFC 1950 to 1952), within limits on size and ratio.

A body that was cut, or has a wrong checksum, is refused: half a page is never taken for a whole one.
"""

from __future__ import annotations

import zlib

from sayso import limits
from sayso.printable import clean

GZIP, ZLIB, RAW = 31, 15, -15
"""What zlib calls the three wrappings: `wbits`."""
SLICE = 65_536
PIECE = 1_048_576
"""Bytes given to zlib at once, and taken from it at once: no bomb is ever unpacked further than this beyond a limit."""
MOST_MEMBERS = 10_000
"""Members of one gzip body. Tools that write blocks make one of some 16 kB each; each costs us a copy of a slice."""
MOST_LAYERS = 2


class EncodingError(Exception):
    """Why a body cannot be decoded, in a few words."""


class TooLargeError(Exception):
    """More than `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(limit)


def decoded(payload: bytes, encoding: str, limit: int) -> bytes:
    """`encoding` is the header's value, empty for none. Raises EncodingError or, above `limit` bytes, TooLargeError."""
    names = [name for name in (part.strip().lower() for part in encoding.split(",")) if name not in ("", "identity")]
    if len(names) > MOST_LAYERS:
        raise EncodingError("encoded more than twice")
    for name in reversed(names):
        payload = _undone(payload, name, limit)
    return payload


def _undone(payload: bytes, name: str, limit: int) -> bytes:
    if name not in ("gzip", "x-gzip", "deflate"):
        raise EncodingError(f"encoded as {clean(name[:20])}, which was not asked for")
    if not payload:
        return b""
    unpacked = _Unpacked(payload, limit)
    try:
        if name == "deflate":
            unpacked.member(ZLIB if _is_zlib(payload) else RAW)
        else:
            unpacked.members()
    except zlib.error as error:
        raise EncodingError(f"broken {name}: {error}") from None
    return b"".join(unpacked.pieces)


def _is_zlib(payload: bytes) -> bool:
    """The standard says zlib's wrapping, some servers send none; the first two bytes tell (RFC 1950, 2.2)."""
    return payload[0] & 0x0F == 8 and int.from_bytes(payload[:2], "big") % 31 == 0


class _Unpacked:
    """What came out so far, and how far the payload is read."""

    def __init__(self, payload: bytes, limit: int) -> None:
        self._payload, self._limit = memoryview(payload), limit
        self._at, self._size = 0, 0
        self.pieces: list[bytes] = []

    def members(self) -> None:
        """All members of a gzip file. Zeros after the last are padding."""
        for _ in range(MOST_MEMBERS):
            self.member(GZIP)
            if not bytes(self._payload[self._at : self._at + SLICE]).strip(b"\0"):
                return
        raise EncodingError(f"gzip of more than {MOST_MEMBERS:,} members")

    def member(self, wrapping: int) -> None:
        engine = zlib.decompressobj(wrapping)
        while not engine.eof:
            given = engine.unconsumed_tail or self._next()
            piece = engine.decompress(given, PIECE)
            if not given and not piece and not engine.eof:
                raise EncodingError("cut: the end of the compressed body is missing")
            self._keep(piece)
        self._at -= len(engine.unused_data)

    def _next(self) -> bytes:
        given = bytes(self._payload[self._at : self._at + SLICE])
        self._at += len(given)
        return given

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise TooLargeError(self._limit)
        if self._size > limits.MIN_RATIO_BYTES and self._size > limits.MAX_RATIO * len(self._payload):
            raise EncodingError(f"compressed more than {limits.MAX_RATIO} to one")
        self.pieces.append(piece)
