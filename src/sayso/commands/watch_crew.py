"""Threads that fetch, and what they bring: hosts take turns, one thread a host, and what waits to be read is bounded."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from sayso.collect.schedule.hosts import Hosts

J = TypeVar("J")
R = TypeVar("R")

THREADS = 16
"""Enough that hosts which answer slowly do not fill them all; few enough that memory stays flat."""
MOST_BYTES = 32_000_000
"""Bytes of what was fetched and waits to be read. One that is larger waits alone."""
LOOK = 0.25
"""Seconds between two looks at whether the watch is to end."""


class Crew(Generic[J, R]):
    """`work` fetches, in any thread, and never raises; `size` is how many bytes a result holds; after one that `spares` its
    host, what still waits for that host is not fetched.
    """

    def __init__(
        self,
        work: Callable[[J], R],
        size: Callable[[R], int],
        spares: Callable[[R], bool] = lambda _: False,
        threads: int = THREADS,
    ) -> None:
        self._work, self._size, self._spares = work, size, spares
        self._changed = threading.Condition()
        self._hosts: Hosts[J] = Hosts()
        self._results: deque[R] = deque()
        self._held = 0
        self._ended = False
        for _ in range(threads):  # none is waited for at the end: what is in flight is dropped, and fetched at the next start
            threading.Thread(target=self._run, daemon=True, name="watch").start()

    def add(self, jobs: Iterable[tuple[str, J]]) -> None:
        """Jobs with their hosts; all at once, so that what comes of the first of a host is known before another is added."""
        with self._changed:
            for host, job in jobs:
                self._hosts.add(host, job)
            self._changed.notify_all()

    def keep(self, wanted: Callable[[J], bool]) -> None:
        """What waits and is not wanted is not fetched."""
        with self._changed:
            self._hosts.keep(wanted)
            self._changed.notify_all()

    def results(self, stopped: Callable[[], bool]) -> Iterator[R]:
        """What comes, until all that was added is done or `stopped`. While one is looked at, more may be added."""
        while (result := self._next(stopped)) is not None:
            yield result

    def end(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _next(self, stopped: Callable[[], bool]) -> R | None:
        with self._changed:
            while not self._results:
                if stopped() or not self._hosts:
                    return None
                self._changed.wait(LOOK)
            if stopped():
                return None
            result = self._results.popleft()
            self._held -= self._size(result)
            self._changed.notify_all()
            return result

    def _run(self) -> None:
        while (taken := self._take()) is not None:
            host, job = taken
            self._put(host, self._work(job))

    def _take(self) -> tuple[str, J] | None:
        with self._changed:
            while not self._ended:
                if (taken := self._hosts.take()) is not None:
                    return taken
                self._changed.wait()
            return None

    def _put(self, host: str, result: R) -> None:
        size = self._size(result)
        with self._changed:
            while self._results and self._held + size > MOST_BYTES and not self._ended:
                self._changed.wait()
            self._results.append(result)
            self._held += size
            if self._spares(result):
                self._hosts.drop(host)
            self._hosts.done(host)
            self._changed.notify_all()
