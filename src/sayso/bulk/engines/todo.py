"""What is still to be done: the tasks of workers that died before all others, then the next ones, a few of them taken ahead."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sayso.bulk.engines.engine import ATTEMPTS, Lost
from sayso.bulk.engines.outcome import request


@dataclass(frozen=True, slots=True)
class Attempt:
    """A task with what is sent to a worker. `number` counts from 1."""

    task: Any
    request: bytes
    number: int = 1


class ToDo:
    """`ahead`: tasks that are taken while all workers are busy, so that none of them waits for the next one to be made."""

    def __init__(self, work: Callable[[Any], Any], tasks: Iterable[Any], ahead: int) -> None:
        self._new: Iterator[Attempt] = (Attempt(task, request(work, task)) for task in tasks)
        self._ready: deque[Attempt] = deque()
        self._ahead = ahead
        self._at_end = False

    @property
    def looks_ahead(self) -> bool:
        return not self._at_end and len(self._ready) < self._ahead

    def look_ahead(self) -> None:
        """Take one more."""
        found = next(self._new, None)
        if found is None:
            self._at_end = True
        else:
            self._ready.append(found)

    @property
    def left(self) -> bool:
        if not self._ready and not self._at_end:
            self.look_ahead()
        return bool(self._ready)

    def take(self) -> Attempt | None:
        """None where nothing is left."""
        return self._ready.popleft() if self.left else None

    def put_back(self, attempt: Attempt) -> None:
        """It was not begun."""
        self._ready.appendleft(attempt)

    def died(self, attempt: Attempt, why: str) -> Lost | None:
        """Its worker died: it is done again, or lost."""
        if attempt.number >= ATTEMPTS:
            return Lost(attempt.task, why)
        self.put_back(replace(attempt, number=attempt.number + 1))
        return None
