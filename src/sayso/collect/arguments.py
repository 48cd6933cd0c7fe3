"""What a person typed, turned into the files it means. Every argument is checked before anything is read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.errors import SaysoError
from sayso.types import Unreadable

STANDARD_INPUT = "-"
READ_FROM_FOLDERS = frozenset({".txt", ".htm", ".html", ".json", ".jsonl"})
WEB_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,19}://|www\.", re.IGNORECASE)


def files(paths: Sequence[str]) -> list[str | Unreadable]:
    """The files that `paths` mean, in order: a folder stands for the reports in it, sorted.

    Raises SaysoError E001 (missing), E002 (folder without reports), E015 (web address). A folder inside a folder that cannot
    be listed is in the result as `Unreadable`.
    """
    return [file for path in paths for file in _files_of(path)]


def printable(path: str) -> str:
    """A path as it can be printed: bytes of a file name that are not UTF-8 become replacement characters."""
    return path.encode("utf8", "surrogateescape").decode("utf8", "replace")


def _files_of(path: str) -> list[str | Unreadable]:
    if path == STANDARD_INPUT:
        return [path]
    mode = _mode(path)
    if mode is None:
        raise SaysoError("E015" if WEB_ADDRESS.match(path) else "E001", path=printable(path))
    if not stat.S_ISDIR(mode):
        return [path]
    found = list(_files_in(path))
    if not found:
        raise SaysoError("E002", path=printable(path))
    return found


def _mode(path: str) -> int | None:
    try:
        return Path(path).stat().st_mode
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return None


def _files_in(folder: str) -> Iterator[str | Unreadable]:
    """Reports below `folder`; what begins with a dot is skipped, links to folders are not followed (they may form a ring)."""
    refused: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in READ_FROM_FOLDERS:
                yield str(Path(place) / name)
    for error in refused:
        path = printable(str(error.filename))
        problem = SaysoError("E010", path=path, detail=error.strerror or "unknown reason")
        yield Unreadable(path, problem.code.code, problem.line)
