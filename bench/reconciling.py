"""Speed of what stands on the ledger: adding one report as it grows, rebuilding everything, and looking.

python -m bench.reconciling LEDGER     rebuilds that ledger, and says how long it took and how much memory
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.model import timed
from bench.pages import spread
from bench.texts import bench_reports
from sayso.ledger.address import Database, Place, where
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.keep.anew import anew
from sayso.reconcile.keep.follow import follow, settle
from sayso.reconcile.knowledge import knowledge
from sayso.reconcile.world import load
from sayso.types import Capture, Reading, Report
from sayso.understand.reader import reader

KILLED = 2_000
"""Claims that are looked at as one story."""
ADDED, FIRST_ADDED = 40, 5
"""Reports over which adding is measured, after the first few, which find nothing in memory."""

Row = tuple[str, str]


def rebuilding(place: Place) -> Iterator[Row]:
    """Of a copy where the ledger is a file; a database is as it was afterwards."""
    with _copied(place) as copy:
        seconds, megabytes = _rebuilt(copy)
        yield "rebuild", f"{seconds:.0f} s, {megabytes:.0f} MB"
        if isinstance(copy, Path):
            yield "the file, with its views", f"{copy.stat().st_size / 1e6:.0f} MB"


def growing(path: Path) -> Iterator[Row]:
    """Adding and following a report, one transaction each, and looking at every figure of a kind as one story; in a copy."""
    with _copied(path) as copy:
        with Ledger.open(copy, lambda: datetime.now(UTC)) as ledger:
            took = [timed(lambda one=one: _add(ledger, *one)) for one in _read()]  # type: ignore[misc]
        yield "adding one report, reading aside", spread(took[FIRST_ADDED:])
        with Reader.open(copy) as kept:
            start = time.perf_counter()
            shown = len(knowledge(load(kept, Filters(kind="killed", limit=KILLED))).shown_series())
            yield (
                f"figures of the newest {KILLED:,} claims of one kind",
                f"{time.perf_counter() - start:.1f} s for {shown} series",
            )


def _add(ledger: Ledger, capture: Capture, report: Report, reading: Reading) -> None:
    ledger.add(capture, report, reading)
    follow(ledger.store)
    settle(ledger.store, 1)


def _read() -> Iterator[tuple[Capture, Report, Reading]]:
    read_it = reader("rules")
    return ((capture, report, read_it(report)) for capture, report in bench_reports(ADDED + FIRST_ADDED))


@contextmanager
def _copied(place: Place) -> Iterator[Place]:
    if isinstance(place, Database):
        yield place
        return
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        yield Path(shutil.copy(place, folder))


def _rebuilt(place: Place) -> tuple[float, float]:
    """Seconds and megabytes of a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.reconciling", _address(place)], capture_output=True, text=True, check=True
    )
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def _address(place: Place) -> str:
    return place.url if isinstance(place, Database) else str(place)


def main() -> None:
    start = time.perf_counter()
    with Ledger.open(where(sys.argv[1]), lambda: datetime.now(UTC)) as ledger:
        ledger.rebuild()
        print(f"{time.perf_counter() - start:.1f} s for the ledger's own views", file=sys.stderr)
        anew(ledger.store, os.cpu_count() or 1)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(time.perf_counter() - start, int(status.partition("VmHWM:")[2].split()[0]) / 1024)


if __name__ == "__main__":
    main()
