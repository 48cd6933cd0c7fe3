"""A task to its documents: the worker opens the stretch that planning cut, and finds what `sayso add` finds there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from sayso.bulk import cells, places, tables
from sayso.bulk.child import Document
from sayso.bulk.job import Job
from sayso.bulk.planning import carried, parquet
from sayso.bulk.task import Kind, Task
from sayso.collect import files
from sayso.collect.archives import documents as kinds
from sayso.collect.archives import warc
from sayso.collect.archives.captured import WEB
from sayso.collect.archives.raw import Readable
from sayso.collect.archives.tally import Tally
from sayso.collect.sniff import JSON_LINES
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.read.reports import Line
from sayso.types import Capture, Unreadable
from sayso.unforeseen import unforeseen

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Collected:
    """What stands at one place of a task: a document to read, one that stands earlier too, or what cannot be read.

    `warc`, `offset`: where in the input it lies.
    """

    found: Document | Unreadable
    again: bool = False
    warc: str | None = None
    offset: int | None = None


def documents(task: Task, job: Job, tally: Tally) -> Iterator[Collected]:
    """In order. `tally`: gets what is passed over. Whatever goes wrong is `Unreadable`, as `sayso add` has it.

    SourceError where the input is not to be had.
    """
    address, given = printable(task.input), 0
    try:
        for given, one in enumerate(_BY_KIND[task.kind](task, job, tally), 1):  # noqa: B007 - used where it breaks off
            yield one
    except _EndedError:
        pass
    except SourceError:
        raise
    except SaysoError as error:
        yield Collected(Unreadable(address, error.code.code, error.line))
    except OSError as error:
        problem = SaysoError("E010", path=address, detail=error.strerror or type(error).__name__)
        yield Collected(Unreadable(address, problem.code.code, problem.line))
    except Exception as error:
        problem = unforeseen(error, address)
        for _ in range(max(1, _counted(task) - given)):  # a row for each that is not read, so that none is missed
            yield Collected(Unreadable(address, problem.code.code, problem.line))
    if task.problem:
        yield Collected(Unreadable(task.problem.address, task.problem.code, task.problem.reason))


def _counted(task: Task) -> int:
    """Documents that planning knew of; of an archive it only knew records."""
    return 0 if task.kind is Kind.WARC else task.documents or 0


class SourceError(Exception):
    """The input was there when it was walked, and is not to be had now: no fault of a document, and none is given up."""


class _EndedError(Exception):
    """The stretch ends here, and no record does."""


class _Stretch:
    """The bytes of a stretch. `breaks`: it has no end of its own. Raises SourceError."""

    def __init__(self, stream: Readable, size: int | None, breaks: bool) -> None:
        self._stream, self._left, self._breaks = stream, size, breaks

    def read(self, size: int, /) -> bytes:
        try:
            data = self._stream.read(size if self._left is None else min(size, self._left))
        except Exception as error:  # drivers of stores have their own
            raise SourceError(_in_words(error)) from error
        if self._left is not None:
            if not data and size and self._left:
                raise SourceError("it has become shorter")
            self._left -= len(data)
        if not data and size and self._breaks:
            raise _EndedError
        return data


@contextmanager
def _opened(task: Task, breaks: bool = False) -> Iterator[Readable]:
    if task.data is not None:
        yield _Stretch(BytesIO(carried.unpacked(task.data)), None, breaks)
        return
    try:
        stream = places.place(task.input).open()
    except OSError as error:
        raise SourceError(_in_words(error)) from error
    with stream:
        stream.seek(task.at + task.start)
        yield _Stretch(stream, None if task.end is None else task.end - task.start, breaks)


def _in_words(error: Exception) -> str:
    words = error.strerror if isinstance(error, OSError) else str(error)
    return printable(words or type(error).__name__)[:200]


def _of_warc(task: Task, job: Job, tally: Tally) -> Iterator[Collected]:
    where = printable(task.input) + (f"#{task.inner}" if task.inner else "")
    again = frozenset(task.again)
    with _opened(task, breaks=task.problem is not None) as stream:
        found = warc.captures(stream, where, job.max_bytes, tally, at=task.start, damaged=task.damaged)
        for given in found:
            if isinstance(given.capture, Unreadable):
                yield Collected(given.capture, warc=where, offset=given.offset)
            else:
                yield Collected(Document(given.capture, job.published), given.offset in again, where, given.offset)


def _of_lines(task: Task, job: Job, tally: Tally) -> Iterator[Collected]:
    address, objects, at = printable(task.input), task.first - 1, task.start
    with _opened(task) as stream:
        for number, (line, size) in enumerate(carried.Lines(stream, job.max_bytes), task.line):
            if line.strip():
                objects += 1
                yield Collected(_line(line, size, Line(number, objects, task.alone), address, task, job), offset=at)
            at += size


def _line(line: bytes, size: int, at: Line, address: str, task: Task, job: Job) -> Document | Unreadable:
    if size > job.max_bytes:
        problem = SaysoError("E005", path=address, size=f"line {at.number:,}, {size:,} bytes,", limit=f"{job.max_bytes:,}")
        return Unreadable(address, problem.code.code, problem.line, task.sha256)
    line = line.removesuffix(b"\n")
    sha256 = task.sha256 or hashlib.sha256(line).hexdigest()
    capture = Capture(address, job.begun_at, JSON_LINES, sha256, line)
    return Document(capture, job.published, at, at.object in task.again)


def _of_rows(task: Task, job: Job, tally: Tally) -> Iterator[Collected]:
    table = parquet.unpacked(task.data or b"")
    known = tables.columns(table.schema.names)
    assert known is not None  # planning has seen to it
    address = printable(task.input)
    for number, row in enumerate(cells.rows(table), task.first):
        told = {field: row[column] for field, column in known.fields.items()}
        if known.page is None:
            line = json.dumps(told, ensure_ascii=False, default=cells.plain).encode("utf8", "surrogatepass")
            found: Document | Unreadable | None = _line(line, len(line), Line(number, number, task.alone), address, task, job)
        else:
            found = _page(row[known.page], told, f"{address}#{number}", job, tally)
        if found is not None:
            yield Collected(found, offset=number - 1)


def _page(page: Any, told: dict[str, Any], address: str, job: Job, tally: Tally) -> Document | Unreadable | None:
    """None for what is no document, which is counted."""
    if not isinstance(page, str | bytes | None):
        problem = SaysoError("E003", path=address, what=f"a value of the type {type(page).__name__}")
        return Unreadable(address, problem.code.code, problem.line)
    body = page.encode("utf8", "surrogatepass") if isinstance(page, str) else page or b""
    url = printable(str(told.get("url") or ""))
    address = url if url.lower().startswith(WEB) else address
    content_type = str(told.get("content_type") or "")
    if not kinds.may_be(content_type, url):
        tally.passed[kinds.kind(content_type, url)] += 1
        return None
    wrong = _wrong(body, address, job.max_bytes)
    if wrong:
        return Unreadable(address, wrong.code.code, wrong.line)
    media_type = kinds.media_type(content_type or HTML, url, body)
    if media_type is None:
        tally.passed["other content"] += 1
        return None
    encoding = "utf-8" if isinstance(page, str) else told.get("encoding") or None
    sha256 = hashlib.sha256(body).hexdigest()
    capture = Capture(address, cells.moment(told.get("fetched")) or job.begun_at, media_type, sha256, body, encoding=encoding)
    published = told.get("published")
    return Document(capture, _date(published) or job.published)


def _wrong(body: bytes, address: str, most: int) -> SaysoError | None:
    if not body.strip():
        return SaysoError("E004", path=address)
    if len(body) > most:
        return SaysoError("E005", path=address, size=f"{len(body):,} bytes", limit=f"{most:,}")
    return None


def _date(value: object) -> str | None:
    """What a column tells of publication, where it is a date."""
    from sayso.read import dates

    return dates.published(str(cells.plain(value))) if value else None


def _of_files(task: Task, job: Job, tally: Tally) -> Iterator[Collected]:
    for path in task.files:
        found = _file(path, job)
        yield Collected(found if isinstance(found, Unreadable) else Document(found, job.published))


def _file(path: str, job: Job) -> Capture | Unreadable:
    def clock() -> datetime:
        return job.begun_at

    if not places.is_remote(path):
        return files.capture(path, BytesIO(), clock, job.max_bytes)
    try:
        with places.place(path).open() as stream:
            return files.handed_over(printable(path), stream, clock, job.max_bytes)
    except OSError as error:
        raise SourceError(_in_words(error)) from error


def _of_problem(task: Task, job: Job, tally: Tally) -> Iterator[Collected]:
    return iter(())


_BY_KIND = {
    Kind.WARC: _of_warc,
    Kind.LINES: _of_lines,
    Kind.ROWS: _of_rows,
    Kind.FILES: _of_files,
    Kind.PROBLEM: _of_problem,
}
