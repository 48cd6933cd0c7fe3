"""`python -m tests.prove [R1 R12 …]`: the rows named, or all of them, then `docs/reliability.md`. FULL=1: whole counts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.prove.proof import FORM, KEPT, forget
from tests.prove.rows import BY_NAME
from tests.prove.table import PAGE, write

HERE = Path(__file__).parent
INSTALLED = HERE.parent / "install"
"""No row of the table: whether a stranger can install it at all. Whole with FULL=1."""
TIMED = ("R7", "R17")
"""Rows that measure time: by themselves, after the others."""


def main(*names: str) -> int:
    """The exit status: the worst of all. Results of rows that are not run again stay."""
    unknown = [name for name in names if name not in BY_NAME]
    if unknown:
        print(f"{', '.join(unknown)}: no such row; there are R1 to R{len(BY_NAME)}", file=sys.stderr)
        return 2
    chosen = names or tuple(BY_NAME)
    forget(KEPT / FORM, chosen)
    beside = [name for name in chosen if name not in TIMED]
    alone = [name for name in chosen if name in TIMED]
    spread = ("-n", str(max(2, os.cpu_count() or 2)), "--maxprocesses", "4", "--dist", "loadfile")
    status = max(_run(beside, *spread), _run(alone), 0 if names else _pytest([str(INSTALLED)]))
    write(PAGE, KEPT)
    print(f"docs/{PAGE.name} tells what was seen")
    return status


def _run(names: list[str], *how: str) -> int:
    files = [str(path) for name in names for path in sorted(HERE.glob(f"test_r{BY_NAME[name].number:02d}_*.py"))]
    return _pytest(files, *how) if files else 0


def _pytest(files: list[str], *how: str) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", "-rs", *how, *files], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
