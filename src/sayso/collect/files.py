"""Files, folders, standard input and what was handed over to `Capture`s: bytes as they were received, with where and when.

What cannot be taken gives an `Unreadable` with its reason, so that every argument leads to something.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import Any, BinaryIO

from sayso.collect import arguments, sniff
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.types import Capture, Unreadable


def captures(
    paths: Sequence[str], stdin: BinaryIO, clock: Callable[[], datetime], max_bytes: int
) -> Iterator[Capture | Unreadable]:
    """A capture of every file that `paths` mean, in order; `-` is `stdin`. Nothing is fetched and no archive opened: that is
    `received`.

    Raises SaysoError E001, E002 or E015 for a wrong argument, before anything is read. A file that is binary or a folder's
    pipe (E003), empty (E004), larger than `max_bytes` (E005) or cannot be read (E010) is yielded as `Unreadable`.
    """
    named = [one for one in arguments.named(paths) if isinstance(one, str | Unreadable)]
    return (one if isinstance(one, Unreadable) else capture(one, stdin, clock, max_bytes) for one in named)


def capture(path: str, stdin: BinaryIO, clock: Callable[[], datetime], max_bytes: int) -> Capture | Unreadable:
    """One file, whole. E003, E004, E005 and E010 as `captures`."""
    return _taken(printable(path), lambda: _bytes(path, stdin, max_bytes), clock)


@contextmanager
def opened(path: str, stdin: BinaryIO) -> Iterator[tuple[BinaryIO, bytes] | None]:
    """A file as a stream with its first bytes, which stay in the stream; None where it cannot be opened, which `capture`
    tells, or cannot be looked at without taking from it."""
    if path == arguments.STANDARD_INPUT:
        begun = stdin.read(sniff.HEAD)  # `peek` gives what a slow writer has written so far, which may be too little to tell
        yield BufferedReader(_Begun(begun, stdin)), begun
        return
    if not arguments.is_regular(path):  # what a pipe gives, it gives once
        yield None
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below, and not opened where it cannot be
    except OSError:
        yield None
        return
    with stream:
        yield (stream, _peeked(stream))


class _Begun(RawIOBase):
    """A stream whose first `HEAD` bytes were taken, and are given once more. Where there were fewer, it was at its end: a
    terminal that is asked again would wait for more."""

    def __init__(self, begun: bytes, rest: BinaryIO) -> None:
        self._begun, self._rest, self._ended = begun, rest, len(begun) < sniff.HEAD

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece, self._begun = self._begun[: len(buffer)], self._begun[len(buffer) :]
        if not piece and not self._ended:
            piece = self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _peeked(stream: BufferedReader) -> bytes:
    try:
        return stream.peek(sniff.HEAD)
    except OSError:
        return b""


def handed_over(address: str, stream: BinaryIO, clock: Callable[[], datetime], max_bytes: int) -> Capture | Unreadable:
    """A capture of what somebody gave under a name, such as a file that was dropped on the page. `address` is one printable
    line; its suffix says what it is, as that of a file does. E003, E004, E005 and E010 as `captures`.
    """
    return _taken(address, lambda: _of_stream(address, stream, max_bytes), clock)


def _taken(address: str, bytes_of: Callable[[], bytes], clock: Callable[[], datetime]) -> Capture | Unreadable:
    try:
        body = bytes_of()
        _check(address, body)
    except SaysoError as error:
        return Unreadable(address, error.code.code, error.line)
    return Capture(address, clock(), sniff.media_type(address, body), hashlib.sha256(body).hexdigest(), body)


def _bytes(path: str, stdin: BinaryIO, limit: int) -> bytes:
    """At most `limit` bytes; one more is asked for, to know that there are more. Raises SaysoError E005 or E010."""
    address = printable(path)
    try:
        if path == arguments.STANDARD_INPUT:
            body = stdin.read(limit + 1)
        else:
            file = Path(path)
            _fits(address, file.stat().st_size, limit)
            with file.open("rb") as stream:
                body = stream.read(limit + 1)
    except OSError as error:
        raise SaysoError("E010", path=address, detail=error.strerror or "unknown reason") from error
    _fits(address, len(body), limit)
    return body


def _of_stream(address: str, stream: BinaryIO, limit: int) -> bytes:
    """All of a stream that can be wound back. Raises SaysoError E005 or E010."""
    try:
        _fits(address, stream.seek(0, os.SEEK_END), limit)
        stream.seek(0)
        return stream.read(limit)
    except (OSError, ValueError) as error:  # ValueError: somebody closed it
        raise SaysoError("E010", path=address, detail=getattr(error, "strerror", None) or error) from error


def _fits(address: str, size: int, limit: int) -> None:
    if size > limit:
        raise SaysoError("E005", path=address, size=f"{size:,} bytes", limit=f"{limit:,}")


def _check(address: str, body: bytes) -> None:
    """Raises SaysoError E004 for nothing but white space, E003 for a binary file."""
    if not body.strip():
        raise SaysoError("E004", path=address)
    if what := sniff.binary(body):
        raise SaysoError("E003", path=address, what=what)
