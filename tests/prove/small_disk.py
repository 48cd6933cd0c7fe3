"""A file system of a few megabytes: a tmpfs where we may mount one; else the test is skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

WIDE = "96m"


@dataclass(frozen=True, slots=True)
class Disk:
    folder: Path

    def resize(self, size: str) -> None:
        """Such as "3m"."""
        self._remount(f"size={size}")

    def read_only(self, on: bool) -> None:
        self._remount("ro" if on else "rw")

    def fill(self) -> None:
        """To its last byte."""
        with (self.folder / "filler").open("ab", buffering=0) as file:
            for size in (65_536, 4_096, 1):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue

    def empty(self) -> None:
        """What was filled is free again."""
        (self.folder / "filler").unlink()

    def clear(self) -> None:
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _remount(self, how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(self.folder)], check=True, capture_output=True)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Disk]:
    """Mounted at `folder`, which is made."""
    if sys.platform != "linux" or os.geteuid():
        pytest.skip("only root may mount a small file system, and only on Linux")
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "none", str(folder)]
    mounted = subprocess.run(command, capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no small file system can be mounted here")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)
