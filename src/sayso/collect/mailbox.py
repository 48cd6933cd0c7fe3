"""A mailbox (mbox, RFC 4155) as a stream: a capture of each message.

A message begins with a line "From …" that says when it came, at the top of the file or after an empty line; without a time it
is the beginning of a sentence. Where such a line belongs to a message, mail programs write ">From "; this is undone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import BinaryIO

from sayso.collect.given import Given
from sayso.collect.sniff import MAIL, MBOX_BEGINS
from sayso.errors import SaysoError
from sayso.types import Capture, Unreadable

LINE = 65_536
"""Bytes of a line that are read at a time."""
QUOTED = re.compile(rb">+From ")
FROM = b"From "


def captures(stream: BinaryIO, address: str, max_bytes: int, clock: Callable[[], datetime]) -> Iterator[Given]:
    """Every message in order, its address that of the mailbox, `#` and its number from 1.

    E005 for a message of more than `max_bytes`, E078 where the file does not begin with a message, E010 where the disk fails.
    """
    try:
        for number, (message, size) in enumerate(_messages(stream, max_bytes), 1):
            where = f"{address}#{number}"
            if size > max_bytes:
                yield _problem("E005", where, size=f"{size:,} bytes", limit=f"{max_bytes:,}")
            elif not message.strip():
                yield _problem("E004", where)
            else:
                yield Given(Capture(where, clock(), MAIL, hashlib.sha256(message).hexdigest(), message))
    except _NoMailboxError:
        yield _problem("E078", address, detail="it does not begin with the line of a message (“From …”)")
    except OSError as error:
        yield _problem("E010", address, detail=error.strerror or "unknown reason")


class _NoMailboxError(Exception):
    """The first line is not that of a message."""


def _messages(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[bytes, int]]:
    """Each message, not more of it than the limit, and how many bytes it has."""
    message: bytearray | None = None
    size, after_empty, within_line = 0, True, False
    while line := stream.readline(LINE):
        begins = after_empty and not within_line and _begins(line, first=message is None)
        if begins or message is None:
            if not begins:
                raise _NoMailboxError
            if message is not None:
                yield bytes(message), size
            message, size = bytearray(), 0
        else:
            part = line[1:] if not within_line and QUOTED.match(line) else line
            size += len(part)
            if size <= max_bytes:
                message += part
        after_empty = not within_line and not line.strip(b"\r\n")
        within_line = not line.endswith(b"\n")
    if message is not None:
        yield bytes(message), size


def _begins(line: bytes, first: bool) -> bool:
    return line.startswith(FROM) and (first or bool(MBOX_BEGINS.match(line)))


def _problem(code: str, address: str, **values: object) -> Given:
    problem = SaysoError(code, path=address, **values)
    return Given(Unreadable(address, code, problem.line))
