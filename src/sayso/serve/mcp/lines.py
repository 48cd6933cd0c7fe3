"""Standard input, a line at a time, so that Ctrl-C ends a process that waits for one.

A thread that waits in a read cannot be called off, and asyncio waits for its threads. This one is a daemon and holds no lock of
Python's, so that nobody has to wait for it.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator

from sayso.limits import MCP_QUESTION

AT_ONCE = 65_536
WAITING = 16
"""Lines that wait to be looked at; a client that sends more has to wait."""


class Lines:
    """The lines of a file descriptor as text, each with its end; a line that is longer than `most` bytes is an empty one, which
    is no message. `async for` gives each of them once."""

    def __init__(self, descriptor: int, most: int = MCP_QUESTION) -> None:
        self._descriptor = descriptor
        self._most = most
        self._read: asyncio.Queue[str | None] = asyncio.Queue(WAITING)

    async def __aiter__(self) -> AsyncIterator[str]:
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._fill, args=(loop,), daemon=True, name="standard input").start()
        while (line := await self._read.get()) is not None:
            yield line

    def _fill(self, loop: asyncio.AbstractEventLoop) -> None:
        held = b""
        try:
            while piece := os.read(self._descriptor, AT_ONCE):
                *whole, held = (held + piece).split(b"\n")
                for line in whole:
                    self._give(loop, line)
                held = held[: self._most + 1]
            if held:
                self._give(loop, held)
            asyncio.run_coroutine_threadsafe(self._read.put(None), loop).result()
        except (RuntimeError, asyncio.CancelledError):  # the process ends
            return

    def _give(self, loop: asyncio.AbstractEventLoop, line: bytes) -> None:
        text = line.decode("utf8", "replace") if len(line) <= self._most else ""
        asyncio.run_coroutine_threadsafe(self._read.put(text + "\n"), loop).result()
