"""Speed of writing to a ledger: whole reports with their claims, a receipt, a report and a reading each, reading aside.

python -m bench.writing [LEDGER]     a file or a postgresql://… address where no ledger is yet; a file that is thrown away else
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from bench.texts import bench_reports, capture_of
from sayso.ledger.address import Database, Place, where
from sayso.ledger.arrivals import arrival
from sayso.ledger.ledger import Ledger
from sayso.types import Capture, Reading, Report
from sayso.understand.reader import reader

DENSE, TYPICAL = 29, 10
"""Claims of a report: of the made ones, which are packed with figures, and of news as it is."""
MADE = 300
"""Reports that are read; more are the same under other ids."""
BATCH = 50
"""Reports in one transaction, where several go together."""
SIZES = (10_000, 100_000)
"""Claims."""

Row = tuple[str, str]
Item = tuple[Capture, Report, Reading]


def rows(place: Place | None = None) -> Iterator[Row]:
    gc.set_threshold(50_000)  # as the command line does
    with tempfile.TemporaryDirectory() as folder:
        yield from measured(place or Path(folder) / "bench.ledger")


def measured(place: Place) -> Iterator[Row]:
    made, on = _made(), "PostgreSQL" if isinstance(place, Database) else "SQLite"
    numbers = iter(range(10**6))
    with Ledger.open(place, lambda: datetime.now(UTC), create=True) as ledger:
        for claims in (DENSE, TYPICAL):
            cut = [(c, r, replace(reading, claims=reading.claims[:claims])) for c, r, reading in made]
            yield f"{on}: reports of {_claims(cut):.0f} claims added a second", _speed(_one_by_one(ledger, cut, numbers))
            yield f"{on}: the same, {BATCH} in a transaction", _speed(_together(ledger, cut, numbers))
        yield from _growing(ledger, made, numbers, on)


def _growing(ledger: Ledger, made: Sequence[Item], numbers: Iterator[int], on: str) -> Iterator[Row]:
    """From what is there to the largest size, `BATCH` in a transaction."""
    with ledger.store.reading() as connection:
        there = connection.exec_driver_sql("SELECT count(*) FROM claims").scalar_one()
    for size in SIZES:
        how_many = max(0, round((size - there) / _claims(made)))
        took, more = (
            _together(ledger, [made[n % len(made)] for n in range(how_many)], numbers),
            _together(ledger, made, numbers),
        )
        there += round(_claims(made) * (took.reports + more.reports))
        yield f"{on}: reports of {_claims(made):.0f} claims a second at {size:,} claims", _speed(more)
    if isinstance(place := getattr(ledger.store, "path", None), Path):
        size_now = sum(file.stat().st_size for file in place.parent.glob(place.name + "*"))
        yield f"{on}: bytes of the ledger a claim, kept tables aside", f"{size_now / there:,.0f}"


class Took:
    """Reports, seconds of the clock and of this process."""

    def __init__(self) -> None:
        self.reports, self.seconds, self.own = 0, 0.0, 0.0


def _one_by_one(ledger: Ledger, items: Sequence[Item], numbers: Iterator[int]) -> Took:
    return _timed([[one] for one in items], numbers, lambda batch: [ledger.add(*one) for one in batch])


def _together(ledger: Ledger, items: Sequence[Item], numbers: Iterator[int]) -> Took:
    batches = [items[start : start + BATCH] for start in range(0, len(items), BATCH)]
    return _timed(batches, numbers, lambda batch: ledger.add_many([arrival(*one) for one in batch]))


def _timed(batches: Sequence[Sequence[Item]], numbers: Iterator[int], add: Callable[[Sequence[Item]], object]) -> Took:
    took = Took()
    for batch in batches:
        new = [_another(one, next(numbers)) for one in batch]
        start, own = time.perf_counter(), time.process_time()
        add(new)
        took.seconds += time.perf_counter() - start
        took.own += time.process_time() - own
        took.reports += len(batch)
    return took


def _another(item: Item, number: int) -> Item:
    """The same report under another id."""
    _, report, reading = item
    id = f"{report.id[:-8]}{number:08d}"
    claims = tuple(replace(claim, id=f"{claim.id[:-8]}{number:08d}", report=id) for claim in reading.claims)
    return capture_of(number, report.text), replace(report, id=id), replace(reading, report=id, claims=claims)


def _speed(took: Took) -> str:
    each, own = 1000 * took.seconds / took.reports, 1000 * took.own / took.reports
    return f"{took.reports / took.seconds:.0f} ({each:.2f} ms each, {own:.2f} of them this process)"


def _claims(items: Sequence[Item]) -> float:
    return sum(len(reading.claims) for _, _, reading in items) / len(items)


def _made() -> list[Item]:
    read_it = reader("rules")
    return [(capture, report, read_it(report)) for capture, report in islice(bench_reports(MADE), MADE)]


def main() -> None:
    for name, value in rows(where(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(f"| {name} | {value} |", flush=True)


if __name__ == "__main__":
    main()
