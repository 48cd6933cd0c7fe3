"""Real commands at the price of a fork: hundreds of them, each `sayso …` as typed, in a process that imported all before.

With a C compiler on Linux, writes of such a command can be made to fail (`failing_disk.c`).
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).with_name("failing_disk.c")
WRITES, SYNCS, NAMES, SIZES, MAKES = 1, 2, 4, 8, 16
ALL = WRITES | SYNCS | NAMES | SIZES | MAKES
ONCE, FROM, EVERY = 0, 1, 2
HOW = {ONCE: "only operation {k}", FROM: "every operation from {k} on", EVERY: "each {k}th operation"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Which operations below `folder` fail. `k` 0: none, they are only counted."""

    folder: Path
    k: int = 0
    how: int = ONCE
    error: int = errno.EIO
    kinds: int = ALL

    def __str__(self) -> str:
        return f"{HOW[self.how].format(k=self.k)} fails with {errno.errorcode[self.error]} (kinds {self.kinds:#x})"


@dataclass(frozen=True, slots=True)
class Ended:
    """`status` below 0: of a signal. `seconds` of wall, `processor` seconds and `peak` bytes of memory of it and its children;
    `changes`: of the disk, counted where there was a fault."""

    status: int
    out: str
    err: str
    seconds: float
    processor: float
    peak: int
    changes: int = 0

    @property
    def last(self) -> str:
        """The last line on standard error."""
        return (self.err.splitlines() or [""])[-1]


class Forked:
    """Used by one thread, one command at a time."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process, self._folder, self._numbers = process, folder, itertools.count(1)

    def __call__(
        self,
        *typed: object,
        ledger: Path | str,
        folder: Path | None = None,
        fault: Fault | None = None,
        stdin: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Ended:
        """`sayso TYPED`, run in `folder` until its end."""
        place = self._folder / str(next(self._numbers))
        out, err, ops = (place.with_suffix(suffix) for suffix in (".out", ".err", ".ops"))
        asked = {
            "typed": [str(word) for word in typed],
            "folder": str(folder or self._folder),
            "environment": {"SAYSO_LEDGER": str(ledger), **(environment or {})},
            "stdin": str(stdin or os.devnull),
            "out": str(out),
            "err": str(err),
            "ops": str(ops),
            "fault": [str(fault.folder), fault.kinds, fault.how, fault.k, fault.error] if fault else None,
        }
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        said = [path.read_text("utf8", "replace") for path in (out, err)]
        return Ended(**told, out=said[0], err=said[1], changes=int(ops.read_text()) if ops.exists() else 0)


@contextmanager
def forked(folder: Path, failing: bool = False) -> Iterator[Forked]:
    """Ends with the block. `failing`: faults can be had; the test is skipped where they cannot."""
    more = {"LD_PRELOAD": str(compiled(folder))} if failing else {}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.prove.forked_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "SAYSO_READER": "rules", "COLUMNS": "100", **more},
    )
    try:
        assert process.stdout and process.stdout.readline() == "ready\n"
        yield Forked(process, folder)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(60)


def compiled(folder: Path) -> Path:
    """The library that makes writes fail."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None or sys.platform != "linux":
        pytest.skip("no C compiler here, or no Linux: writes cannot be made to fail one by one")
    made = folder / "failing_disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, SOURCE, "-ldl"], check=True, capture_output=True)
    return made
