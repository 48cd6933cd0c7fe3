"""Content encodings undone, with limits of size and ratio: what a few bytes unpack to may be more than a machine holds."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from sayso import limits
from sayso.errors import SaysoError

Unpack = Callable[[bytes, str, int, str], bytes]
"""Payload, the value of Content-Encoding, the most bytes and the address to what the payload unpacks to."""
GZIP_MAGIC = b"\x1f\x8b"
GZIP, ZLIB, RAW = 31, 15, -15
MOST_CODINGS = 3


def unpacked(payload: bytes, coding: str, most: int, address: str) -> bytes:
    """Raises SaysoError E079 (a coding that is not known, broken, or a bomb) or E005 (more than `most` bytes)."""
    names = [name for name in (part.strip().lower() for part in coding.split(",")) if name not in {"", "identity"}]
    if len(names) > MOST_CODINGS:
        raise SaysoError("E079", path=address, detail=f"encoded {len(names)} times over")
    for name in reversed(names):
        payload = _undone(payload, name, most, address)
    return payload


def _undone(payload: bytes, name: str, most: int, address: str) -> bytes:
    if name in {"gzip", "x-gzip"}:
        # archives keep the header of what they have unpacked already
        return _inflated(payload, GZIP, most, address) if payload.startswith(GZIP_MAGIC) else payload
    if name == "deflate":
        return _inflated(payload, ZLIB if _is_zlib(payload) else RAW, most, address)
    raise SaysoError("E079", path=address, detail=f"“{name[:20]}” is not known")


def _is_zlib(payload: bytes) -> bool:
    """RFC 1950, against the raw deflate that some servers mean."""
    return len(payload) > 1 and payload[0] & 0x0F == 8 and int.from_bytes(payload[:2], "big") % 31 == 0


def _inflated(payload: bytes, form: int, most: int, address: str) -> bytes:
    out, left = bytearray(), payload
    while left:
        unzip = zlib.decompressobj(form)
        try:
            out += unzip.decompress(left, most + 1 - len(out))
        except zlib.error as error:
            raise SaysoError("E079", path=address, detail="broken") from error
        if len(out) > most:
            raise SaysoError("E005", path=address, size="what it unpacks to", limit=f"{most:,} bytes")
        if not unzip.eof:
            raise SaysoError("E079", path=address, detail="it ends early")
        left = unzip.unused_data if unzip.unused_data.startswith(GZIP_MAGIC) else b""
    if len(out) > limits.RATIO_FREE and len(out) > limits.MAX_RATIO * len(payload):
        raise SaysoError("E079", path=address, detail=f"it grows to more than {limits.MAX_RATIO} times its size")
    return bytes(out)
