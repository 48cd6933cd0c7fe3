"""Content encodings of a record's payload undone, as those of what is fetched, and told as the archive's matter."""

from __future__ import annotations

from collections.abc import Callable

from sayso.collect.net.decompress import EncodingError, TooLargeError, decoded
from sayso.errors import SaysoError

Unpack = Callable[[bytes, str, int, str], bytes]
"""Payload, the value of Content-Encoding, the most bytes and the address to what the payload unpacks to."""
GZIP_MAGIC = b"\x1f\x8b"


def unpacked(payload: bytes, coding: str, most: int, address: str) -> bytes:
    """Raises SaysoError E079 (a coding that is not known, broken, cut, or a bomb), E005 (more than `most` bytes).

    Tools that unpack what they store leave the header: what is told to be gzip and does not begin like it is taken as it is.
    """
    if coding.strip().lower() in {"gzip", "x-gzip"} and not payload.startswith(GZIP_MAGIC):
        return payload
    try:
        return decoded(payload, coding, most)
    except EncodingError as error:
        raise SaysoError("E079", path=address, detail=error) from error
    except TooLargeError as error:
        raise SaysoError("E005", path=address, size="what it unpacks to", limit=f"{error.limit:,} bytes") from error
