"""Speed of what the page needs at 100,000 claims: looks at any moment and of any question, lists and searches.

python -m bench.pages LEDGER     builds that ledger where it is not there, and prints the table
"""

from __future__ import annotations

import gc
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.model import timed
from bench.texts import bench_reports
from sayso.cli import COLLECT_AFTER, SWITCH
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.paging import claims_page, count, listed_reports
from sayso.ledger.query import Reader
from sayso.reconcile.keep.anew import anew
from sayso.reconcile.keep.follow import follow, settle
from sayso.serve.looks import Looks
from sayso.understand.reader import reader

CLAIMS = 100_000
A_DAY = 57
"""Reports of one day: some sixty days in all, so that there is a moment to look at."""
ENOUGH = 20_000
"""Reports to make the claims of; each has some 29."""
DRAWS = 200
TIMES = 20
SEARCH = Filters(text="police")
QUESTIONS = (Filters(), Filters(kind="killed"), Filters(group="measure"), Filters(place="Almaty"), SEARCH)
LISTS = (Filters(), Filters(kind="killed"), Filters(place="Almaty"), SEARCH, Filters(as_of="2022-02-01"))
PAGE = 50
"""Rows of a page."""

Row = tuple[str, str]


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


def measured(path: Path) -> Iterator[Row]:
    """The ledger at `path` stays as it is: a report is added to a copy."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(shutil.copy(path, folder))
        with Reader.open(copy) as kept:
            yield from _lists(kept)
            looks = Looks(kept)
            yield from _looking(looks)
            yield from _growing(copy, looks, kept.counts().reports)
            looks.close()
    gc.unfreeze()  # or what is garbage now would stay for what is measured next


def _lists(kept: Reader) -> Iterator[Row]:
    for question in LISTS:
        following = claims_page(kept, question, PAGE).next
        took = _several(lambda q=question, at=following: claims_page(kept, q, PAGE, at))  # type: ignore[misc]
        yield f"a page of claims: {_named(question)}", took
        yield f"their number: {_named(question)}", _several(lambda q=question: count(kept, q))  # type: ignore[misc]
    yield "a page of reports", _several(lambda: listed_reports(kept, PAGE))


def _looking(looks: Looks) -> Iterator[Row]:
    took = timed(lambda: looks.at(Filters()))
    told = looks.at(Filters()).knowledge.tellings
    stories = Counter(telling.carrier.story for telling in told)
    yield "claims; stories; claims of the biggest", f"{len(told):,}; {len(stories)}; {max(stories.values()):,}"
    yield "reading the ledger, and the first look", f"{took:.1f} s, {_megabytes()}"
    gc.freeze()  # as a server does once it is warm
    days = looks.days()
    took = timed(lambda: [looks.at(Filters(as_of=day)) for day in days])
    yield f"the looks of all {len(days)} days", f"{took:.1f} s, {_megabytes()}"
    draw = random.Random(6)
    for question in QUESTIONS:
        asked = [replace(question, as_of=draw.choice(days)) for _ in range(DRAWS)]
        yield f"a look at any day: {_named(question)}", spread([timed(lambda f=f: looks.at(f)) for f in asked])  # type: ignore[misc]
    again = [replace(draw.choice(QUESTIONS), as_of=draw.choice(days)) for _ in range(DRAWS)]
    yield "any of these again", spread([timed(lambda f=f: looks.at(f)) for f in again])  # type: ignore[misc]


def _growing(path: Path, looks: Looks, reports: int) -> Iterator[Row]:
    """What a report that comes in costs those who look."""
    *_, (capture, report) = bench_reports(reports + 1, A_DAY)
    reading = reader("rules")(report)
    with Ledger.open(path, lambda: datetime.now(UTC)) as grown:
        grown.add(capture, report, reading)
        follow(grown.store)
        settle(grown.store, 1)
    yield "after a report has come: the last look", f"{1000 * timed(lambda: looks.at(Filters(), stale_ok=True)):.0f} ms"
    yield "after a report has come: the look of now", f"{timed(lambda: looks.at(Filters())):.1f} s"


def _several(work: Callable[[], object]) -> str:
    return spread([timed(work) for _ in range(TIMES)])


def spread(seconds: Sequence[float]) -> str:
    """Median, 95th percentile and the most."""
    ordered = sorted(seconds)
    shown = (ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, 95 * len(ordered) // 100)], ordered[-1])
    return "p50 {:.1f} ms, p95 {:.1f} ms, max {:.1f} ms".format(*(1000 * one for one in shown))


def _named(question: Filters) -> str:
    asked = [f"{name} {value}" for name in Filters.__slots__ if (value := getattr(question, name))]
    return ", ".join(asked) or "everything"


def _megabytes() -> str:
    """What this process has now; by its peak it would be what was measured before."""
    return next(f"{int(x.split()[1]) / 1024:,.0f} MB" for x in Path("/proc/self/status").open() if x.startswith("VmRSS"))


def main() -> None:
    gc.set_threshold(COLLECT_AFTER)  # as the command line does, and the next line too
    sys.setswitchinterval(SWITCH)
    print("| measure | value |\n|---|---|")
    for name, value in measured(ledger(Path(sys.argv[1]))):
        print(f"| {name} | {value} |", flush=True)


if __name__ == "__main__":
    main()
