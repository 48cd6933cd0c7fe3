"""After some failures in a row nobody asks for a while: an archive must not wait ten thousand times for what is gone."""

from __future__ import annotations

from collections.abc import Callable

from sayso import limits


class Breaker:
    """Closed at first. Once open, it lets one try through when the rest is over, and opens again if that fails too."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._failures = 0
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        return self._monotonic() < self._until

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self, rest: float | None) -> float | None:
        """`rest`: for how long the endpoint is known to fail. The seconds for which it is open now, None where it is not."""
        self._failures += 1
        if rest is None and self._failures < limits.LLM_FAILURES:
            return None
        seconds = limits.LLM_REST if rest is None else rest
        self._until = self._monotonic() + seconds
        return seconds
