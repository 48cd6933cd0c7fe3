"""A child's side of its two pipes: what its parent says comes from standard input, its answers go to standard output."""

from __future__ import annotations

import os
import sys
import threading
from typing import BinaryIO


def pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes, under other numbers than standard input and output, which now lead nowhere."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nowhere, standard)
    return source, sink


def end_with(source: BinaryIO) -> None:
    """Ends this process when the parent's end of the pipe is gone, also in the middle of a job: its parent was killed."""
    if sys.platform == "win32":
        return
    import select

    poller = select.poll()
    poller.register(source, 0)  # asks for nothing; that the other end hung up is always told

    def wait() -> None:
        poller.poll()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()
