"""What a person typed, turned into the files and addresses it means. Every argument is checked before anything is received."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.collect import sniff
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.types import Unreadable

STANDARD_INPUT = "-"
READ_FROM_FOLDERS = (*sniff.BY_SUFFIX, *sniff.CONTAINERS)
"""Ends of the names of files that are read where they lie in a folder."""
MOST_ENDINGS, LONGEST_ENDING = 8, 20
"""Endings that are told of files in a folder that are passed over, and their characters."""
EVIDENCE = ".evidence"
LINKS, TOLD_BESIDE = "link to a folder", "with a .json that tells it"
"""What else in a folder is passed over."""
BESIDE = ".json"
WEB_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,19}://|www\.", re.IGNORECASE)
ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG})
"""What the system says of a path under which there is nothing. All else (a loop of links) is told when it is read."""


@dataclass(frozen=True, slots=True)
class Address:
    """Something on the web."""

    url: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Files in a folder that are no reports by their ending: how many of each."""

    folder: str
    """One printable line."""
    endings: Mapping[str, int]

    @property
    def words(self) -> str:
        """ "3 files in it are passed over: 2 .docx, 1 .xml"."""
        count = sum(self.endings.values())
        of_each = sorted(self.endings.items(), key=lambda one: (-one[1], one[0]))
        told = ", ".join(f"{number} {ending}" for ending, number in of_each[:MOST_ENDINGS])
        more = f" and {len(of_each) - MOST_ENDINGS} more endings" if len(of_each) > MOST_ENDINGS else ""
        return f"{count} {'file' if count == 1 else 'files'} in it passed over: {told}{more}"


Named = str | Address | Unreadable | PassedOver


def named(paths: Sequence[str], ends: tuple[str, ...] = READ_FROM_FOLDERS) -> list[Named]:
    """The files and addresses that `paths` mean, in order: a folder stands for the reports in it, sorted, which are known by
    how their names end.

    Raises SaysoError E001 (missing), E002 (folder without reports), E015 (no address that can be asked). A folder inside a
    folder that cannot be listed, and what in a folder is no regular file (a pipe without a writer would be waited for), is in
    the result as `Unreadable`; files that are no reports are counted at its end.
    """
    return [one for path in paths for one in _named(path, ends)]


def is_report(name: str, ends: tuple[str, ...] = READ_FROM_FOLDERS) -> bool:
    """Is a file of this name read, where it lies in a folder?"""
    return not name.startswith(".") and name.lower().endswith(ends)


def is_regular(path: str) -> bool:
    """Is it a file that can be opened again and again?"""
    return stat.S_ISREG(_mode(path) or 0)


def _named(path: str, ends: tuple[str, ...]) -> list[Named]:
    if path == STANDARD_INPUT:
        return [path]
    mode = _mode(path)
    if mode is None and WEB_ADDRESS.match(path):
        return [_address(path)]
    if mode is None:
        raise SaysoError("E001", path=printable(path))
    if not stat.S_ISDIR(mode):
        return [path]
    other: Counter[str] = Counter()
    found: list[Named] = list(_files_in(path, other, ends))
    if not found:
        raise SaysoError("E002", path=printable(path))
    return [*found, PassedOver(printable(path), +other)] if +other else found


def _address(typed: str) -> Address:
    """The address, checked. A bare "www.…" is asked for safely."""
    from sayso.collect.net.addresses import address  # it prints addresses by this module

    url = f"https://{typed}" if typed[:4].lower() == "www." else typed
    address(url)
    return Address(url)


def _mode(path: str) -> int | None:
    """Which sort of file it is, as far as the system tells (0 where it refuses); None where there is none."""
    try:
        return Path(path).stat().st_mode
    except ValueError:  # a NUL in the path
        return None
    except OSError as error:
        return None if error.errno in ABSENT else 0


def _files_in(folder: str, other: Counter[str], ends: tuple[str, ...]) -> Iterator[str | Unreadable]:
    """Reports below `folder`, and in `other` how many files are none, by their ending.

    What begins with a dot is skipped, and so is the evidence of a ledger, which was read already. Links to folders are not
    followed (they may form a ring), and counted.
    """
    refused: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.endswith(EVIDENCE))
        other[LINKS] += sum(Path(place, name).is_symlink() for name in folders)
        beside = _told_beside(names) & set(names)
        other[TOLD_BESIDE] += len(beside)
        for name in sorted(set(names) - beside):
            if is_report(name, ends):
                yield _file_in(str(Path(place) / name))
            elif not name.startswith("."):
                other[printable(Path(name).suffix.lower())[:LONGEST_ENDING] or "without an ending"] += 1
    for error in refused:
        path = printable(str(error.filename))
        problem = SaysoError("E010", path=path, detail=error.strerror or "unknown reason")
        yield Unreadable(path, problem.code.code, problem.line)


def _told_beside(names: Sequence[str]) -> set[str]:
    """Pages of which news-please keeps what it took from them beside them: `fire.html` and `fire.html.json` are one article."""
    return {name.removesuffix(BESIDE) for name in names if name.endswith(BESIDE)}


def _file_in(path: str) -> str | Unreadable:
    mode = _mode(path)
    if not mode or stat.S_ISREG(mode):  # what is a link to nothing is told when it is read
        return path
    problem = SaysoError("E003", path=printable(path), what="a pipe, socket or device")
    return Unreadable(printable(path), problem.code.code, problem.line)
