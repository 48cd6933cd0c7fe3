"""Work begun ahead and handed on in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_order(items: Iterable[T], begin: Callable[[T], Future[R]], ahead: int) -> Iterator[tuple[T, R]]:
    """Each item with what became of it. At most `ahead` items are taken before the first of them is handed on, and none while
    that one is done: the next item may be long in coming.
    """
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        for item in items:
            waiting.append((item, begin(item)))
            while waiting and (len(waiting) >= ahead or waiting[0][1].done()):
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    finally:  # nobody asks for the rest
        for _, future in waiting:
            future.cancel()


def _first(waiting: deque[tuple[T, Future[R]]]) -> tuple[T, R]:
    item, future = waiting.popleft()
    return item, future.result()
