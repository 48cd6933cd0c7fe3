"""On what, when and of which commit the proofs ran."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def today() -> str:
    return datetime.now(UTC).date().isoformat()


@cache
def commit() -> str:
    """Short id, with a plus sign where the tree differs from it; "unknown" in a copy without git."""
    try:
        short = _git("rev-parse", "--short=9", "HEAD").strip()
        return short + ("+" if _git("status", "--porcelain", "--", "src", "tests").strip() else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout


@cache
def machine() -> str:
    """ "2 cores, 24 GB, Linux 6.1, Python 3.11.2"."""
    memory = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    system = f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}"
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory} GB, {system}, Python {platform.python_version()}"
