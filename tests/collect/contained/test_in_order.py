"""Work begun ahead and handed on in order."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from sayso.collect.contained.in_order import in_order


def done(result: int) -> Future[int]:
    future: Future[int] = Future()
    future.set_result(result)
    return future


def test_what_is_done_does_not_wait_for_what_is_long_in_coming() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    results = in_order(items(), done, ahead=4)
    assert next(results) == (0, 0)
    assert taken == [0]


def test_what_is_not_done_is_waited_for_in_its_place() -> None:
    futures: list[Future[int]] = [Future() for _ in range(4)]
    results = in_order(range(4), futures.__getitem__, ahead=3)
    futures[1].set_result(10)
    futures[2].set_result(20)
    futures[0].set_result(0)
    assert [next(results) for _ in range(3)] == [(0, 0), (1, 10), (2, 20)]


def test_what_nobody_asks_for_is_not_begun() -> None:
    futures: list[Future[int]] = [done(0), Future(), Future(), Future()]
    results = in_order(range(4), futures.__getitem__, ahead=3)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert not futures[1].cancelled()  # it was not taken


def test_what_was_taken_and_is_not_asked_for_is_called_off() -> None:
    def items() -> Iterator[int]:
        yield from range(2)
        raise OSError("the disk is gone")

    futures: list[Future[int]] = [Future(), Future()]
    with pytest.raises(OSError, match="gone"):
        next(in_order(items(), futures.__getitem__, ahead=4))
    assert all(future.cancelled() for future in futures)
