"""What many pages take, reckoned from what one takes: the tables of docs/scale.md.

python -m bench.scale      prints the page's second table anew, from the unit costs that stand in its first
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sayso.bulk.grouping.group import slices_for

PAGE = Path(__file__).resolve().parents[1] / "docs" / "scale.md"
SIZES = (10_000_000, 1_000_000_000)
CORES = 16
"""Of a machine."""
MACHINES = {10_000_000: 4, 1_000_000_000: 100}
PRICE = 0.04
"""Of a core for an hour, in dollars: an assumption, about what clouds ask of who can wait."""
SHUFFLES = 27
"""Kinds of files that go from every job of a step to every job of another: 17, and two for each round of components, of which
there were five on 20,000 reports."""
HOURS = 3_600

UNIT = re.compile(r"^\| (?P<step>[^|]+?) \| (?P<value>[\d.,]+) (?P<unit>ms|µs|bytes) ", re.MULTILINE)

Units = Mapping[str, float]
"""Of one page, by step: seconds of CPU, or bytes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table, for so many pages."""

    name: str
    values: tuple[str, ...]


def units(page: str) -> Units:
    """The unit costs as docs/scale.md tells them."""
    scale = {"ms": 1e-3, "µs": 1e-6, "bytes": 1.0}
    return {one["step"]: float(one["value"].replace(",", "")) * scale[one["unit"]] for one in UNIT.finditer(page)}


def table(of: Units) -> str:
    """For each of `SIZES`."""
    head = ["", *(f"{size:,} pages" for size in SIZES)]
    rows = [head, ["---"] * len(head), *([line.name, *line.values] for line in lines(of))]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def lines(of: Units) -> Iterator[Line]:
    reading = of["a page to its text"] + of["features of a report"] + of["collecting, checking, writing Parquet"]
    by = {name: reading + of[f"understanding, reader {name}"] for name in ("rules", "model")}
    grouping = of["copies, groups and stories, all steps"]
    for name, seconds in by.items():
        yield Line(f"reading by `{name}`, core hours", tuple(_hours(seconds * size) for size in SIZES))
    yield Line("copies and stories, core hours", tuple(_hours(grouping * size + _opening(of, size)) for size in SIZES))
    yield Line("of these, opening files", tuple(_hours(_opening(of, size)) for size in SIZES))
    yield Line("the pass in order, hours of one core", tuple(_hours(of["the pass in order"] * size) for size in SIZES))
    yield Line("machines of 16 cores", tuple(f"{MACHINES[size]}" for size in SIZES))
    for name, seconds in by.items():
        yield Line(f"all by `{name}`, on these machines", tuple(_days(of, seconds + grouping, size) for size in SIZES))
    for name, seconds in by.items():
        yield Line(f"all by `{name}`, dollars", tuple(_dollars(of, seconds + grouping, size) for size in SIZES))
    yield Line("Parquet on disk, by `model`", tuple(_size(of["Parquet, all tables, reader model"] * size) for size in SIZES))
    yield Line("between jobs, at most", tuple(_size(of["files between jobs, at most at once"] * size) for size in SIZES))
    yield Line("between jobs, written in all", tuple(_size(of["files between jobs, in all"] * size) for size in SIZES))
    yield Line("memory of the pass in order", tuple(_size(of["memory of the pass"] * size) for size in SIZES))
    yield Line(
        "memory of a worker", tuple(_size(of["memory of a worker, a report of its slice"] * _largest(size)) for size in SIZES)
    )
    yield Line("slices", tuple(f"{slices_for(size, 1):,}" for size in SIZES))
    load = of["into a ledger"] + of["what a ledger keeps of a report"]
    yield Line("into one ledger, with what it keeps, core hours", tuple(_hours(load * size) for size in SIZES))
    yield Line("a ledger, with its views", tuple(_size(of["a ledger (SQLite)"] * size) for size in SIZES))


def _opening(of: Units, pages: int) -> float:
    """Seconds: every job of a step opens every file of the step before it."""
    return slices_for(pages, 1) ** 2 * SHUFFLES * of["opening a file for one batch"]


def _largest(pages: int) -> int:
    """Reports of a slice."""
    return -(-pages // slices_for(pages, 1))


def _days(of: Units, seconds: float, pages: int) -> str:
    """The pass in order is done by one core, while the others wait."""
    passing = of["the pass in order"] * pages
    spread = (seconds * pages - passing + _opening(of, pages)) / (MACHINES[pages] * CORES)
    hours = (spread + passing) / HOURS
    return f"{hours:.1f} hours" if hours < 48 else f"{hours / 24:.1f} days"


def _dollars(of: Units, seconds: float, pages: int) -> str:
    return f"{PRICE * (seconds * pages + _opening(of, pages)) / HOURS:,.0f}"


def _hours(seconds: float) -> str:
    hours = seconds / HOURS
    return f"{hours:,.0f}" if hours >= 10 else f"{hours:.1f}"


def _size(of: float) -> str:
    for unit, bytes in (("TB", 1e12), ("GB", 1e9)):
        if of >= bytes:
            return f"{of / bytes:,.1f} {unit}"
    return f"{of / 1e6:,.0f} MB"


def main() -> None:
    print(table(units(PAGE.read_text(encoding="utf8"))))


if __name__ == "__main__":
    main()
