"""One run: tasks go to an engine, and what became of each comes back in any order and is summed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, cast

from sayso.bulk.batch import lost, process_batch
from sayso.bulk.engines.engine import Engine
from sayso.bulk.job import Job
from sayso.bulk.parts import done
from sayso.bulk.places import Place
from sayso.bulk.status import Became, Status
from sayso.bulk.task import Task
from sayso.errors import SaysoError


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker does with a task."""

    job: Job

    def __call__(self, task: Task) -> Status:
        return process_batch(task, self.job)


@dataclass(slots=True)
class Sum:
    """What came of all tasks so far."""

    of: Counter[Became] = field(default_factory=Counter)
    tasks: int = 0
    before: int = 0
    """Documents that an earlier run did."""
    bytes: int = 0
    parts: int = 0
    reports: int = 0
    claims: int = 0
    undated: int = 0
    without_claims: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)

    def add(self, status: Status) -> None:
        for became in Became:
            self.of[became] += getattr(status, became)
        self.tasks += 1
        self.before += status.documents if status.before else 0
        self.bytes += status.size
        for name in ("parts", "reports", "claims", "undated", "without_claims"):
            setattr(self, name, getattr(self, name) + getattr(status, name))
        self.unread.update(dict(status.unread))
        self.passed.update(dict(status.passed))

    @property
    def documents(self) -> int:
        return self.of.total()

    @property
    def lost(self) -> int:
        """What could not be read, whole documents and parts of some."""
        return self.documents - self.of[Became.READ] - self.of[Became.DUPLICATE] + self.parts

    @property
    def words(self) -> str:
        """ "received 12 = 9 read + 1 duplicate + 2 unreadable + 0 killed + 0 timed out; 11 reports, 84 claims"."""
        told = " + ".join(f"{self.of[became]} {became.replace('_', ' ')}" for became in Became)
        more = f"; {self.parts} parts of documents were unreadable" if self.parts else ""
        return f"received {self.documents} = {told}; {self.reports} reports, {self.claims} claims{more}"

    @property
    def passed_words(self) -> str | None:
        """ "passed over: 2 request, 1 picture"."""
        if not self.passed:
            return None
        return "passed over: " + ", ".join(f"{count:,} {kind}" for kind, count in self.passed.most_common())

    def plain(self) -> dict[str, Any]:
        """For `bulk.json`."""
        counts = {str(became): self.of[became] for became in Became}
        return {"documents": self.documents, **counts, "parts": self.parts, "reports": self.reports, "claims": self.claims}


def run(job: Job, place: Place, engine: Engine, tasks: Iterable[Task], tell: Callable[[Status], None], fresh: bool) -> None:
    """Do every task that is not done yet; `tell` is told of each. What is done already is told too.

    SaysoError as a status has it (E102, E105, E106); E103 where a task is done that is another now.
    """
    expected = _Expected() if fresh else _Expected({one.number: one.name for one in done(place)})
    with closing(cast(Any, engine.map(Work(job), expected.checked(tasks, job)))) as results:
        for result in results:
            status = result if isinstance(result, Status) else lost(result.task, job, result.why)
            if status.error:
                code, values = status.error
                raise SaysoError(code, **dict(values))
            tell(status)
    expected.end(job)


class _Expected:
    """The names of tasks that are done, by their numbers."""

    def __init__(self, names: dict[int, str] | None = None) -> None:
        self.names = names or {}

    def checked(self, tasks: Iterable[Task], job: Job) -> Iterator[Task]:
        for task in tasks:
            if self.names.pop(task.number, task.part) != task.part:
                raise SaysoError("E103", path=job.output, detail=f"{task.input} has changed since")
            yield task

    def end(self, job: Job) -> None:
        if self.names:
            raise SaysoError("E103", path=job.output, detail="the inputs have become fewer")
