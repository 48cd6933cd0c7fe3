"""A task: a stretch of one input with some documents in it, which a worker opens and reads by itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

SEQUENCES = 1_000_000
"""Sequence numbers that a task has for its documents: far more than any task holds."""


class Kind(StrEnum):
    """What a stretch is made of, and in what its ends are counted."""

    WARC = "warc"
    """Records of a WARC; bytes of the file as it lies (of a WACZ: of the WARC in it)."""
    LINES = "lines"
    """JSON lines; bytes of the file, unpacked."""
    ROWS = "rows"
    """Rows of a Parquet file, counted from 0."""
    FILES = "files"
    """Whole files, each one document: texts, pages, JSON, PDF, mails."""
    PROBLEM = "problem"
    """Nothing to read: what is wrong with an input, in its place."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something gave no report."""

    address: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Task:
    """The stretch `start` to `end` of `input`. Tasks are numbered from 0 in the order of the inputs."""

    number: int
    input: str
    """Path or fsspec address of the file."""
    kind: Kind
    start: int = 0
    end: int | None = None
    documents: int | None = None
    """Documents at most, where planning knows."""
    size: int = 0
    """Bytes of the input that it takes, as they lie in the file: what progress is reckoned by."""
    digest: str = ""
    """Of the content of the stretch, by which a task that is done is known again."""
    inner: str | None = None
    """Of a WACZ: the name of the WARC in it, for addresses."""
    at: int = 0
    """Of a WACZ: where in the file that WARC begins."""
    first: int = 1
    """Of lines, rows: the number of the first object, from 1."""
    line: int = 1
    """Of lines: the number of the first line, from 1, empty ones counted."""
    alone: bool = False
    """Of lines, rows: it is the only object of its file."""
    sha256: str | None = None
    """Of the whole file, for lines of a file that is small enough to be taken as one; else each line has its own."""
    files: tuple[str, ...] = ()
    again: tuple[int, ...] = ()
    """What in it came before in the inputs: offsets of records, numbers of lines' objects."""
    damaged: int = 0
    """Of an archive: places that were damaged before this stretch."""
    data: bytes | None = None
    """The stretch itself, packed by zlib, where no worker could open the file at `start`: of a gzip file without members, of a
    server that gives no part of a file."""
    problem: Problem | None = None
    """Of a stretch: why reading breaks off at its end."""

    @property
    def key(self) -> str:
        """16 hex digits that follow from what the task is to read: the input, the stretch, and its content."""
        inner = [self.input, self.inner, str(self.kind), self.start, self.end, self.digest, self.files, self.first]
        problem = [self.problem.address, self.problem.code, self.problem.reason] if self.problem else None
        told = json.dumps([inner, problem], ensure_ascii=True).encode("ascii")
        return hashlib.sha256(told).hexdigest()[:16]

    @property
    def part(self) -> str:
        """The name of its files in the output, without suffix. It sorts as the inputs do."""
        return f"part-{self.number:08d}-{self.key}"

    def sequence(self, place: int) -> int:
        """The place among all documents of the job of the one that stands at `place` (from 0) in this task."""
        return self.number * SEQUENCES + place
