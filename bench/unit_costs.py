"""What one page costs in each step of bulk reading and after it: CPU and bytes. docs/scale.md reckons with these.

python -m bench.unit_costs      measures all but copies and stories, which `bench.grouping` measures
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bench.job_costs import size_of
from bench.texts import CHARACTERS, page, texts
from sayso.bulk.batch import process_batch
from sayso.bulk.job import Job
from sayso.bulk.planning.named import named
from sayso.bulk.planning.tasks import tasks
from sayso.bulk.schema import DOCUMENTS, OF_REPORTS
from sayso.ledger.ledger import Ledger
from sayso.read.reports import reports
from sayso.reconcile.keep import features
from sayso.reconcile.keep.follow import follow, settle
from sayso.reconcile.keep.schema import version
from sayso.types import Capture, Report
from sayso.understand.reader import all_read, reader

PAGES = {"rules": 300, "model": 60}

Row = tuple[str, str]


def rows() -> Iterator[Row]:
    given = [*captured(PAGES["rules"])]
    read: list[Report] = []
    yield costs("a page to its text", each(given, lambda one: read.extend(r for r in reports(one) if isinstance(r, Report))))
    for name in PAGES:
        some, read_it = read[: PAGES[name]], reader(name)
        next(all_read(read_it.many(some[:1])))  # what loads once
        yield costs(f"understanding, reader {name}", each(some, lambda one: list(read_it.many([one]))))  # noqa: B023
    yield costs("features of a report", each(read, features.rows))
    for name, many in PAGES.items():
        yield from in_bulk(name, many)
    yield from into_ledger(given, read)


def in_bulk(name: str, many: int) -> Iterator[Row]:
    """What a worker does with a page of a web archive beside what its child does, and what is written of it."""
    with tempfile.TemporaryDirectory() as folder:
        archive, output = Path(folder, "pages.warc.gz"), Path(folder, "out")
        write_archive(archive, many)
        job = Job(str(output), name, reader(name).version, version(), datetime.now(UTC))
        began = time.process_time()
        found = [process_batch(task, job) for task in tasks(named([str(archive)]), job.max_bytes)]
        took = time.process_time() - began
        assert sum(one.read for one in found) == many, found
        yield costs(f"collecting, checking, writing Parquet, reader {name}", took / many)
        if name == "rules":
            yield "a page in its archive", f"{archive.stat().st_size / many:,.0f} bytes"
        for table in (DOCUMENTS, *OF_REPORTS):
            yield f"{table.name}/, reader {name}", f"{size_of(output / table.name) / many:,.0f} bytes a page"


def into_ledger(given: list[Capture], read: list[Report]) -> Iterator[Row]:
    """As `sayso load` puts it there: the ledger's own append, and what is kept of each report."""
    readings = list(all_read(reader("rules").many(read)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.ledger"
        with Ledger.open(path, lambda: datetime.now(UTC), create=True) as ledger:
            began = time.process_time()
            for capture, report, reading in zip(given, read, readings, strict=True):
                ledger.add(capture, report, reading)
            yield costs("into a ledger (SQLite), a transaction a report", (time.process_time() - began) / len(read))
            began = time.process_time()
            follow(ledger.store)
            settle(ledger.store)
            yield costs("what the ledger keeps of a report, and its story", (time.process_time() - began) / len(read))
        yield "a ledger (SQLite)", f"{path.stat().st_size / len(read):,.0f} bytes a page"


def captured(many: int) -> Iterator[Capture]:
    for number, text in enumerate(texts(many, lambda _: CHARACTERS)):
        body = page(text)
        yield Capture(f"https://a.invalid/{number}", datetime.now(UTC), "text/html", sha256(body).hexdigest(), body)


def write_archive(path: Path, many: int) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for capture in captured(many):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                capture.address, "response", payload=io.BytesIO(capture.body), http_headers=headers
            )
            writer.write_record(record)


def each(given: list[Capture] | list[Report], work: Callable[..., object]) -> float:
    """Seconds of CPU for one of them, all threads counted."""
    began = time.process_time()
    for one in given:
        work(one)
    return (time.process_time() - began) / len(given)


def costs(name: str, seconds: float) -> Row:
    return name, f"{1000 * seconds:.2f} ms of CPU"


def main() -> None:
    print("| step | one page |\n|---|---|")
    for name, value in rows():
        print(f"| {name} | {value} |", flush=True)


if __name__ == "__main__":
    main()
