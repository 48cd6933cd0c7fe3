"""`make bench`: one table of speed and memory. Numbers of one run compare with each other, not with another machine's."""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.collecting import rows as collecting
from bench.model import peak, timed
from bench.model import rows as model
from bench.pages import ledger
from bench.pages import measured as pages
from bench.painting import rows as painting
from bench.reconciling import rows as reconciling
from bench.texts import DEMO, bench_reports
from bench.views import measured as views
from bench.watching import rows as watching
from sayso.cli import COLLECT_AFTER, SWITCH
from sayso.ledger.ledger import Ledger
from sayso.understand.reader import reader
from sayso.understand.rules import PIPELINE

SAMPLE = 200
GROWTH = (100, 1_000, 10_000)
WINDOW = 100
"""Reports over which the time per report is taken at each size."""

Row = tuple[str, str]


def main() -> None:
    gc.set_threshold(COLLECT_AFTER)  # as the command line does, and the next line too
    sys.setswitchinterval(SWITCH)
    rows: Iterator[Row] = (
        row
        for section in (model, reading, layers, starting, collecting, watching, reconciling, serving, painting, growing)
        for row in section()
    )
    print(f"Python {sys.version.split()[0]}, {datetime.now(UTC):%Y-%m-%d}\n\n| measure | value |\n|---|---|")
    for name, value in rows:
        print(f"| {name} | {value} |", flush=True)


def reading() -> Iterator[Row]:
    """The reader `rules`, every layer on, in this one process."""
    read_it = reader("rules")
    sample = [report for _, report in bench_reports(SAMPLE)]
    read_it(sample[0])  # word lists load once
    took = timed(lambda: [read_it(report) for report in sample])
    yield "rules: reports of 3,000 characters a second, one core", f"{SAMPLE / took:.0f}"
    yield "rules: peak memory", f"{peak('rules'):.0f} MB"


def layers() -> Iterator[Row]:
    """Where the time goes: each layer by itself, on layers made before."""
    read_it = reader("rules")
    sample = [report for _, report in bench_reports(SAMPLE)]
    made = [read_it(report).layers for report in sample]
    for step in PIPELINE:
        took = timed(lambda run=step.run: [run(r, found) for r, found in zip(sample, made, strict=True)])  # type: ignore[misc]
        yield f"layer {step.gives}", f"{1000 * took / SAMPLE:.2f} ms a report"


def starting() -> Iterator[Row]:
    """Cold starts of the command line, the better of three."""
    report = next(DEMO.glob("*.txt"))
    page = next(DEMO.glob("*.html"))
    for name, args in (
        ("sayso --help", ["--help"]),
        ("sayso read, one text", ["read", str(report)]),
        ("sayso read, one page", ["read", str(page)]),
    ):
        command = [sys.executable, "-m", "sayso", *args]
        best = min(timed(lambda c=command: subprocess.run(c, capture_output=True, check=True)) for _ in range(3))  # type: ignore[misc]
        yield f"{name}, cold", f"{best:.2f} s"


def serving() -> Iterator[Row]:
    """What the page needs, and its views, on one ledger of 100,000 claims."""
    with tempfile.TemporaryDirectory() as folder:
        path = ledger(Path(folder) / "bench.ledger")
        yield from pages(path)
        yield from views(path)


def growing() -> Iterator[Row]:
    """Reading and adding, one transaction a report: time per report as the ledger grows."""
    read_it, first = reader("rules"), 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.ledger"
        with Ledger.open(path, lambda: datetime.now(UTC), create=True) as ledger:
            start, window = time.perf_counter(), 0.0
            for number, (capture, report) in enumerate(bench_reports(GROWTH[-1]), 1):
                if number + WINDOW - 1 in GROWTH:
                    start = time.perf_counter()
                ledger.add(capture, report, read_it(report))
                if number in GROWTH:
                    window = (time.perf_counter() - start) / WINDOW
                    first = first or window
                    yield (
                        f"read and add, at {number:,} reports",
                        f"{1000 * window:.1f} ms a report ({window / first:.2f} of the first)",
                    )
        yield "ledger of 10,000 reports", f"{path.stat().st_size / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
