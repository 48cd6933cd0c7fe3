"""A WARC of 10,000 small pages, collected without understanding: records out of the archive, evidence kept and on the disk
before each page goes on (as `sayso add` has it before each report), page to report in children; no reader, no ledger.

Beside it, in the same run and on as many processes, what trafilatura alone takes for the same pages; and `sayso add` of some of
them by the rules. Each is a process of its own. Pages have 3 to 10 KB, made of the demo reports.

    python -m bench.collecting [PAGES]
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from bench.crawl import page_bodies, write
from sayso.collect.contained.pool import Contained
from sayso.collect.door import Door
from sayso.collect.evidence import Evidence
from sayso.collect.received import Receiving
from sayso.read.contained import reports_of
from sayso.types import Capture, Report

PAGES, ADDED = 10_000, 1_000
SLICE = 2_000
"""Pages that trafilatura alone is timed on: the same as the first of the archive."""
PROCESSES = 2

Row = tuple[str, str]


def main() -> None:
    print("| measure | value |\n|---|---|")
    for measure, value in rows(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES):
        print(f"| {measure} | {value} |", flush=True)


def rows(pages: int = PAGES) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        whole, part = Path(folder) / "pages.warc.gz", Path(folder) / "part.warc.gz"
        write(whole, pages)
        write(part, min(ADDED, pages))
        alone = _apart("alone", min(SLICE, pages))
        ours = _apart("collected", whole, Path(folder) / "evidence")
        yield f"collecting without understanding: pages a second of a WARC of {pages:,}", _speed(ours)
        yield (
            "its parent's peak memory after 1,000 pages; after all",
            f"{ours['first']:.0f} MB; {ours['peak']:.0f} MB",
        )
        yield (
            "time of its parent in keeping evidence; in fsync alone",
            f"{_share(ours, 'evidence')}; {_share(ours, 'fsync')}",
        )
        yield f"trafilatura alone, {PROCESSES} processes: pages a second", _speed(alone)
        yield "collecting against trafilatura alone: pages a second", f"{_rate(ours) / _rate(alone):.2f}"
        yield (
            f"sayso add, reader rules: pages a second of a WARC of {min(ADDED, pages):,}",
            _speed(_added(part, min(ADDED, pages))),
        )


# --- each in a process of its own, which prints what it measured --------------------------------------------------------------


def collected(archive: str, folder: str) -> dict[str, float]:
    clock, spent = _Clock(), {"evidence": 0.0, "fsync": 0.0}
    start, first, count = time.perf_counter(), 0.0, 0
    with Contained() as children, Evidence(Path(folder), clock) as evidence:
        _timed_fsync(spent)

        def keep(capture: Capture) -> Capture:
            begun = time.perf_counter()
            kept = evidence.keep(capture)
            spent["evidence"] += time.perf_counter() - begun
            return kept

        door = Door(BytesIO(), clock, 10_000_000, _nothing, children.call, keep)
        for _, found in reports_of(Receiving(door).all_of([archive]), children):
            begun = time.perf_counter()
            evidence.sync()
            spent["evidence"] += time.perf_counter() - begun
            count += sum(isinstance(one, Report) for one in found)
            if count == ADDED:
                first = _peak()
        peak = _peak()
    return {
        "pages": count,
        "seconds": time.perf_counter() - start,
        "cpu": _cpu(),
        "first": first or peak,
        "peak": peak,
        **spent,
    }


def alone(pages: str) -> dict[str, float]:
    """trafilatura's `extract` with its own settings. Its processes have it loaded before the clock starts."""
    bodies = list(page_bodies(int(pages)))
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(_extracted, bodies[: 10 * PROCESSES]))
        start = time.perf_counter()
        found = sum(pool.map(_extracted, bodies, chunksize=20))
        seconds = time.perf_counter() - start
    return {"pages": found, "seconds": seconds, "cpu": _cpu()}


def _extracted(body: bytes) -> bool:
    from trafilatura import extract

    return bool(extract(body))


def _added(archive: Path, pages: int) -> dict[str, float]:
    typed = [
        sys.executable,
        "-m",
        "sayso",
        "--ledger",
        str(archive.with_name("ledger")),
        "add",
        "--reader",
        "rules",
        str(archive),
    ]
    start = time.perf_counter()
    with subprocess.Popen(typed, stderr=subprocess.DEVNULL) as adding:
        _, status, usage = os.wait4(adding.pid, 0)
        adding.returncode = os.waitstatus_to_exitcode(status)
    if adding.returncode:
        raise SystemExit(f"sayso add ended with {adding.returncode}")
    return {"pages": pages, "seconds": time.perf_counter() - start, "cpu": usage.ru_utime + usage.ru_stime}


def _apart(what: str, *arguments: object) -> dict[str, float]:
    code = "import json, sys; from bench import collecting; print(json.dumps(getattr(collecting, sys.argv[1])(*sys.argv[2:])))"
    ended = subprocess.run([sys.executable, "-c", code, what, *map(str, arguments)], stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(ended.stdout)
    return found


def _timed_fsync(spent: dict[str, float]) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        begun = time.perf_counter()
        real(handle)
        spent["fsync"] += time.perf_counter() - begun

    os.fsync = fsync  # type: ignore[assignment]


class _Clock:
    def __call__(self) -> datetime:
        return datetime.now(UTC)


def _nothing(address: str) -> Capture:
    raise AssertionError(address)


def _peak() -> float:
    """MB, as Linux counts it for this process alone."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _cpu() -> float:
    """Seconds of this process and of those of its children that have ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _rate(found: dict[str, float]) -> float:
    return found["pages"] / found["seconds"]


def _speed(found: dict[str, float]) -> str:
    return f"{_rate(found):.0f} ({1000 * found['cpu'] / found['pages']:.1f} ms of CPU a page)"


def _share(found: dict[str, float], what: str) -> str:
    return f"{found[what] / found['seconds']:.0%}"


if __name__ == "__main__":
    main()
