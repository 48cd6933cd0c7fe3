"""`make bench`: one table of speed and memory. Numbers of one run compare with each other, not with another machine's.

python -m bench [SECTION …] [--sizes 10k,100k,1m] [--kept FOLDER]

Sections are those of `bench.sections`, all of them where none is named; each runs in a process of its own, so that none finds
the memory of another, and one that fails leaves a line that says why. Ledgers are of `bench.many`, made once for all sections:
those in the folder that `--kept` names stay there for the next run, others are thrown away. One of 10⁶ claims is made only
where it is asked for.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from bench.sections import SECTIONS, arguments
from bench.stores import forgotten

HEAD = "| part | measure | value |\n|---|---|---|"


def main() -> None:
    asked = arguments(argparse.ArgumentParser(prog="python -m bench")).parse_args()
    if unknown := set(asked.sections) - SECTIONS.keys():
        raise SystemExit(f"no such section: {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    with ExitStack() as until:
        kept = asked.kept or _for_now(until)
        _table(asked.sections or list(SECTIONS), ["--kept", str(kept), *(["--sizes", asked.sizes] if asked.sizes else [])])


def _for_now(until: ExitStack) -> Path:
    """A folder for the ledgers of this run."""
    folder = Path(until.enter_context(tempfile.TemporaryDirectory()))
    until.callback(forgotten, folder)
    return folder


def _table(sections: Sequence[str], given: Sequence[str]) -> None:
    print(f"Python {sys.version.split()[0]}, {datetime.now(UTC):%Y-%m-%d}\n\n{HEAD}", flush=True)
    for name in sections:
        start, part = time.monotonic(), f"**{name}**"
        for line in _lines(name, given):
            print(f"| {part} | {line} |", flush=True)
            part = ""
        print(f"| {part} | *this part took* | *{time.monotonic() - start:.0f} s* |", flush=True)


def _lines(name: str, given: Sequence[str]) -> Iterator[str]:
    """What a section prints: a measure and its value, with a bar between; at last, if it failed, why."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.sections", *given, "--alone", name], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield from (line.rstrip("\n") for line in process.stdout)
    if process.returncode:
        yield f"not measured to its end | the process ended with {process.returncode}"


if __name__ == "__main__":
    main()
