"""How often a host is asked: a delay between two requests, what it asks for itself, and less and less where it fails.

A turn is taken before it is waited for, so threads that ask one host follow one another in the order in which they came.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from sayso import limits


class WaitError(Exception):
    """The host is to be left alone for `seconds` more, which is longer than anybody waits here."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(seconds)


@dataclass(slots=True)
class _Host:
    next_turn: float = 0.0
    closed_until: float = 0.0
    failures: int = 0


class Politeness:
    """`delay`: seconds between the beginnings of two requests to one host. Thread-safe."""

    def __init__(self, delay: float, monotonic: Callable[[], float], sleep: Callable[[float], object]) -> None:
        self._delay, self._monotonic, self._sleep = delay, monotonic, sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, asked_for: float | None = None) -> float:
        """Sleeps until it is this caller's turn; seconds waited. `asked_for` is the host's own delay, honoured up to a limit.

        Raises WaitError where the host has asked to be left alone, or has failed so often, for longer than LONGEST_WAIT.
        """
        with self._lock:
            self._forget()
            of, now = self._hosts.setdefault(host, _Host()), self._monotonic()
            if of.closed_until - now > limits.LONGEST_WAIT:
                raise WaitError(of.closed_until - now)
            turn = max(now, of.next_turn, of.closed_until)
            of.next_turn = turn + max(self._delay, min(asked_for or 0.0, limits.LONGEST_DELAY))
        if turn > now:
            self._sleep(turn - now)
        return turn - now

    def succeeded(self, host: str) -> None:
        with self._lock:
            if host in self._hosts:
                self._hosts[host].failures = 0

    def failed(self, host: str, retry_after: float | None = None) -> None:
        """No answer, or one that says: not now. The host is left alone, twice as long each time, or as long as it says."""
        with self._lock:
            of = self._hosts.setdefault(host, _Host())
            of.failures += 1
            pause = self._delay * 2.0 ** min(of.failures, 30)
            if retry_after is not None:
                pause = max(retry_after, self._delay)
            of.closed_until = max(of.closed_until, self._monotonic() + min(pause, limits.LONGEST_PAUSE))

    def _forget(self) -> None:
        """Hosts that nobody has to wait for any more are let go when there are many, those that failed too: who can make up
        names of hosts can make up as many as he likes."""
        if len(self._hosts) > limits.MAX_HOSTS:
            now = self._monotonic()
            self._hosts = {host: of for host, of in self._hosts.items() if max(of.next_turn, of.closed_until) > now}
