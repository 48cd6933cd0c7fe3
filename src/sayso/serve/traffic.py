"""What is being answered: work that nobody waits for gives way to it.

Threads of one Python process share one interpreter: beside a thread that works without a pause an answer takes two to four
times as long.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp, Receive, Scope, Send

QUIET = 0.05
"""Seconds without an answer after which nobody is likely to ask the next thing at once, as a page asks for what is in it."""
LONGEST = 1.0
"""Seconds for which work gives way at most: it goes on, however many people ask."""


class Traffic:
    """Threads may share it."""

    def __init__(self, quiet: float = QUIET, longest: float = LONGEST) -> None:
        self._changed = threading.Condition()
        self._quiet, self._longest = quiet, longest
        self._answering = 0
        self._last = 0.0

    @contextmanager
    def answering(self) -> Iterator[None]:
        with self._changed:
            self._answering += 1
        try:
            yield
        finally:
            with self._changed:
                self._answering -= 1
                self._last = time.monotonic()
                self._changed.notify_all()

    def give_way(self) -> None:
        """Return once nothing is being answered, and has not been for a moment; or when it has taken too long."""
        until = time.monotonic() + self._longest
        with self._changed:
            while (now := time.monotonic()) < until:
                left = self._last + self._quiet - now
                if not self._answering and left <= 0:
                    return
                self._changed.wait(min(until - now, left) if not self._answering else until - now)


class Counted:
    """An application whose answers count as traffic."""

    def __init__(self, app: ASGIApp, traffic: Traffic) -> None:
        self.app, self.traffic = app, traffic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with self.traffic.answering():
            await self.app(scope, receive, send)
