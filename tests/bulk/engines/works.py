"""What workers are asked to do in the tests of engines. Each is a value that is pickled."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from sayso.bulk.child import Document, Terms, by_rules
from sayso.bulk.engines.engine import Engine, Lost
from sayso.bulk.places import Local
from sayso.bulk.status import Status
from sayso.bulk.task import Task
from sayso.errors import SaysoError

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Square:
    def __call__(self, number: int) -> int:
        return number * number


@dataclass(frozen=True)
class DyingOnce:
    """Its process is killed at the first try of the numbers of `at`. Every try leaves a file."""

    folder: Path
    at: tuple[int, ...]

    def __call__(self, number: int) -> int:
        if tried(self.folder, number) == 1 and number in self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return number


@dataclass(frozen=True)
class Poisoned:
    """Kills its process at each try of `at`."""

    folder: Path
    at: int

    def __call__(self, number: int) -> int:
        tried(self.folder, number)
        if number == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return number


@dataclass(frozen=True)
class Refusing:
    def __call__(self, number: int) -> int:
        if number == 3:
            raise SaysoError("E010", path="part-3", detail="it is three")
        return number


class OddError(Exception):
    """One that cannot be made again from its pickle."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


@dataclass(frozen=True)
class Odd:
    def __call__(self, number: int) -> int:
        raise OddError("odd ", "one")


@dataclass(frozen=True)
class Process:
    def __call__(self, number: int) -> int:
        return os.getpid()


@dataclass(frozen=True)
class Printing:
    def __call__(self, number: int) -> int:
        print("a line that is no answer", flush=True)
        return number


@dataclass(frozen=True)
class Waiting:
    """Tells its process in a file, then waits for an end that does not come, but for number 0."""

    folder: Path

    def __call__(self, number: int) -> int:
        if number == 0:
            return number
        told = self.folder / f"{number}.part"
        told.write_text(str(os.getpid()))
        told.rename(self.folder / f"{number}.pid")
        signal.pause()
        return number


def tried(folder: Path, number: int) -> int:
    """Leaves a file of this try; the number of tries so far."""
    for nth in range(1, 100):
        try:
            (folder / f"{number}-{nth}").touch(exist_ok=False)
        except FileExistsError:
            continue
        return nth
    raise AssertionError("tried too often")


@dataclass
class Counted:
    """Numbers to do, and how many of them were taken."""

    end: int
    taken: int = 0

    def __iter__(self) -> Iterator[int]:
        for number in range(self.end):
            self.taken += 1
            yield number


def deadly(document: Document, terms: Terms) -> list[list[object]]:
    """What a child of bulk does in tests: reads by rules, but ends itself at a document that says so."""
    if b"POISON" in document.capture.body:
        os._exit(9)
    return by_rules(document, terms)


@dataclass(frozen=True)
class DyingInTheMiddle:
    """The work of bulk, but its process is killed at the first try of task `at`, when the first of its files is written."""

    work: Callable[[Task], Status]
    folder: Path
    at: int

    def __call__(self, task: Task) -> Status:
        if task.number == self.at and tried(self.folder, self.at) == 1:
            write = Local.write

            def last(place: Local, name: str, data: bytes) -> None:
                write(place, name, data)
                os.kill(os.getpid(), signal.SIGKILL)

            setattr(Local, "write", last)  # noqa: B010 - in this process, which ends by it
        return self.work(task)


@dataclass(frozen=True)
class Deadly:
    """An engine whose worker is killed so."""

    engine: Engine
    folder: Path
    at: int

    name = "deadly"

    @property
    def workers(self) -> int:
        return self.engine.workers

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R | Lost]:
        dying: Any = DyingInTheMiddle(cast(Any, work), self.folder, self.at)
        return self.engine.map(dying, tasks)

    def close(self) -> None:
        """Whoever made the engine closes it."""
