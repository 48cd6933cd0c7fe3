"""Speed of what the page needs, at 100,000 claims: looking at any moment, listing, searching.

python -m bench.pages LEDGER     builds that ledger where it is not there, and prints the table
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.texts import bench_reports
from sayso.ledger.ledger import Ledger
from sayso.reconcile.keep.anew import anew
from sayso.understand.reader import reader

CLAIMS = 100_000
A_DAY = 57
"""Reports of one day: some sixty days in all, so that there is a moment to look at."""
ENOUGH = 20_000
"""Reports to make the claims of; each has some 29."""


def ledger(path: Path) -> Path:
    """A ledger of 100,000 claims, followed to its end; the one that is there where there is one."""
    if path.exists():
        return path
    making = path.with_suffix(".making")
    making.unlink(missing_ok=True)
    read_it, claims = reader("rules"), 0
    with Ledger.open(making, lambda: datetime.now(UTC), create=True) as made:
        for capture, report in bench_reports(ENOUGH, A_DAY):
            reading = read_it(report)
            made.add(capture, report, reading)
            claims += len(reading.claims)
            if claims >= CLAIMS:
                break
        anew(made.store, 1)
    return making.rename(path)


if __name__ == "__main__":
    ledger(Path(sys.argv[1]))
