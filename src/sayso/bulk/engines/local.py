"""The processors of this machine: one process a worker, each on its own pipes, so that one that dies takes nothing with it.

Not `concurrent.futures`: there the death of one worker breaks the pool, and every task that is in it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from typing import TypeVar, cast

from sayso.bulk.engines.engine import Lost
from sayso.bulk.engines.outcome import result
from sayso.bulk.engines.process import DiedError, Worker
from sayso.bulk.engines.todo import ToDo
from sayso.errors import SaysoError

T = TypeVar("T")
R = TypeVar("R")

STARTS = 3
"""Workers that may die in a row before they are ready: what ends them is no task then."""


class Local:
    """An engine (`engine.Engine`). Nothing is started before the first `map`; workers stay for the next one."""

    name = "local"

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._all: list[Worker] = []
        self._failed = 0
        """Starts in a row that failed."""

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R | Lost]:
        todo = ToDo(work, tasks, ahead=self.workers)
        found: list[R | Lost] = []
        try:
            while True:
                self._hand_out(todo)  # before the results are handed on: nobody waits while they are looked at
                yield from found
                if not any(worker.at_work for worker in self._all) and not todo.left:
                    return
                found = self._heard(todo)
        finally:
            for worker in [one for one in self._all if one.at_work]:  # nobody asks for it any more
                self._let_go(worker)

    def close(self) -> None:
        for worker in self._all:
            worker.end()
        self._all.clear()

    def _hand_out(self, todo: ToDo) -> None:
        """A task for each worker that is free; a new worker for each that is missing."""
        for worker in [one for one in self._all if one.is_free]:
            attempt = todo.take()
            if attempt is None:
                return
            try:
                worker.give(attempt)
            except DiedError:  # while it had nothing to do
                todo.put_back(attempt)
                self._let_go(worker)
        while todo.left and len(self._all) < self.workers:
            self._start()

    def _heard(self, todo: ToDo) -> list[R | Lost]:
        """Waits until any worker has something to say, and meanwhile takes tasks ahead."""
        talking = {worker.stream.fileno(): worker for worker in self._all if not worker.is_free}
        while todo.looks_ahead and not wait(talking, 0):
            todo.look_ahead()
        heard = (self._answer(talking[cast(int, stream)], todo) for stream in wait(talking))
        return [one for answers in heard for one in answers]

    def _answer(self, worker: Worker, todo: ToDo) -> list[R | Lost]:
        try:
            heard = worker.hear()
        except DiedError as died:
            return self._died(worker, todo, str(died))
        if heard is None:
            self._failed = 0
            return []
        return [cast(R, result(heard[1]))]

    def _died(self, worker: Worker, todo: ToDo, why: str) -> list[R | Lost]:
        self._let_go(worker)
        if worker.at_work is None:
            self._start_failed(why)
            return []
        lost = todo.died(worker.at_work, why)
        return [lost] if lost else []

    def _start(self) -> None:
        try:
            self._all.append(Worker())
        except DiedError as died:
            self._start_failed(str(died))

    def _start_failed(self, why: str) -> None:
        self._failed += 1
        if self._failed >= STARTS:
            raise SaysoError("E107", detail=why)

    def _let_go(self, worker: Worker) -> None:
        self._all.remove(worker)
        worker.end()
