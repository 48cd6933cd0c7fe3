"""Ledgers of `many`, each made once and kept for the benches that ask it.

python -m bench.keeping CLAIMS LEDGER     makes that ledger, followed and settled, where it is not there; LEDGER is
a file, or the address of an empty PostgreSQL database or schema.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from bench.many import made
from sayso.ledger.address import Database, where
from sayso.ledger.append import Hand, append, head
from sayso.ledger.bodies import lean, receipt
from sayso.ledger.ledger import Ledger
from sayso.reconcile.keep.anew import anew

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
TOGETHER = 100
"""Reports of one transaction."""
SAID_EACH = 5_000
"""Reports after which the making of a ledger says how far it is."""


def ledger(path: Path, claims: int) -> Path:
    """The ledger that is there, or a new one: made under another name, so that what was stopped is never taken for whole."""
    if path.exists():
        return path
    making = path.with_suffix(".making")
    for left in _files(making):
        left.unlink(missing_ok=True)
    with Ledger.open(making, lambda: datetime.now(UTC), create=True) as new:
        fill(new, claims)
        anew(new.store, os.cpu_count() or 1)
    for left in _files(making)[1:]:
        with suppress(FileNotFoundError):
            left.unlink()
    return making.rename(path)


def database(place: Database, claims: int) -> Database:
    """The ledger that is there, or a new one in an empty database or schema."""
    with Ledger.open(place, lambda: datetime.now(UTC), create=True) as new:
        with new.store.reading() as connection:
            there = head(connection).seq
        if not there:
            fill(new, claims)
            anew(new.store, os.cpu_count() or 1)
    return place


def fill(new: Ledger, claims: int) -> None:
    """Add the reports of so many claims, some to a transaction: none of them is there, so nothing needs to be asked."""
    start, hand, reports = time.monotonic(), Hand(lambda: datetime.now(UTC), os.urandom), made(claims)
    added = 0
    while some := list(islice(reports, TOGETHER)):
        with new.store.writing() as connection:
            for capture, report, reading in some:
                append(connection, hand, [receipt(capture, report), report, lean(reading)], report)
        added += len(some)
        if added % SAID_EACH < TOGETHER:
            print(f"{added:,} reports in {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)


def _files(path: Path) -> list[Path]:
    return [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))]


def main() -> None:
    claims, place = SIZES.get(sys.argv[1]) or int(sys.argv[1]), where(sys.argv[2])
    start = time.monotonic()
    there = database(place, claims) if isinstance(place, Database) else ledger(place, claims)
    print(f"{there} in {time.monotonic() - start:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
