"""Messages over a pipe: eight bytes of length, then so many bytes."""

from __future__ import annotations

import struct
from typing import BinaryIO

LENGTH = struct.Struct(">Q")


class TooLongError(ValueError):
    """A message says that it is longer than it may be. Not a byte of it was read."""


def send(stream: BinaryIO, message: bytes) -> None:
    stream.write(LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: BinaryIO, most: int) -> bytes:
    """One message of at most `most` bytes. Raises EOFError where the pipe ends before it does, TooLongError, OSError."""
    (length,) = LENGTH.unpack(_exactly(stream, LENGTH.size))
    if length > most:
        raise TooLongError(f"{length:,} bytes")
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    found = stream.read(length)
    if len(found) < length:
        raise EOFError
    return found
