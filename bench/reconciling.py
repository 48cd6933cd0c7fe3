"""Speed of what stands on the ledger: adding one report as it grows, rebuilding everything, and looking.

python -m bench.reconciling LEDGER     rebuilds that ledger, and says how long it took and how much memory
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.texts import bench_reports
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.keep.anew import anew
from sayso.reconcile.keep.follow import follow, settle
from sayso.reconcile.knowledge import knowledge
from sayso.reconcile.world import load
from sayso.understand.reader import reader

SIZES = (10_000, 100_000)
"""Claims."""
WINDOW = 40
"""Reports over which adding is measured at each size."""
ENOUGH = 20_000
"""Reports to make the claims of; each has some 29."""

Row = tuple[str, str]


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.ledger"
        yield from _growing(path)
        yield from _looking(path)
        seconds, megabytes = _rebuilt(path)
        yield f"rebuild of {SIZES[-1]:,} claims", f"{seconds:.0f} s, {megabytes:.0f} MB"
        yield f"ledger of {SIZES[-1]:,} claims, with its views", f"{path.stat().st_size / 1e6:.0f} MB"


def _growing(path: Path) -> Iterator[Row]:
    """Adding and following one report, the reading of it not counted; each report is in order or late as its day falls."""
    read_it, claims, first = reader("rules"), 0, 0.0
    sizes, took = list(SIZES), list[float]()
    with Ledger.open(path, lambda: datetime.now(UTC), create=True) as ledger:
        for capture, report in bench_reports(ENOUGH):
            reading = read_it(report)
            start = time.perf_counter()
            ledger.add(capture, report, reading)
            follow(ledger.store)
            settle(ledger.store, 1)
            took.append(1000 * (time.perf_counter() - start))
            claims += len(reading.claims)
            if claims >= sizes[0]:
                at = median(took[-WINDOW:])
                first = first or at
                yield f"adding one report at {sizes[0]:,} claims, reading aside", f"{at:.0f} ms ({at / first:.2f} of the first)"
                sizes.pop(0)
            if not sizes:
                settle(ledger.store)
                return


def _looking(path: Path) -> Iterator[Row]:
    with Reader.open(path) as kept:
        start = time.perf_counter()
        shown = len(knowledge(load(kept, Filters(kind="killed"))).shown_series())
        yield f"every figure of {SIZES[-1]:,} claims in one story", f"{time.perf_counter() - start:.1f} s for {shown} series"


def _rebuilt(path: Path) -> tuple[float, float]:
    """Seconds and megabytes of a process of its own."""
    done = subprocess.run([sys.executable, "-m", "bench.reconciling", str(path)], capture_output=True, text=True, check=True)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def main() -> None:
    start = time.perf_counter()
    with Ledger.open(Path(sys.argv[1]), lambda: datetime.now(UTC)) as ledger:
        ledger.rebuild()
        print(f"{time.perf_counter() - start:.1f} s for the ledger's own views", file=sys.stderr)
        anew(ledger.store, os.cpu_count() or 1)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(time.perf_counter() - start, int(status.partition("VmHWM:")[2].split()[0]) / 1024)


if __name__ == "__main__":
    main()
