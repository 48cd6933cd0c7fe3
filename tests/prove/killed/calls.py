"""Ends a process at the n-th system call of its that changes a file, whatever makes it: `calls.c`, compiled and preloaded."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("calls.c")
PRELOADED = "SAYSO_TEST_CALLS"
COUNTED = "system calls"
BEFORE, WITHIN, AFTER = 0, 1, 2


def compiled(folder: Path) -> Path | None:
    """The library; None where there is no compiler, or no glibc."""
    made, compiler = folder / "calls.so", shutil.which("cc")
    if compiler is None:
        return None
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(SOURCE), "-ldl"]
    return made if subprocess.run(command, check=False, capture_output=True).returncode == 0 else None


def environment(library: Path | None) -> dict[str, str]:
    return {**os.environ, **({"LD_PRELOAD": str(library), PRELOADED: str(library)} if library else {})}


def arm(at: int, how: int, passed_over: tuple[int, int, int]) -> None:
    """`at` counts from now on. `passed_over`: open files whose calls do not count."""
    ctypes.CDLL(os.environ[PRELOADED]).sayso_arm(ctypes.c_long(at), how, *passed_over)


def here() -> bool:
    """Is it preloaded in this process?"""
    return PRELOADED in os.environ


def counted() -> int:
    """Calls since `arm`; 0 where nothing is preloaded."""
    return int(ctypes.CDLL(os.environ[PRELOADED]).sayso_counted()) if here() else 0
