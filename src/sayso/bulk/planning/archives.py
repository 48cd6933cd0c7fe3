"""Where a WARC can be cut: before a record that begins where the one before it ended whole.

Whoever begins there finds the same records and the same damage as who reads all of it: nothing that reading remembers reaches
over such a place. (The request of a response may lie beyond it; it is not needed here.) Planning unpacks every record, since a
gzip member does not say how long it is, and looks into none.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sayso import limits
from sayso.bulk import keys
from sayso.bulk.planning.carried import Walked
from sayso.bulk.planning.course import Course
from sayso.bulk.task import Kind, Problem, Task
from sayso.collect.archives import warc
from sayso.collect.archives.records import Record
from sayso.errors import SaysoError
from sayso.types import Unreadable

DOCUMENTS = frozenset({"response", "resource"})


@dataclass(frozen=True, slots=True)
class Archive:
    """`inner`: of a WACZ, the WARC's name in it, which begins at byte `at` and has `size` bytes."""

    input: str
    address: str
    max_bytes: int
    inner: str | None = None
    at: int = 0
    size: int | None = None


@dataclass(slots=True)
class _Draft:
    """A task that is growing."""

    start: int = 0
    damaged: int = 0
    """Places before it."""
    documents: int = 0
    again: list[int] = field(default_factory=list)
    here: list[int] = field(default_factory=list)
    """Offsets of all its documents."""
    digest: Any = field(default_factory=lambda: hashlib.blake2b(digest_size=16))
    anything: bool = False

    def record(self, record: Record, seen: keys.Seen) -> None:
        self.anything = True
        told = "\n".join(f"{name}:{value}" for name, value in record.headers.items())
        self.digest.update(told.encode("utf8", "surrogatepass") + b"\0" + record.block)
        if record.kind in DOCUMENTS:
            self.documents += 1
            self.here.append(record.offset)
            if (key := keys.of_record(record)) and seen.add(key):
                self.again.append(record.offset)

    def damage(self, found: Unreadable) -> None:
        self.anything = True
        self.digest.update(found.reason.encode("utf8", "surrogatepass"))

    @property
    def known(self) -> tuple[int, ...]:
        """Offsets of what came before; of several records in one gzip member none can be told from the others."""
        times = Counter(self.here)
        return tuple(offset for offset in self.again if times[offset] == 1)


class Cutting:
    """The tasks of one WARC."""

    def __init__(self, archive: Archive, stream: Walked, course: Course) -> None:
        self.archive, self.stream, self.course = archive, stream, course
        self._draft = _Draft()
        self.records = self.damaged = 0

    def tasks(self) -> Iterator[Task]:
        """In order. What the stream raises, other than OSError, is raised; `rest` is then what was read of it."""
        whole, before = False, -1
        for found in warc.records_in(self.stream, self.archive.address, self.archive.max_bytes):
            if isinstance(found, Record):
                self.records += 1
                if whole and found.offset > before and self._is_full(found.offset):
                    yield self._cut(found.offset)
                self._draft.record(found, self.course.seen)
                whole, before = True, found.offset
                continue
            self._draft.damage(found)
            self.damaged += 1
            whole = False
            if self.damaged == limits.MAX_DAMAGED:
                break
        if self._draft.anything:
            yield self._task(None if self.archive.size is None else self.stream.at)  # what a zip tells of sizes may be a lie

    def rest(self, problem: Problem) -> Task:
        """What is left where the stream failed."""
        return replace(self._task(self.stream.at), problem=problem)

    def _is_full(self, at: int) -> bool:
        return self.course.is_full(self._draft.documents, at - self._draft.start, self.stream.carries)

    def _cut(self, end: int) -> Task:
        task = self._task(end)
        self._draft = _Draft(end, self.damaged)
        return task

    def _task(self, end: int | None) -> Task:
        draft, archive, reached = self._draft, self.archive, self.stream.at if end is None else end
        return Task(
            number=0,
            input=archive.input,
            kind=Kind.WARC,
            start=draft.start,
            end=end,
            documents=draft.documents,
            size=reached - draft.start,
            digest=draft.digest.hexdigest(),
            inner=archive.inner,
            at=archive.at,
            again=draft.known,
            damaged=draft.damaged,
            data=self.stream.cut(reached),
        )


def of_warc(archive: Archive, stream: Walked, course: Course) -> Iterator[Task]:
    """The tasks of a WARC that is a file of its own. What holds nothing at all is told (E004)."""
    cutting = Cutting(archive, stream, course)
    yield from cutting.tasks()
    if not cutting.records and not cutting.damaged:
        yield problem_task(archive.input, archive.address, SaysoError("E004", path=archive.address))


def problem_task(input: str, address: str, error: SaysoError) -> Task:
    return Task(0, input, Kind.PROBLEM, problem=Problem(address, error.code.code, error.line), documents=1)
