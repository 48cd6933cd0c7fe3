"""What a person typed, turned into the files it means. Every argument is checked before anything is read."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.errors import SaysoError
from sayso.printable import clean
from sayso.types import Unreadable

STANDARD_INPUT = "-"
READ_FROM_FOLDERS = frozenset({".txt", ".htm", ".html", ".json", ".jsonl"})
WEB_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,19}://|www\.", re.IGNORECASE)
ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG})
"""What the system says of a path under which there is nothing. All else (a loop of links) is told when it is read."""
BREAKS = {0x09: "\N{SYMBOL FOR HORIZONTAL TABULATION}", 0x0A: "\N{SYMBOL FOR LINE FEED}", 0x2028: "\ufffd", 0x2029: "\ufffd"}
"""What `clean` leaves in a text, but would make two lines of a file's name."""


def files(paths: Sequence[str]) -> list[str | Unreadable]:
    """The files that `paths` mean, in order: a folder stands for the reports in it, sorted.

    Raises SaysoError E001 (missing), E002 (folder without reports), E015 (web address). A folder inside a folder that cannot
    be listed, and what in a folder is no regular file (a pipe without a writer would be waited for), is in the result as
    `Unreadable`.
    """
    return [file for path in paths for file in _files_of(path)]


def printable(path: str) -> str:
    """A path as one line that can be printed: bytes that are not UTF-8, and control characters, become visible ones."""
    return clean(path.encode("utf8", "surrogateescape").decode("utf8", "replace")).translate(BREAKS)


def _files_of(path: str) -> list[str | Unreadable]:
    if path == STANDARD_INPUT:
        return [path]
    mode = _mode(path)
    if mode is None:
        if WEB_ADDRESS.match(path):
            raise SaysoError("E015", path=printable(path), detail="addresses are not fetched by this version")
        raise SaysoError("E001", path=printable(path))
    if not stat.S_ISDIR(mode):
        return [path]
    found = list(_files_in(path))
    if not found:
        raise SaysoError("E002", path=printable(path))
    return found


def _mode(path: str) -> int | None:
    """Which sort of file it is, as far as the system tells (0 where it refuses); None where there is none."""
    try:
        return Path(path).stat().st_mode
    except ValueError:  # a NUL in the path
        return None
    except OSError as error:
        return None if error.errno in ABSENT else 0


def _files_in(folder: str) -> Iterator[str | Unreadable]:
    """Reports below `folder`; what begins with a dot is skipped, links to folders are not followed (they may form a ring)."""
    refused: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in READ_FROM_FOLDERS:
                yield _file_in(str(Path(place) / name))
    for error in refused:
        path = printable(str(error.filename))
        problem = SaysoError("E010", path=path, detail=error.strerror or "unknown reason")
        yield Unreadable(path, problem.code.code, problem.line)


def _file_in(path: str) -> str | Unreadable:
    mode = _mode(path)
    if not mode or stat.S_ISREG(mode):  # what is a link to nothing is told when it is read
        return path
    problem = SaysoError("E003", path=printable(path), what="a pipe, socket or device")
    return Unreadable(printable(path), problem.code.code, problem.line)
