"""JSON lines: cut after a line. Nothing is parsed. A file that is small enough for `sayso add` is hashed whole, as there."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, BinaryIO

from sayso.bulk import keys
from sayso.bulk.planning.archives import problem_task
from sayso.bulk.planning.carried import Lines, Walked
from sayso.bulk.planning.course import Course
from sayso.bulk.task import Kind, Problem, Task
from sayso.collect import sniff
from sayso.errors import SaysoError
from sayso.printable import printable

GZIP = b"\x1f\x8b"
UNPACKING = (EOFError, zlib.error, gzip.BadGzipFile)


@dataclass(frozen=True, slots=True)
class LinesFile:
    """`size`: bytes, where it is known. `carry`: no worker can open it."""

    input: str
    stream: BinaryIO
    size: int | None
    max_bytes: int
    carry: bool

    @property
    def address(self) -> str:
        return printable(self.input)


@dataclass(slots=True)
class _Draft:
    start: int = 0
    line: int = 1
    first: int = 1
    documents: int = 0
    again: list[int] = field(default_factory=list)
    digest: Any = field(default_factory=lambda: hashlib.blake2b(digest_size=16))


def of_lines(file: LinesFile, course: Course) -> Iterator[Task]:
    """SaysoError E003, E004 for what is no text. `NoLinesError` where its lines cannot be told by their bytes (UTF-16)."""
    head = file.stream.read(sniff.HEAD)
    file.stream.seek(0)
    if head.startswith(GZIP):
        yield from _Cutting(file, _Packed(file.stream), True, None, course).tasks()
    elif file.size is not None and file.size <= file.max_bytes:
        body = file.stream.read(file.max_bytes + 1)
        _check(file.address, body)
        sha256 = hashlib.sha256(body).hexdigest()
        yield from _Cutting(file, BytesIO(body), file.carry, sha256, course).tasks()
    else:
        _check(file.address, head)
        yield from _Cutting(file, file.stream, file.carry, None, course).tasks()


class _Packed:
    """A gzip. `read` gives what came out so far: of a file that is cut, every line before the cut."""

    def __init__(self, file: BinaryIO) -> None:
        self._unpacked = gzip.GzipFile(fileobj=file)

    def read(self, size: int, /) -> bytes:
        return self._unpacked.read1(size)


class NoLinesError(Exception):
    """To be read as a whole."""


def _check(address: str, body: bytes) -> None:
    if not body.strip():
        raise SaysoError("E004", path=address)
    if what := sniff.binary(body):
        raise SaysoError("E003", path=address, what=what)
    if sniff.wide(body) or body.startswith(sniff.BYTE_ORDER_MARKS):
        raise NoLinesError


class _Cutting:
    def __init__(self, file: LinesFile, stream: Any, carry: bool, sha256: str | None, course: Course) -> None:
        self.file, self.sha256, self.course = file, sha256, course
        self.stream = Walked(stream, carry)
        self._packed = isinstance(stream, _Packed)
        self._before = 0
        """Bytes of the file that earlier tasks took."""
        self._draft = _Draft()
        self._at = 0
        self._objects = 0

    def tasks(self) -> Iterator[Task]:
        try:
            yield from self._of_lines()
        except UNPACKING as error:
            wrong = SaysoError("E078", path=self.file.address, detail=f"its gzip is broken ({printable(str(error))[:100]})")
            problem = Problem(self.file.address, wrong.code.code, wrong.line)
            if self._draft.documents:
                yield self._task(problem=problem)
            else:
                yield problem_task(self.file.input, self.file.address, wrong)

    def _of_lines(self) -> Iterator[Task]:
        number = 0
        for number, (line, size) in enumerate(Lines(self.stream, self.file.max_bytes), 1):
            if line.strip():
                if self._is_full():
                    yield self._task()
                    self._draft = _Draft(self._at, number, self._objects + 1)
                self._take(line)
            self._at += size
        if not self._objects:
            raise SaysoError("E004", path=self.file.address)
        yield self._task()

    def _take(self, line: bytes) -> None:
        self._objects += 1
        self._draft.documents += 1
        self._draft.digest.update(line)
        if self.course.seen.add(keys.of_line(self.file.input, line)):
            self._draft.again.append(self._objects)

    def _is_full(self) -> bool:
        return self.course.is_full(self._draft.documents, self._at - self._draft.start, self.stream.carries)

    def _task(self, problem: Problem | None = None) -> Task:
        draft = self._draft
        return Task(
            number=0,
            input=self.file.input,
            kind=Kind.LINES,
            start=draft.start,
            end=self._at,
            documents=draft.documents,
            size=self._walked(),
            digest=draft.digest.hexdigest(),
            first=draft.first,
            line=draft.line,
            alone=self._objects == 1,
            sha256=self.sha256,
            again=tuple(draft.again),
            data=self.stream.cut(self._at),
            problem=problem,
        )

    def _walked(self) -> int:
        at = self.file.stream.tell() if self._packed else self._at
        before, self._before = self._before, at
        return at - before
