"""Copies and stories by jobs: the same rows as the embedded path, and what each step takes.

python -m bench.grouping REPORTS        groups so many by the embedded path, by one worker and by two, and compares every row
python -m bench.grouping REPORTS jobs   by jobs alone: how costs grow beyond what the embedded path is measured for

Reports are those of `bench.many`, and those of ../shared/data/stories where they lie beside the project.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import create_engine, insert, select

from bench.development import DATA
from bench.job_costs import Watching, size_of
from bench.many import made
from sayso.bulk.engines.local import Local
from sayso.bulk.grouping.group import group
from sayso.bulk.schema import DOCUMENTS, FEATURES, arrow
from sayso.read.reports import reports
from sayso.reconcile.copies.credits import Credit
from sayso.reconcile.keep import features, ordering
from sayso.reconcile.keep.carried import Kept, marked
from sayso.reconcile.keep.schema import copies, derived, placed
from sayso.reconcile.telling import Carrier
from sayso.types import Capture, Report

R = TypeVar("R")
CLAIMS = 30
"""More than a report of `bench.many` has."""
REPORTS, SLICES = 1_000, 8
PART = 2_000
"""Reports of a part."""
STORIES = DATA / "stories" / "reports.json"
Rows = dict[str, list[tuple[Any, ...]]]


def main() -> None:
    many, alone = int(sys.argv[1]), "jobs" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        began = time.process_time()
        written = write(output, many)
        print(f"{written:,} reports made and their features written in {time.process_time() - began:.0f} s of CPU", flush=True)
        expected = None if alone else timed("embedded path", lambda: embedded(output))
        for workers in (2,) if alone else (1, 2):
            found = measured(output, workers, written)
            if expected is not None:
                print(f"by {workers} workers: {compared(expected, found)}", flush=True)


def write(output: Path, many: int) -> int:
    """`features/` as bulk reading writes it, and empty documents that commit it."""
    rows: list[dict[str, Any]] = []
    written = 0
    for written, report in enumerate(given(many), 1):
        row = features.rows(report).tables[placed][0]
        rows.append({**row, "sequence": written, "document": report.id})
        if len(rows) == PART:
            part(output, written // PART, rows)
            rows = []
    if rows:
        part(output, written // PART + 1, rows)
    return written


def given(many: int) -> Iterator[Report]:
    real = list(of_stories())
    yield from (report for _, report, _ in islice(made(CLAIMS * many), max(0, many - len(real))))
    yield from real


def of_stories() -> Iterator[Report]:
    if STORIES.exists():
        body = STORIES.read_bytes()
        capture = Capture(STORIES.name, datetime.now(UTC), "application/json", sha256(body).hexdigest(), body)
        yield from (found for found in reports(capture) if isinstance(found, Report))


def part(output: Path, number: int, rows: list[dict[str, Any]]) -> None:
    for table, some in ((FEATURES, rows), (DOCUMENTS, [])):
        (output / table.name).mkdir(exist_ok=True)
        path = output / table.name / f"part-{number:08d}.parquet"
        pq.write_table(pa.Table.from_pylist(some, schema=arrow(table)), path, compression="zstd")


def embedded(output: Path) -> Rows:
    """What the kept tables have of the same reports."""
    rows = pq.read_table(output / "features").drop_columns(["sequence", "document"]).to_pylist()
    engine = create_engine("sqlite+pysqlite://")
    with engine.begin() as connection:
        derived.create_all(connection)
        connection.execute(insert(placed), rows)
        ordering.from_place(connection, "")
        told = connection.execute(select(placed.c.report, placed.c.story, placed.c.because)).all()
        pairs = connection.execute(select(copies)).all()
    engine.dispose()
    carriers = [Carrier(r["report"], "", None, None, None, None, None, None, r["known_by"]) for r in rows]
    known = {r["report"]: Kept(None, Credit(r["credit"], "said") if r["credit"] else None) for r in rows}
    groups = marked(carriers, known, [(row.later, row.earlier) for row in pairs])
    return {
        "stories": sorted(tuple(row) for row in told),
        "copies": sorted(tuple(row) for row in pairs),
        "copy_groups": sorted((carrier.id, marks.copy, marks.credit) for carrier, marks in groups),
    }


def rows(many: int = REPORTS) -> Iterator[tuple[str, str]]:
    """For the table: either way, and whether every row is equal."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        written = write(output, many)
        what, began = f"copies and stories of {written:,} reports", time.process_time()
        expected = embedded(output)
        yield f"{what}, embedded path", f"{1e6 * (time.process_time() - began) / written:.0f} µs of CPU a report"
        with closing(Watching(Local(2), output / "grouping.tmp")) as engine:
            group(str(output), engine, engine.begun, slices=SLICES)
        yield f"{what}, as jobs by two workers", f"{1e6 * sum(engine.seconds.values()) / written:.0f} µs of CPU a report"
        yield f"{what}, both ways", compared(expected, _tables(output))


def measured(output: Path, workers: int, many: int) -> Rows:
    """Groups, and prints what each step took."""
    began = time.perf_counter()
    with closing(Watching(Local(workers), output / "grouping.tmp")) as engine:
        found = group(str(output), engine, engine.begun, slices=SLICES)
    took = time.perf_counter() - began
    print(f"\n{found}\nby {workers} workers in {took:.0f} s, {sum(engine.seconds.values()):.0f} s of CPU")
    print("| step | jobs | CPU, µs a report | memory of a worker, MB |\n|---|---|---|---|")
    for step, seconds in engine.seconds.items():
        print(f"| {step} | {engine.jobs[step]} | {1e6 * seconds / many:.0f} | {engine.memory[step]:.0f} |")
    print("| files | bytes a report |\n|---|---|")
    for name, size in {**engine.sizes, **{table: size_of(output / table) for table in ("features", *TABLES)}}.items():
        print(f"| {name} | {size / many:.0f} |")
    print(flush=True)
    return _tables(output)


def _tables(output: Path) -> Rows:
    return {table: sorted(tuple(row.values()) for row in pq.read_table(output / table).to_pylist()) for table in TABLES}


TABLES = ("stories", "copies", "copy_groups")


def compared(expected: Rows, found: Rows) -> str:
    """Ends the run where a row differs."""
    for table, rows in expected.items():
        if rows != found[table]:
            differing = sorted(set(rows) ^ set(found[table]))[:4]
            sys.exit(f"{table} differs: {len(rows):,} and {len(found[table]):,} rows; first {json.dumps(differing, indent=1)}")
    return ", ".join(f"{len(rows):,} rows of {table}" for table, rows in expected.items()) + " are equal"


def timed(name: str, work: Callable[[], R]) -> R:
    began = time.process_time()
    result = work()
    print(f"{name}: {time.process_time() - began:.0f} s of CPU", flush=True)
    return result


if __name__ == "__main__":
    main()
