"""Bulk reading against a plain process pool on the same work, and two workers against one: ratios of one run.

Bulk: a worker takes pages out of the archive, its child reads and understands them and makes rows, the worker checks these and
writes Parquet. The pool does it twice. `the same work`: the same stretches of the same archive with the same reader, the same
rows and the same Parquet, but each page in the process that took it, without a child that may die. `reading alone`: pages are
taken out, read and understood, and then forgotten: no rows, no features for copies and stories, no Parquet.

All workers of either are warm when the time begins. Tasks are small, so that the end of so short a run, where one worker waits
for the other, is short too. Processor time is told too: on a machine that others use it says more than the wall clock.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.crawl import write
from bench.stream import children_of
from bench.texts import CHARACTERS
from sayso import limits
from sayso.bulk import child, places
from sayso.bulk.collecting import documents
from sayso.bulk.engines.local import Local
from sayso.bulk.job import Job
from sayso.bulk.outcome import Outcome
from sayso.bulk.planning.named import named
from sayso.bulk.planning.tasks import tasks
from sayso.bulk.rows import REPORT, Answer, FoundReport
from sayso.bulk.run import run
from sayso.bulk.task import Task
from sayso.collect.archives.tally import Tally
from sayso.read.contained import found_in
from sayso.reconcile.keep.schema import version as views
from sayso.types import Report
from sayso.understand.reader import reader

PAGES = {"rules": 768, "model": 192}
WARM = 48
TASK = 12
"""Pages of a task."""
WARMED = 0.2
"""Seconds of processors after which it is known that a process has read something."""
TICKS = os.sysconf("SC_CLK_TCK")

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds, and seconds of processors in all processes that did it."""

    wall: float
    processors: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pool does with a stretch where it is about reading alone: the number of claims."""

    job: Job

    def __call__(self, task: Task) -> int:
        read_it = child.load_rules() if self.job.reader == "rules" else child.load_model()
        taken = (one.found for one in documents(task, self.job, Tally()) if isinstance(one.found, child.Document))
        found = (report for one in taken for report in found_in(one.capture, one.published) if isinstance(report, Report))
        return sum(len(read_it(report).claims) for report in found)


@dataclass(frozen=True, slots=True)
class Same:
    """What it does with a stretch where it is about the same work."""

    job: Job

    def __call__(self, task: Task) -> int:
        read_it = child.by_rules if self.job.reader == "rules" else child.by_model
        outcome = Outcome(task, tally := Tally())
        for one in documents(task, self.job, tally):
            assert isinstance(one.found, child.Document), one
            outcome.add(one, _answer(read_it(one.found, child.Terms(self.job.version))))
        status = outcome.status()
        outcome.parts.write(places.place(self.job.output), task.part, status)
        return status.claims


def _answer(items: list[list[Any]]) -> Answer:
    """Of pages that each give a report. Nothing is checked: it comes from no other process."""
    assert all(kind == REPORT for kind, *_ in items), items
    return Answer(
        [FoundReport(id, receipt, at, unread, claimed, tuple(of)) for _, id, receipt, at, unread, claimed, of in items]
    )


def rows() -> Iterator[Row]:
    for name, pages in PAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            yield from of_reader(name, pages, Path(folder))


def of_reader(name: str, pages: int, folder: Path) -> Iterator[Row]:
    write(folder / "warm.warc.gz", WARM, CHARACTERS)
    write(folder / "crawl.warc.gz", pages, CHARACTERS)
    job = Job(str(folder), name, reader(name).version, views(), datetime.now(UTC))
    two, what = _bulk(job, folder, 2), f"bulk, reader {name}, pages of {CHARACTERS:,} characters"
    yield f"{what}: pages a second, two workers", f"{pages / two.wall:.1f}"
    yield f"{what}: over a plain process pool, the same work; by processor time", _over(_pool(job, folder, Same), two)
    yield f"{what}: over a plain process pool, reading alone; by processor time", _over(_pool(job, folder, Reading), two)
    one = _bulk(job, folder, 1)
    yield f"{what}: two workers over one", f"{one.wall / two.wall:.2f}"


def _bulk(job: Job, folder: Path, workers: int) -> Took:
    with closing(Local(workers)) as engine:

        def read(archive: str) -> None:
            with tempfile.TemporaryDirectory(dir=folder) as output:
                run(replace(job, output=output), places.place(output), engine, _tasks(folder / archive), lambda _: None, True)

        return _took(read, lambda: [one.process.pid for one in engine._all])


def _pool(job: Job, folder: Path, what: Callable[[Job], Callable[[Task], int]]) -> Took:
    """Of two workers."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:

        def read(archive: str) -> None:
            with tempfile.TemporaryDirectory(dir=folder) as output:
                list(pool.map(what(replace(job, output=output)), list(_tasks(folder / archive))))

        return _took(read, lambda: list(pool._processes or ()))


def _tasks(archive: Path) -> Iterator[Task]:
    limits.BULK_DOCUMENTS = TASK  # tasks are cut here and nowhere else
    return tasks(named([str(archive)]))


def _took(read: Callable[[str], object], processes: Callable[[], Sequence[int]]) -> Took:
    cold = True
    while cold:  # one may take all, while another is starting
        spent = {process: _spent(process) for process in processes()}
        read("warm.warc.gz")
        cold = any(process not in spent or _spent(process) < spent[process] + WARMED for process in processes())
    before, begun, own = sum(map(_spent, processes())), time.perf_counter(), time.process_time()
    read("crawl.warc.gz")
    wall = time.perf_counter() - begun
    return Took(wall, sum(map(_spent, processes())) - before + time.process_time() - own)


def _over(pool: Took, bulk: Took) -> str:
    return f"{pool.wall / bulk.wall:.2f}; {pool.processors / bulk.processors:.2f}"


def _spent(process: int) -> float:
    """Seconds of processors of a process and of all that it started, the ended ones too."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, told[11:15])) / TICKS + sum(map(_spent, children_of(process)))


def main() -> None:
    """`python -m bench.bulk [READER [PAGES]]`"""
    names, pages = sys.argv[1:2] or list(PAGES), sys.argv[2:]
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            for what, value in of_reader(name, int(pages[0]) if pages else PAGES[name], Path(folder)):
                print(f"| {what} | {value} |", flush=True)


if __name__ == "__main__":
    from importlib import import_module

    import_module("bench.bulk").main()  # workers know what is pickled by this name, which is not __main__ there
