"""Whose turn it is: a queue for each host, and hosts take turns. A host with thousands of pages, or one that hangs, takes one
thread and no turn of another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")


def host(address: str) -> str:
    """Of a web address; the whole of what is none, so that it stands alone."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower() or address
    except ValueError:
        return address


class Hosts(Generic[T]):
    """Not safe for threads by itself. Each host is in `_turns` once, while it has something to do and is not at work."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[T]] = {}
        self._turns: deque[str] = deque()
        self._busy: set[str] = set()

    def add(self, host: str, item: T) -> None:
        if host not in self._waiting:
            self._waiting[host] = deque()
            if host not in self._busy:
                self._turns.append(host)
        self._waiting[host].append(item)

    def take(self) -> tuple[str, T] | None:
        """The next of the host whose turn it is, which is at work until `done`; None where all wait for their hosts."""
        if not self._turns:
            return None
        host = self._turns.popleft()
        item = self._waiting[host].popleft()
        if not self._waiting[host]:
            del self._waiting[host]
        self._busy.add(host)
        return host, item

    def done(self, host: str) -> None:
        self._busy.discard(host)
        if host in self._waiting:
            self._turns.append(host)

    def drop(self, host: str) -> int:
        """Forget what waits for a host; how much that was."""
        dropped = self._waiting.pop(host, deque())
        if host in self._turns:
            self._turns.remove(host)
        return len(dropped)

    def keep(self, wanted: Callable[[T], bool]) -> None:
        """Forget what waits and is not wanted."""
        for host, items in list(self._waiting.items()):
            left = deque(filter(wanted, items))
            if left:
                self._waiting[host] = left
            else:
                self.drop(host)

    def __bool__(self) -> bool:
        """Is anything waiting or at work?"""
        return bool(self._waiting or self._busy)
