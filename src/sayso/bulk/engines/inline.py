"""Tasks one after the other in this process: for stores that no other process sees, and for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from sayso.bulk.engines.engine import Lost

T = TypeVar("T")
R = TypeVar("R")


class Inline:
    """An engine (`engine.Engine`). Nothing is started, and a task that ends its worker ends this process."""

    name = "inline"
    workers = 1

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R | Lost]:
        return (work(task) for task in tasks)

    def close(self) -> None:
        """Nothing was started."""
