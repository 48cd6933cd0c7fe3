"""The file that one run writes. Nobody else ever writes to it, so a torn end stays what it is: the end of a killed run."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from sayso.collect.evidence.failures import coded
from sayso.collect.evidence.records import RandomBytes, warcinfo

PATTERN = "sayso-*.warc.gz"
NAME_BYTES = 4


class Segment:
    """A new file in `folder`, which is made where there is none. Locked as long as it is open, so that others know it lives.

    Every method raises SaysoError E085 for a folder that cannot be written to, or a full disk.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime], random_bytes: RandomBytes) -> None:
        at = clock()
        stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        self.path = folder / f"sayso-{stamp}-{random_bytes(NAME_BYTES).hex()}.warc.gz"
        self.size = 0
        with coded(folder):
            _make(folder)
            self._file = self.path.open("xb", buffering=0)
        try:
            lives(self._file)
            self.append(warcinfo(self.path.name, at, random_bytes))
            with coded(folder):
                sync_folder(folder)
        except BaseException:
            self._drop()
            raise

    def append(self, member: bytes) -> None:
        """Write all of it, or nothing: what a full disk cut off is taken away again."""
        with coded(self.path):
            try:
                left = memoryview(member)
                while left:
                    left = left[self._file.write(left) :]
            except OSError:
                self.cut(self.size)
                raise
        self.size += len(member)

    def cut(self, size: int) -> None:
        """Take away what was written beyond `size`: the records of one capture belong together."""
        with contextlib.suppress(OSError):
            self._file.truncate(size)
            self._file.seek(size)
        self.size = size

    def sync(self) -> None:
        """All that was appended is on the disk, not only on its way to it."""
        with coded(self.path):
            os.fsync(self._file.fileno())

    def close(self) -> None:
        with coded(self.path):
            self._file.close()

    def _drop(self) -> None:
        """A file without a record is no evidence, and is not left behind."""
        with contextlib.suppress(OSError):
            self._file.close()
            self.path.unlink()


def sync_folder(folder: Path) -> None:
    """Names of new files are on the disk too. Systems that cannot open a folder keep them by themselves."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)


def lives(file: BinaryIO) -> bool:
    """Take the lock that says so: shared on a file that is only read. False where the one who writes it still holds it.

    A process that is killed loses its locks, so what it left is known for what it is.
    """
    if sys.platform == "win32":
        return True
    import fcntl

    wanted = fcntl.LOCK_EX if file.writable() else fcntl.LOCK_SH
    try:
        fcntl.flock(file.fileno(), wanted | fcntl.LOCK_NB)
        return True
    except OSError:
        return False
