"""`python -m bench.stream 1000000 [stub|rules [WORKERS]]`: memory over a stream of pages, through all of bulk reading.

Nobody has to store the pages: the input is made while it is read, JSON lines of one length, at an address that fsspec opens.
What comes of a task is removed once it is told. With `stub`, a reader that gives every page the rows of one that was read, so
that length can be had without the time that reading takes; with `rules`, the reader itself.
"""

from __future__ import annotations

import io
import json
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sayso.bulk import child, places
from sayso.bulk.engines.local import Local
from sayso.bulk.job import Job
from sayso.bulk.planning.named import Input
from sayso.bulk.planning.tasks import tasks
from sayso.bulk.run import run
from sayso.bulk.status import Status
from sayso.bulk.task import Task
from sayso.collect.sniff import JSON_LINES
from sayso.reconcile.keep.schema import version as views
from sayso.types import Capture
from sayso.understand.reader import reader

PAGES, WORKERS = 2_000, 2
WIDTH = 400
"""Bytes of a line."""
TENTHS = 10
TEMPLATE = Path(tempfile.gettempdir()) / "sayso-bench-stream.pickle"
"""What the stub gives for each page; written by the run, read by its children."""
SHARED_MEMORY = Path("/dev/shm")
TEXT = "Officials said on Friday that {n} people were killed in a fire in Almaty. The hospital of the city was full. "


class Made(io.RawIOBase):
    """A file of so many lines, made where it is read."""

    def __init__(self, lines: int) -> None:
        self._size, self._at = lines * WIDTH, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        count = max(0, min(len(buffer), self._size - self._at))
        first, skipped = divmod(self._at, WIDTH)
        made = b"".join(line(number) for number in range(first, (self._at + count + WIDTH - 1) // WIDTH))
        buffer[:count] = made[skipped : skipped + count]
        self._at += count
        return count


def line(number: int) -> bytes:
    told = json.dumps({"title": f"Report number {number}", "published": "2022-01-07", "text": TEXT.format(n=number)})
    return told[:-2].ljust(WIDTH - 3, ".").encode() + b'"}\n'


def register() -> None:
    """`made://LINES/pages.jsonl` is such a file, in this process."""
    import fsspec
    from fsspec.implementations.memory import MemoryFileSystem

    class Making(MemoryFileSystem):  # type: ignore[misc]
        protocol = "made"

        def info(self, path: str, **more: Any) -> dict[str, Any]:
            return {"name": path, "size": _lines(path) * WIDTH, "type": "file"}

        def open(self, path: str, mode: str = "rb", **more: Any) -> Any:
            return io.BufferedReader(Made(_lines(path)), 1 << 20)

    fsspec.register_implementation("made", Making, clobber=True)


def _lines(path: str) -> int:
    return int(path.removeprefix("made://").strip("/").split("/")[0])


@dataclass(frozen=True, slots=True)
class Registered:
    """The work of a worker that knows the address."""

    work: Callable[[Task], Status]

    def __call__(self, task: Task) -> Status:
        register()
        return self.work(task)


class Engine(Local):
    def map(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        return super().map(Registered(work), tasks)


def stub(document: child.Document, terms: child.Terms) -> list[list[Any]]:
    """A child's job: the rows of the page that was read, under another id."""
    kind, _, receipt, day, unread, claimed, tables = _template()
    id = f"r{hash(document.capture.body) & 0xFFFFFFFFFFFFFFFF:020x}"
    rows = [[[id, *row[1:]] for row in table] for table in tables]
    return [[kind, id, receipt, day, unread, claimed, rows]]


@cache
def _template() -> list[Any]:
    found: list[Any] = pickle.loads(TEMPLATE.read_bytes())
    return found


def rows(pages: int = PAGES, name: str = "rules") -> Iterator[tuple[str, str]]:
    """For the table: memory at a tenth, at the half, at the end."""
    found = list(measured(pages, name, say=lambda line: None))
    what = f"bulk, {pages:,} pages as a stream, reader {name}: memory at a tenth, the half, the end"
    for place, who in ((2, "driver"), (3, f"{WORKERS} workers and their children")):
        yield f"{what}, {who}", " / ".join(f"{found[at][place]:.0f}" for at in (0, TENTHS // 2 - 1, TENTHS - 1)) + " MB"


def measured(
    pages: int, name: str, workers: int = WORKERS, say: Callable[[str], None] = print
) -> Iterator[tuple[int, float, float, float]]:
    """At each tenth: pages, seconds, MB of the driver, MB of workers and their children."""
    register()
    made = reader("rules").version
    if name == "stub":
        _write_template(made)
    where = SHARED_MEMORY if SHARED_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where) as folder, closing(Engine(workers)) as engine:
        children = (("bulk_stub", "bench.stream:stub"),)
        job = Job(folder, name, made, views(), datetime.now(UTC), children=children)
        count, begun, found = 0, time.perf_counter(), list[tuple[int, float, float, float]]()

        def tell(status: Status) -> None:
            nonlocal count
            assert status.read == status.documents, status
            count += status.documents
            for part in Path(folder).rglob(f"part-{status.number:08d}-*"):
                part.unlink()
            while count >= pages * (len(found) + 1) // TENTHS:
                workers = [one.process.pid for one in engine._all]
                found.append((count, time.perf_counter() - begun, _resident(_self()), sum(map(_with_children, workers))))
                say("| {:,} | {:.0f} s | {:.0f} MB | {:.0f} MB |".format(*found[-1]))

        run(job, places.place(folder), engine, tasks([Input(f"made://{pages}/pages.jsonl")], job.max_bytes), tell, True)
    yield from found


def _write_template(version: str) -> None:
    document = child.Document(Capture("line", datetime.now(UTC), JSON_LINES, "0" * 64, line(1)))
    (template,) = (one for one in child.by_rules(document, child.Terms(version)) if one[0] == "report")
    TEMPLATE.write_bytes(pickle.dumps(template))


def _self() -> int:
    return int(Path("/proc/self").readlink().name)


def _resident(process: int) -> float:
    """MB; 0 of one that has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096 / 1e6
    except OSError:
        return 0.0


def _with_children(process: int) -> float:
    return _resident(process) + sum(map(_with_children, children_of(process)))


def children_of(process: int) -> list[int]:
    """None of one that has ended."""
    try:
        return [int(one) for of in Path(f"/proc/{process}/task").glob("*/children") for one in of.read_text().split()]
    except OSError:
        return []


def main() -> None:
    pages, name, workers = [*sys.argv[1:], *["", "stub", str(WORKERS)][len(sys.argv) - 1 :]]
    print(f"| pages, reader {name} | after | driver | workers and children |\n|---|---|---|---|")
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    found = list(measured(int(pages), name, int(workers)))
    for column, who in ((2, "driver"), (3, "workers and children")):
        print(f"{who}: last tenth over second tenth {found[-1][column] / found[1][column]:.3f}")


if __name__ == "__main__":
    from importlib import import_module

    import_module("bench.stream").main()  # workers know what is pickled by this name, which is not __main__ there
