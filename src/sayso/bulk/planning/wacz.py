"""A WACZ as the WARCs in it, and what is wrong with the zip, each in its place, as `collect.archives.wacz` tells it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from sayso.bulk.planning.archives import Archive, Cutting, problem_task
from sayso.bulk.planning.carried import Walked
from sayso.bulk.planning.course import Course
from sayso.bulk.task import Problem, Task
from sayso.collect.archives.wacz import ARCHIVES, ENDS, LIST, UNZIPPING, listed, opened, too_much
from sayso.errors import SaysoError
from sayso.printable import printable

LOCAL_HEADER, NAME_LENGTH, EXTRA_LENGTH = 30, slice(26, 28), slice(28, 30)
"""Of the header that stands before each file in a zip (APPNOTE 4.3.7)."""
ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class Package:
    """`stream`: it can be wound back. `carry`: no worker can open it."""

    input: str
    address: str
    stream: BinaryIO
    max_bytes: int
    carry: bool


def of_wacz(package: Package, course: Course) -> Iterator[Task]:
    try:
        with zipfile.ZipFile(package.stream) as file:
            yield from _of_zip(package, file, course)
    except UNZIPPING as error:
        yield _problem(package, package.address, f"it is no whole zip ({printable(str(error))[:100]})")


def _of_zip(package: Package, file: zipfile.ZipFile, course: Course) -> Iterator[Task]:
    told = listed(file)
    if told is None:
        detail = f"its {LIST} is missing or broken, so that no digest can be checked"
        yield _problem(package, package.address, detail)
    archives = [info for info in file.infolist() if info.filename.startswith(ARCHIVES) and info.filename.endswith(ENDS)]
    if problem := too_much(archives, package.stream.seek(0, 2)):
        yield _problem(package, package.address, problem, "E079")
        return
    for name in sorted((told or {}).keys() - {info.filename for info in archives}):
        yield _problem(package, package.address, f"{printable(name)[:200]} is listed and not there")
    if not archives:
        yield _problem(package, package.address, "it holds no WARC")
    for info in archives:
        yield from _of_archive(package, file, info, told, course)


def _of_archive(
    package: Package, file: zipfile.ZipFile, info: zipfile.ZipInfo, told: Mapping[str, str] | None, course: Course
) -> Iterator[Task]:
    name = printable(info.filename)
    where = f"{package.address}#{name}"
    cutting: Cutting | None = None
    try:
        with opened(file, info, told) as hashed:
            stored = info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & ENCRYPTED
            at = _begins(package.stream, info) if stored else 0
            stream = Walked(hashed, package.carry or not stored)
            cutting = Cutting(Archive(package.input, where, package.max_bytes, name, at, info.file_size), stream, course)
            yield from cutting.tasks()
            hashed.drain()
        if wrong := hashed.wrong():
            yield _problem(package, where, wrong)
    except UNZIPPING as error:
        problem = _error(where, f"it cannot be unzipped ({printable(str(error))[:100]})")
        if cutting is None:
            yield problem_task(package.input, where, problem)
        else:
            yield cutting.rest(Problem(where, problem.code.code, problem.line))


def _begins(stream: BinaryIO, info: zipfile.ZipInfo) -> int:
    """Where in the file the bytes of a stored member begin."""
    before = stream.tell()
    stream.seek(info.header_offset)
    head = stream.read(LOCAL_HEADER)
    stream.seek(before)
    lengths = (int.from_bytes(head[part], "little") for part in (NAME_LENGTH, EXTRA_LENGTH))
    return info.header_offset + LOCAL_HEADER + sum(lengths)


def _problem(package: Package, where: str, detail: str, code: str = "E078") -> Task:
    return problem_task(package.input, where, _error(where, detail, code))


def _error(where: str, detail: str, code: str = "E078") -> SaysoError:
    return SaysoError(code, path=where, detail=detail)
