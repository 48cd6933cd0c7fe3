"""What writes into a stream, as what a server sends: piece by piece, never all of it in memory.

The writer has a thread of its own, which waits while nobody takes what it wrote. What goes wrong before the first piece is
raised here, so that it is told as any error is; later the answer breaks off, and the client sees that it is not whole.
"""

from __future__ import annotations

import io
import queue
import threading
from collections.abc import Callable, Iterator
from typing import BinaryIO

PIECE = 64 * 1024
"""Bytes that are sent together."""
AHEAD = 4
"""Pieces that the writer may be ahead of who takes them."""
Item = bytes | BaseException | None
"""A piece, what went wrong, or None: the end."""


class GoneError(Exception):
    """Nobody takes it any more."""


def streamed(write: Callable[[BinaryIO], object]) -> Iterator[bytes]:
    """What `write` writes, in pieces of `PIECE` bytes. Raises what it raises."""
    pieces: queue.Queue[Item] = queue.Queue(AHEAD)
    gone = threading.Event()
    threading.Thread(target=_run, args=(write, pieces, gone), name="export", daemon=True).start()
    first = pieces.get()
    if isinstance(first, BaseException):
        raise first
    return _pieces(first, pieces, gone)


def _pieces(item: Item, pieces: queue.Queue[Item], gone: threading.Event) -> Iterator[bytes]:
    try:
        while item is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
            item = pieces.get()
    finally:
        gone.set()


def _run(write: Callable[[BinaryIO], object], pieces: queue.Queue[Item], gone: threading.Event) -> None:
    stream = io.BufferedWriter(_Pieces(pieces, gone), PIECE)
    try:
        write(stream)
        stream.flush()
        _put(pieces, None, gone)
    except GoneError:
        return
    except BaseException as error:
        _put(pieces, error, gone)


def _put(pieces: queue.Queue[Item], item: Item, gone: threading.Event) -> None:
    """Raises GoneError where nobody takes it any more."""
    while not gone.is_set():
        try:
            pieces.put(item, timeout=1)
            return
        except queue.Full:
            continue
    raise GoneError


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: queue.Queue[Item], gone: threading.Event) -> None:
        self._pieces, self._gone = pieces, gone

    def writable(self) -> bool:
        return True

    def write(self, some: object) -> int:
        piece = bytes(some)  # type: ignore[call-overload]
        if piece:
            _put(self._pieces, piece, self._gone)
        return len(piece)
