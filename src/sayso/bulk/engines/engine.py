"""What an engine is, and what became of a task that no worker survived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

ATTEMPTS = 3
"""Workers that a task may end before it is given up. One that is killed by chance, or with its machine, is no fault of its."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that was given up. `why`: how the last worker ended, for a person."""

    task: Any
    why: str


class Engine(Protocol):
    """Does tasks on `workers` processes, one `map` at a time. To be closed, which ends the workers, whatever they do."""

    name: str
    workers: int

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R | Lost]:
        """What `work` returns for each task, in any order; `tasks` is taken as workers come free, a few ahead.

        `work`, tasks and results are pickled: small values, and `work` a function of a module or a frozen dataclass. A worker
        that dies costs nothing but time: its task is done again by another, so `work` must bear to be begun twice. What
        `work` raises ends the map and is raised here. Who stops taking results ends what is still at work.

        Raises SaysoError E107 where no worker can be started.
        """

    def close(self) -> None: ...
