"""All tasks of a run, numbered in the order of the inputs. They come as fast as files are walked; nothing waits for the end."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from typing import BinaryIO, cast

from sayso import limits
from sayso.bulk import keys, places
from sayso.bulk.planning import lines, parquet
from sayso.bulk.planning.archives import Archive, of_warc, problem_task
from sayso.bulk.planning.carried import Walked
from sayso.bulk.planning.course import Course
from sayso.bulk.planning.named import LINES, TABLES, Input, Named
from sayso.bulk.planning.wacz import Package, of_wacz
from sayso.bulk.task import Kind, Problem, Task
from sayso.collect import sniff
from sayso.collect.arguments import PassedOver
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.types import Unreadable
from sayso.unforeseen import unforeseen


def tasks(inputs: Sequence[Named], max_bytes: int = limits.MAX_BYTES) -> Iterator[Task]:
    """What is wrong with an input is a task of its own, in its place. Raises SaysoError E100 for a library that is missing."""
    with closing(keys.Seen()) as seen:
        course = Course(seen)
        for number, task in enumerate(_Planning(max_bytes, course).of_all(inputs)):
            course.planned += task.documents or 0
            yield replace(task, number=number)


@dataclass(slots=True)
class _Planning:
    max_bytes: int
    course: Course
    _files: list[str] = field(default_factory=list)
    """Whole files that wait for others, to be one task with them."""
    _size: int = 0
    _digest: list[str] = field(default_factory=list)

    def of_all(self, inputs: Sequence[Named]) -> Iterator[Task]:
        for one in inputs:
            if isinstance(one, Unreadable):
                yield from self._gathered()
                yield Task(0, one.address, Kind.PROBLEM, documents=1, problem=Problem(one.address, one.code, one.reason))
            elif not isinstance(one, PassedOver):
                yield from self._of(one)
        yield from self._gathered()

    def _of(self, one: Input) -> Iterator[Task]:
        """Whatever is wrong with it, the others go on."""
        address = printable(one.address)
        try:
            yield from self._of_file(one.address, places.place(one.address))
        except SaysoError as error:
            if error.code.code == "E100":
                raise
            yield from self._gathered()
            yield problem_task(one.address, address, error)
        except OSError as error:
            yield from self._gathered()
            problem = SaysoError("E010", path=address, detail=error.strerror or type(error).__name__)
            yield problem_task(one.address, address, problem)
        except Exception as error:
            yield from self._gathered()
            yield problem_task(one.address, address, unforeseen(error, address))

    def _of_file(self, input: str, place: places.Place) -> Iterator[Task]:
        with _seekable(place) as (stream, carry):
            head = stream.read(sniff.HEAD)
            stream.seek(0)
            kind = _kind(input, head)
            if kind is None:
                yield from self._whole(input, stream)
                return
            yield from self._gathered()
            if kind == sniff.WARC:
                yield from of_warc(Archive(input, printable(input), self.max_bytes), Walked(stream, carry), self.course)
            elif kind == sniff.WACZ:
                yield from of_wacz(Package(input, printable(input), stream, self.max_bytes, carry), self.course)
            elif kind == sniff.MBOX:
                raise SaysoError("E104", path=printable(input), detail="a mailbox")
            elif kind == parquet.MAGIC.decode():
                yield from parquet.of_parquet(input, stream, place.size(), self.course)
            else:
                yield from self._lines(input, stream, place.size(), carry)

    def _lines(self, input: str, stream: BinaryIO, size: int | None, carry: bool) -> Iterator[Task]:
        try:
            yield from lines.of_lines(lines.LinesFile(input, stream, size, self.max_bytes, carry), self.course)
        except lines.NoLinesError:
            stream.seek(0)
            yield from self._whole(input, stream)

    def _whole(self, input: str, stream: BinaryIO) -> Iterator[Task]:
        """A file that is one document waits for others to be read with."""
        body = stream.read(self.max_bytes + 1)
        if self._files and self._size + len(body) > self.course.bytes:
            yield from self._gathered()
        self._files.append(input)
        self._size += len(body)
        self._digest.append(hashlib.sha256(body).hexdigest())
        if len(self._files) >= self.course.documents:
            yield from self._gathered()

    def _gathered(self) -> Iterator[Task]:
        if self._files:
            digest = hashlib.sha256(" ".join(self._digest).encode("ascii")).hexdigest()
            files = tuple(self._files)
            yield Task(0, files[0], Kind.FILES, documents=len(files), size=self._size, digest=digest, files=files)
        self._files, self._digest, self._size = [], [], 0


def _kind(input: str, head: bytes) -> str | None:
    name = places.name(input).lower()
    if head.startswith(parquet.MAGIC) or name.endswith(TABLES):
        return parquet.MAGIC.decode()
    if container := sniff.container(name, head):
        return container
    return "lines" if name.endswith(LINES) else None


@contextmanager
def _seekable(place: places.Place) -> Iterator[tuple[BinaryIO, bool]]:
    """A stream that can be wound back, and whether no other process could open it so: what a server gives only as a whole is
    put into a temporary file."""
    with place.open() as stream:
        try:
            stream.read(1)
            stream.seek(0)
        except ValueError:
            pass
        else:
            yield stream, not place.shared
            return
    with place.open() as stream, tempfile.TemporaryFile() as file:
        shutil.copyfileobj(stream, file)
        file.seek(0)
        yield cast(BinaryIO, file), True
