"""`process_batch`: one task, done by any worker anywhere. It never raises, and doing it again changes nothing.

documents of the stretch → a child, one after another → rows → files, the documents last
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace

from sayso.bulk import children, places, rows
from sayso.bulk.child import Document, Terms
from sayso.bulk.collecting import Collected, SourceError, documents
from sayso.bulk.job import Job
from sayso.bulk.outcome import Outcome
from sayso.bulk.parts import status_of
from sayso.bulk.status import Status
from sayso.bulk.task import Task
from sayso.collect.archives.tally import Tally
from sayso.collect.contained.in_order import in_order
from sayso.collect.contained.pool import Contained
from sayso.errors import SaysoError
from sayso.printable import printable

NO_DOCUMENTS_FAULT = ("it did not start", "it could not be", "it was stopped")
"""Beginnings of what E084 says where no child could be had at all."""
FROM_OUTSIDE = "SIGKILL"
"""How a child ends that the system or a person killed. Its own limits end it otherwise, so the document may be innocent."""

Told = rows.Answer | SaysoError | None


def process_batch(task: Task, job: Job) -> Status:
    """What became of a task. What is there already is left as it is.

    A document that cannot be read, takes too long or too much memory, or ends the process that reads it, is a row. What is no
    document's fault (the output takes nothing more, the input is gone, no child can be started, another reader) is
    the status's `error`; then nothing of the task counts, and it can be done again.
    """
    try:
        return _done(task, job)
    except SaysoError as error:
        return _failed(task, error)
    except OSError as error:
        return _failed(task, SaysoError("E102", path=job.output, detail=error.strerror or type(error).__name__))
    except SourceError as error:
        detail = f"{error}; --resume goes on once it is there again"
        return _failed(task, SaysoError("E010", path=printable(task.input), detail=detail))
    except Exception as error:
        return _failed(
            task, SaysoError("E099", detail=f"task {task.number}: {type(error).__name__}: {error}".replace("\n", " "))
        )


def _done(task: Task, job: Job) -> Status:
    place = places.place(job.output)
    before = status_of(place, task.part)
    if before:
        return before
    outcome = _outcome(task, job)
    status = outcome.status()
    outcome.parts.write(place, task.part, status)
    return status


def _outcome(task: Task, job: Job) -> Outcome:
    """What all documents of the task came to; nothing is written yet."""
    tally = Tally()
    outcome = Outcome(task, tally)
    work = _Work(job, children.of(job))
    for collected, told in in_order(documents(task, job, tally), work.begin, work.contained.ahead):
        outcome.add(collected, work.ended(collected, told))
    return outcome


class _Work:
    """The child's part of a task."""

    def __init__(self, job: Job, contained: Contained) -> None:
        self.contained, self._job = contained, rows.job(job.reader)
        self._terms = Terms(job.version, children.outlets(job))

    def begin(self, collected: Collected) -> Future[Told]:
        """`None` at once for what no child has to read."""
        found = collected.found
        if isinstance(found, Document) and not collected.again:
            sent = replace(found, capture=replace(found.capture, exchange=None))
            return self.contained.begin(self._job, (sent, self._terms), found.capture.address)
        nothing: Future[Told] = Future()
        nothing.set_result(None)
        return nothing

    def ended(self, collected: Collected, told: Told) -> Told:
        """What a child found, or the error that a document is told by. SaysoError for what is no document's fault."""
        if isinstance(told, SaysoError) and told.values.get("detail") == FROM_OUTSIDE:
            told = self.begin(collected).result()
        if not isinstance(told, SaysoError):
            return told
        if told.code.code == "E105":
            raise told
        if told.code.code == "E084" and told.values["detail"].startswith(NO_DOCUMENTS_FAULT):
            raise SaysoError("E106", detail=told.values["detail"])
        return told


def _failed(task: Task, error: SaysoError) -> Status:
    return Status(task.number, task.input, error=(error.code.code, tuple(sorted(error.values.items()))))


def lost(task: Task, job: Job, why: str) -> Status:
    """A task that ended every worker that began it: its documents are told as killed, as many as planning counted."""
    try:
        place = places.place(job.output)
        if before := status_of(place, task.part):
            return before  # it was done, and the worker ended before it could say so
        outcome = Outcome(task, Tally())
        for _ in _each(task):
            outcome.lost(why)
        status = outcome.status()
        outcome.parts.write(place, task.part, status)
        return status
    except SaysoError as error:
        return _failed(task, error)
    except OSError as error:
        return _failed(task, SaysoError("E102", path=job.output, detail=error.strerror or type(error).__name__))


def _each(task: Task) -> Iterator[int]:
    return iter(range(max(1, task.documents or 0)))
