"""Bulk reading against a plain process pool on the same work, and two workers against one: ratios of one run.

The pool reads the same stretches of the same archive with the same reader, each page in the process that took it, and keeps
nothing: no child that may die, no rows, no Parquet. Both are warm when the time begins. Processor time is told too, since on a
machine that others use it says more than the wall clock.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from bench.crawl import write
from bench.stream import children_of
from bench.texts import CHARACTERS
from sayso.bulk import child, places
from sayso.bulk.collecting import documents
from sayso.bulk.engines.local import Local
from sayso.bulk.job import Job
from sayso.bulk.planning.named import named
from sayso.bulk.planning.tasks import tasks
from sayso.bulk.run import run
from sayso.bulk.task import Task
from sayso.collect.archives.tally import Tally
from sayso.read.contained import found_in
from sayso.reconcile.keep.schema import version as views
from sayso.types import Report
from sayso.understand.reader import reader

PAGES = {"rules": 1_024, "model": 256}
WARM = 128
TICKS = os.sysconf("SC_CLK_TCK")

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds, and seconds of processors in all processes that did it."""

    wall: float
    processors: float


@dataclass(frozen=True, slots=True)
class Plain:
    """What the pool does with a stretch: the number of claims."""

    job: Job

    def __call__(self, task: Task) -> int:
        read_it = child.load_rules() if self.job.reader == "rules" else child.load_model()
        taken = (one.found for one in documents(task, self.job, Tally()) if isinstance(one.found, child.Document))
        found = (report for one in taken for report in found_in(one.capture, one.published) if isinstance(report, Report))
        return sum(len(read_it(report).claims) for report in found)


def rows() -> Iterator[Row]:
    for name, pages in PAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            yield from of_reader(name, pages, Path(folder))


def of_reader(name: str, pages: int, folder: Path) -> Iterator[Row]:
    write(folder / "warm.warc.gz", WARM, CHARACTERS)
    write(folder / "crawl.warc.gz", pages, CHARACTERS)
    job = Job(str(folder), name, reader(name).version, views(), datetime.now(UTC))
    one, two = (_bulk(job, folder, workers) for workers in (1, 2))
    pool = _pool(job, folder, 2)
    what = f"bulk, reader {name}, pages of {CHARACTERS:,} characters"
    yield f"{what}: pages a second, two workers", f"{pages / two.wall:.1f}"
    yield f"{what}: two workers over one", f"{one.wall / two.wall:.2f}"
    yield f"{what}: over a plain process pool; by processor time", f"{pool.wall / two.wall:.2f}; {_ratio(pool, two)}"


def _bulk(job: Job, folder: Path, workers: int) -> Took:
    with closing(Local(workers)) as engine:

        def read(archive: str) -> None:
            with tempfile.TemporaryDirectory(dir=folder) as output:
                made = Job(output, job.reader, job.version, job.views, job.begun_at)
                run(made, places.place(output), engine, _tasks(folder / archive), lambda _: None, True)

        return _took(read, lambda: [one.process.pid for one in engine._all])


def _pool(job: Job, folder: Path, workers: int) -> Took:
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return _took(
            lambda archive: list(pool.map(Plain(job), list(_tasks(folder / archive)))), lambda: list(pool._processes or ())
        )


def _tasks(archive: Path) -> Iterator[Task]:
    return tasks(named([str(archive)]))


def _took(read: Callable[[str], object], processes: Callable[[], Sequence[int]]) -> Took:
    read("warm.warc.gz")
    before, begun, own = sum(map(_spent, processes())), time.perf_counter(), time.process_time()
    read("crawl.warc.gz")
    wall = time.perf_counter() - begun
    return Took(wall, sum(map(_spent, processes())) - before + time.process_time() - own)


def _ratio(pool: Took, bulk: Took) -> str:
    return f"{pool.processors / bulk.processors:.2f}"


def _spent(process: int) -> float:
    """Seconds of processors of a process and of all that it started, the ended ones too."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, told[11:15])) / TICKS + sum(map(_spent, children_of(process)))


def main() -> None:
    names = sys.argv[1:] or list(PAGES)
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            for what, value in of_reader(name, PAGES[name], Path(folder)):
                print(f"| {what} | {value} |", flush=True)


if __name__ == "__main__":
    from importlib import import_module

    import_module("bench.bulk").main()  # workers know what is pickled by this name, which is not __main__ there
