"""The sections of the bench, in the order of the table: each gives rows of a measure and its value.

python -m bench.sections --alone SECTION [--sizes …] [--kept FOLDER]     the rows of one section, a bar between name and value

What a section needs is imported within it, so that one whose extra is not installed says so and the others go on.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from bench.stores import Asked, ledgers, new_place
from sayso.cli import COLLECT_AFTER, SWITCH
from sayso.ledger.address import Place

SAMPLE = 200

Row = tuple[str, str]


def readers(_: Asked) -> Iterator[Row]:
    from bench.readers import rows

    return rows()


def layers(_: Asked) -> Iterator[Row]:
    """Where the time goes: each layer by itself, on layers made before."""
    from bench.model import timed
    from bench.texts import bench_reports
    from sayso.understand.reader import reader
    from sayso.understand.rules import PIPELINE

    read_it = reader("rules")
    sample = [report for _, report in bench_reports(SAMPLE)]
    made = [read_it(report).layers for report in sample]
    for step in PIPELINE:
        took = timed(lambda run=step.run: [run(r, found) for r, found in zip(sample, made, strict=True)])  # type: ignore[misc]
        yield f"layer {step.gives}", f"{1000 * took / SAMPLE:.2f} ms a report"


def starts(_: Asked) -> Iterator[Row]:
    """Cold starts of the command line, the best of three."""
    from bench.model import timed
    from bench.texts import DEMO

    report, page = next(DEMO.glob("*.txt")), next(DEMO.glob("*.html"))
    for name, args in (
        ("sayso --help", ["--help"]),
        ("sayso read, one text", ["read", str(report)]),
        ("sayso read, one page", ["read", str(page)]),
    ):
        command = [sys.executable, "-m", "sayso", *args]
        best = min(timed(lambda c=command: subprocess.run(c, capture_output=True, check=True)) for _ in range(3))  # type: ignore[misc]
        yield f"{name}, cold", f"{best:.2f} s"


def collecting(_: Asked) -> Iterator[Row]:
    from bench.collecting import rows

    return rows()


def watching(_: Asked) -> Iterator[Row]:
    from bench.watching import rows

    return rows()


def bulk(_: Asked) -> Iterator[Row]:
    return _rows("bench.bulk")


def stream(_: Asked) -> Iterator[Row]:
    """Memory over pages that come as a stream; `python -m bench.stream 1000000` takes as many as one likes."""
    return _rows("bench.stream")


def grouping(_: Asked) -> Iterator[Row]:
    return _rows("bench.grouping")


def writing(asked: Asked) -> Iterator[Row]:
    """Into ledgers that are thrown away, on either store."""
    for store in ("SQLite", "PostgreSQL"):
        with new_place(store, asked) as place:
            if place is None:
                yield f"{store}: not measured", MISSING
            else:
                yield from _rows("bench.writing", place)


MISSING = "no PostgreSQL: SAYSO_TEST_POSTGRESQL=postgresql://… names one, or `make postgresql` starts one"


def queries(asked: Asked) -> Iterator[Row]:
    """Lists, searches and counts."""
    return _of_each(asked, "bench.querying", "rows")


def views(asked: Asked) -> Iterator[Row]:
    """The whole answer of the page, from the request to the last byte."""
    return _of_each(asked, "bench.views", "measured")


def api(asked: Asked) -> Iterator[Row]:
    """Of the API, from another process: requests a second, and the server's processor time for each."""
    return _of_each(asked, "bench.api", "measured")


def rebuild(asked: Asked) -> Iterator[Row]:
    return _of_each(asked, "bench.reconciling", "rebuilding")


def growing(asked: Asked) -> Iterator[Row]:
    """Adding a report to a ledger that is there already; `writing` has what PostgreSQL takes for it."""
    return _of_each(asked, "bench.reconciling", "growing", only_files=True)


def painting(_: Asked) -> Iterator[Row]:
    from bench.painting import rows

    return rows()


SECTIONS: dict[str, Callable[[Asked], Iterator[Row]]] = {
    one.__name__: one
    for one in (
        readers,
        layers,
        starts,
        collecting,
        watching,
        bulk,
        stream,
        grouping,
        writing,
        queries,
        views,
        api,
        rebuild,
        growing,
        painting,
    )
}


def arguments(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; all where none is named")
    parser.add_argument("--sizes", default=None, help="ledgers to measure, such as 10k or 10k,100k,1m (10k,100k and kept ones)")
    parser.add_argument("--kept", type=Path, default=None, help="a folder in which ledgers stay for the next run")
    parser.add_argument("--alone", choices=list(SECTIONS), help=argparse.SUPPRESS)
    return parser


def _rows(module: str, *given: object) -> Iterator[Row]:
    """Of a module that needs an extra."""
    found: Iterator[Row] = import_module(module).rows(*given)
    return found


def _of_each(asked: Asked, module: str, name: str, only_files: bool = False) -> Iterator[Row]:
    """What a function of a module measures of each ledger, on either store; where one fails, the next store or size may do."""
    measured: Callable[[Place], Iterator[Row]] = getattr(import_module(module), name)
    for on, place in ledgers(asked):
        if place is None:
            yield f"{on}: not measured", MISSING
        elif isinstance(place, Path) or not only_files:
            try:
                yield from ((f"{on}: {what}", value) for what, value in measured(place))
            except Exception as error:
                yield f"{on}: not measured", _why(error)


def _why(error: Exception) -> str:
    """In one line, with nothing that a table could take for its own."""
    return " ".join(f"{type(error).__name__}: {error}".split()).replace("|", "/")[:200]


def main() -> None:
    asked = arguments(argparse.ArgumentParser()).parse_args()
    gc.set_threshold(COLLECT_AFTER)  # as the command line does, and the next line too
    sys.setswitchinterval(SWITCH)
    try:
        for name, value in SECTIONS[asked.alone](Asked(asked.sizes, asked.kept)):
            print(f"{name} | {value}", flush=True)
    except Exception as error:
        print(f"not measured | {_why(error)}", flush=True)


if __name__ == "__main__":
    main()
