"""`Contained`: some children that read in turn, for any number of documents and threads."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from types import TracebackType
from typing import TypeVar

from sayso import limits
from sayso.collect.contained.answers import answer
from sayso.collect.contained.child import Terms
from sayso.collect.contained.jobs import ANSWER_TO_REQUEST, Job
from sayso.collect.contained.process import Child, EndedError
from sayso.collect.contained.shapes import MisshapenError
from sayso.errors import SaysoError

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Documents for each child that are taken before the first of them is handed on: one is read while another waits."""
STARTED_BEFORE = 50
"""Documents before its last at which a child's successor is started: so many take longer to read than it to load."""
STARTS = 2
"""Times that a child is started for a document before it is given up: what ends a child before its first job is no document."""


class Contained:
    """Nothing is started before the first job. Threads may share it. To be closed, which kills what is still at work.

    `workers`: children at a time. `seconds`: of wall and of processor time that a document may take. `memory`: bytes of a
    child. `documents`: after which a child is replaced; `worn`: bytes that it may hold after one. `jobs`: more rows for the
    table of jobs, which is for tests alone.
    """

    def __init__(
        self,
        workers: int = limits.CHILDREN,
        seconds: float = limits.CHILD_SECONDS,
        memory: int = limits.CHILD_MEMORY,
        documents: int = limits.CHILD_DOCUMENTS,
        worn: int | None = None,
        *,
        jobs: Mapping[str, str] | None = None,
    ) -> None:
        self.workers, self.seconds, self.memory, self.documents = workers, seconds, memory, documents
        self.worn = worn or limits.CHILD_WORN
        self._jobs = dict(jobs) if jobs else None
        self._slots = threading.BoundedSemaphore(workers)
        self._lock = threading.Lock()
        self._free: list[Child] = []
        self._started: list[Child] = []
        """Started for a child that is about to be replaced."""
        self._all: set[Child] = set()
        self._closed = False
        self._tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def call(self, job: Job[R], *arguments: object, name: str) -> R:
        """What the job's function returns. `name`: of the document, one printable line.

        Raises SaysoError E082 (time), E083 (memory), E084 (the child died), or what the function raised.
        """
        request = pickle.dumps((job.name, arguments), protocol=pickle.HIGHEST_PROTOCOL)
        with self._slots:
            found = self._asked(job, request, name)
        if isinstance(found, SaysoError):
            raise found
        return found

    def begin(self, job: Job[R], arguments: tuple[object, ...], name: str) -> Future[R | SaysoError]:
        """`call` in the background; the error is a result."""
        future: Future[R | SaysoError] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(self.call(job, *arguments, name=name))
            except SaysoError as error:
                future.set_result(error)
            except Exception as error:  # on this side of the pipe, such as a system without room for a thread
                future.set_result(SaysoError("E084", path=name, detail=f"it could not be asked: {type(error).__name__}"))
            except BaseException as error:
                future.set_exception(error)

        self._in_background(work)
        return future

    @property
    def ahead(self) -> int:
        """Documents that may be in work at a time."""
        return AHEAD * self.workers

    def close(self) -> None:
        """Kills the children, whatever they do; who waits for one gets E084."""
        with self._lock:
            self._closed = True
            children = list(self._all)
            self._all.clear()
            threads, self._threads = self._threads, []
        for child in children:
            child.kill()
        for _ in threads:
            self._tasks.put(None)
        for thread in threads:
            thread.join()
        for child in children:
            child.end()

    def __enter__(self) -> Contained:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _asked(self, job: Job[R], request: bytes, name: str) -> R | SaysoError:
        child = self._ready_child(job.name, name)
        kept = False
        try:
            message = child.ask(request, job.answer + ANSWER_TO_REQUEST * len(request), self.seconds)
            found = answer(job, message, name, f"{self.memory // 1_000_000} MB")
            kept = not found.worn
        except EndedError as error:
            return self._ended(error, name)
        except MisshapenError as error:
            return SaysoError("E084", path=name, detail=f"its answer makes no sense: {error}")
        finally:
            self._give_back(child, kept, job.name)
        return found.value

    def _ended(self, error: EndedError, name: str) -> SaysoError:
        return SaysoError(error.code, path=name, detail=error.why, limit=f"{self.seconds:g} seconds")

    def _ready_child(self, first: str, name: str) -> Child:
        """One that waits for a job. Those that ended while they had none are replaced."""
        started = 0
        while started < STARTS:
            with self._lock:
                waiting = self._free or self._started
                child = waiting.pop() if waiting else None
            try:
                child = child or self._start(first)
            except EndedError as error:
                raise self._ended(error, name) from error
            if child.is_ready():
                return child
            started += child.done == 0
            self._let_go(child)
        raise SaysoError("E084", path=name, detail="it did not start")

    def _start(self, first: str) -> Child:
        """SaysoError where all is closed: nothing would end it."""
        child = Child(Terms(first, self.memory, int(self.seconds) + 1, self.worn, self._jobs))
        with self._lock:
            if not self._closed:
                self._all.add(child)
                return child
        child.end()
        raise EndedError("E084", "it was stopped")

    def _give_back(self, child: Child, kept: bool, job: str) -> None:
        if child.done == self.documents - STARTED_BEFORE:
            with suppress(EndedError):  # then one is started when it is needed
                self._add_successor(self._start(job))
        if kept and child.done < self.documents:
            with self._lock:
                self._free.append(child)
        else:
            self._let_go(child)

    def _add_successor(self, child: Child) -> None:
        with self._lock:
            self._started.append(child)

    def _let_go(self, child: Child) -> None:
        with self._lock:
            self._all.discard(child)
        child.end()

    def _in_background(self, work: Callable[[], None]) -> None:
        with self._lock:
            if len(self._threads) < self.workers and not self._closed:
                # a thread that is no daemon would let a person wait at the end for a document that nobody wants any more
                self._threads.append(threading.Thread(target=self._work, daemon=True))
                self._threads[-1].start()
        self._tasks.put(work)

    def _work(self) -> None:
        while task := self._tasks.get():
            task()
