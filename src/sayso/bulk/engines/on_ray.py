"""A Ray cluster that is there already, or one of this machine's processors that is started for the run.

A task is a Ray task, never retried by Ray: what died is counted here, as on the local engine. No more are handed over than keep
every processor busy, so the driver's memory stays flat however many there are. What goes over is a small request and a small
answer a task; the workers open inputs and output by themselves.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar, cast

from sayso import __version__
from sayso.bulk.engines.engine import Lost
from sayso.bulk.engines.outcome import outcome, result
from sayso.bulk.engines.todo import Attempt, ToDo
from sayso.errors import SaysoError

T = TypeVar("T")
R = TypeVar("R")

HANDED_OVER = 2
"""Tasks for each processor that Ray has at a time: one is done, one waits beside it."""
PATIENCE = 10.0
"""Seconds for a cluster to take a connection."""
CLIENT = "ray://"
ADDRESS = "RAY_ADDRESS"
"""Variable that names a cluster, as Ray has it: host and port, or auto for one that runs on this machine."""


class OnRay:
    """An engine (`engine.Engine`). Workers come with the cluster; a processor that joins later is used as far as
    `HANDED_OVER` reaches."""

    name = "ray"

    def __init__(self, workers: int | None = None, tell: Callable[[str], None] = lambda line: None) -> None:
        """Connects to the cluster that RAY_ADDRESS names, else starts one of `workers` processors here. `tell` is told which.

        Raises SaysoError E100 where Ray is not installed, E108 where it cannot be had, or its workers have another Sayso.
        """
        self._ray = _ray()
        self._own = not os.environ.get(ADDRESS)
        self._connect(workers, tell)
        self._task = self._ray.remote(num_cpus=1, max_retries=0, scheduling_strategy="SPREAD")(outcome)
        """Made once: Ray sends each anew to all workers."""
        try:
            self.workers = self._processors()
            self._check()
        except BaseException:
            self.close()
            raise

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R | Lost]:
        todo = ToDo(work, tasks, ahead=0)
        begun: dict[Any, Attempt] = {}
        try:
            while True:
                while len(begun) < HANDED_OVER * self.workers and (attempt := todo.take()):
                    begun[self._task.remote(attempt.request)] = attempt
                if not begun:
                    return
                for done in self._ray.wait(list(begun))[0]:
                    answer = self._answer(done, begun.pop(done), todo)
                    if answer is not None:
                        yield cast(R | Lost, answer[0])
        finally:
            if not self._own:  # else they end with the cluster; and a task that ends as it is cancelled may take Ray with it
                for left in begun:  # nobody asks for it any more
                    self._ray.cancel(left, force=True)

    def close(self) -> None:
        """A cluster that was there stays; what it still does for us is ended."""
        self._ray.shutdown()

    def _answer(self, done: Any, attempt: Attempt, todo: ToDo) -> tuple[Any] | None:
        """None where it is to be done again."""
        try:
            told = self._ray.get(done)
        except self._ray.exceptions.RayError as died:
            lost = todo.died(attempt, _in_words(died))
            return (lost,) if lost else None
        return (result(told),)

    def _connect(self, workers: int | None, tell: Callable[[str], None]) -> None:
        """Not to "a cluster that runs here" by itself: Ray remembers those that ended too, and waits a minute for them."""
        quiet = {"log_to_driver": False, "logging_level": "error"}
        address = os.environ.get(ADDRESS)
        if not address:
            tell(f"{ADDRESS} names no cluster (auto would be one that runs here), so one of this machine is started")
            _same_modules()
            self._start(workers, quiet)
            return
        _ask(address)
        try:
            self._ray.init(address=address, **quiet)
        except (ConnectionError, RuntimeError, ValueError, self._ray.exceptions.RayError) as error:
            raise SaysoError("E108", detail=f"no answer from {address}: {_in_words(error)}") from error
        tell(f"on the Ray cluster {address}")

    def _start(self, workers: int | None, quiet: dict[str, Any]) -> None:
        try:
            self._ray.init(address="local", num_cpus=workers, include_dashboard=False, **quiet)
        except Exception as error:  # Ray raises no narrower one where its processes took too long to start
            raise SaysoError("E108", detail=f"none could be started: {_in_words(error)}") from error

    def _processors(self) -> int:
        return max(1, int(self._ray.cluster_resources().get("CPU", 0)))

    def _check(self) -> None:
        """Ask a worker which Sayso it has, before any task is lost on it."""
        try:
            found = self._ray.get(self._ray.remote(num_cpus=1)(version).remote())
        except self._ray.exceptions.RayError as error:
            raise SaysoError("E108", detail=f"its workers cannot load Sayso: {_in_words(error)}") from error
        if found != version():
            raise SaysoError("E108", detail=f"its workers have Sayso {found}, this is {version()}")


def _ask(address: str) -> None:
    """Is anybody there? Ray itself tries for minutes, and warns of each. SaysoError E108."""
    host, port = address.removeprefix(CLIENT).rsplit(":", 1) if ":" in address.removeprefix(CLIENT) else ("", "")
    if not port.isdecimal():  # auto, and what only Ray knows
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
    except (OSError, OverflowError) as error:
        raise SaysoError("E108", detail=f"no answer from {address}: {error}") from error


def version() -> str:
    """What must be the same everywhere: what is pickled here is read there."""
    return f"{__version__} on Python {sys.version_info.major}.{sys.version_info.minor}"


def _ray() -> Any:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing phones home; Ray reads it when it is imported
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # else it warns of a change to come
    try:
        import ray
    except ImportError as error:
        raise SaysoError("E100", package="ray", extra="ray") from error
    return ray


def _same_modules() -> None:
    """Workers of a cluster that is started here find the modules where this process does."""
    os.environ["PYTHONPATH"] = os.pathsep.join(entry for entry in sys.path if entry)


def _in_words(died: Exception) -> str:
    """ "WorkerCrashedError: The worker died unexpectedly while executing this task"."""
    first = next((line.strip() for line in str(died).splitlines() if line.strip()), "")
    return f"{type(died).__name__}: {first}"
