"""What the jobs of an engine take: an engine around another one, that looks at its results and at the files between them."""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sayso.bulk.engines.engine import Engine, Lost
from sayso.bulk.grouping.group import Step

T = TypeVar("T")
R = TypeVar("R")


@dataclass(slots=True)
class Watching:
    """An engine that looks what another one takes."""

    inner: Engine
    folder: Path
    step: str = ""
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    memory: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    jobs: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    name: str = "watching"

    @property
    def workers(self) -> int:
        return self.inner.workers

    def begun(self, step: Step) -> None:
        self.step = step.name
        self.jobs[step.name] = step.jobs
        if step.done == step.jobs:
            for folder in self.folder.glob("*"):
                self.sizes[folder.name] = max(self.sizes.get(folder.name, 0), size_of(folder))

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R | Lost]:
        for found in self.inner.map(Timed(work), tasks):
            if isinstance(found, Lost):
                yield found
                continue
            result, seconds, megabytes = found
            self.seconds[self.step] += seconds
            self.memory[self.step] = max(self.memory[self.step], megabytes)
            yield result

    def close(self) -> None:
        self.inner.close()


@dataclass(frozen=True, slots=True)
class Timed:
    """What `work` returns, with seconds of CPU and the most memory that the worker had so far."""

    work: Callable[[Any], Any]

    def __call__(self, task: Any) -> tuple[Any, float, float]:
        began = time.process_time()
        result = self.work(task)
        return result, time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
