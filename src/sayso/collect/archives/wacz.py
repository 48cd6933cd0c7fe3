"""WACZ (1.1): a zip of WARC files, with a list of their digests. Nothing that it holds is ever unpacked to the disk."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from typing import IO, BinaryIO, cast

from sayso import limits
from sayso.collect.archives import coding, cut_zip, warc
from sayso.collect.archives.raw import PIECE
from sayso.collect.archives.tally import Tally
from sayso.collect.given import Given
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.types import Unreadable

LIST = "datapackage.json"
ARCHIVES = "archive/"
ENDS = (".warc", ".warc.gz")
DIGESTS = frozenset({"md5", "sha1", "sha256", "sha512"})
UNZIPPING = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, OverflowError)
"""What zipfile raises for a zip that is damaged, encrypted, or packed in a way that it does not know."""


def captures(
    stream: BinaryIO, address: str, max_bytes: int, tally: Tally, unpack: coding.Unpack = coding.unpacked
) -> Iterator[Given]:
    """As `warc.captures`, over every WARC in the zip, whose name follows that of the zip and `#`.

    E078 also where the zip or its list is damaged, lists what is not there, or lists another digest. E079 for a bomb. Of a zip
    that was cut off the records before its end are read; their own digests are all that can be checked then.
    """
    try:
        with _seekable(stream) as file:
            package = _opened(file)
            if isinstance(package, str):
                yield _problem("E078", address, f"it is no whole zip ({package})")
                yield from _of_cut(file, address, max_bytes, tally, unpack)
                return
            with package:
                yield from _of_package(package, file, address, max_bytes, tally, unpack)
    except UNZIPPING as error:
        yield _problem("E078", address, f"it is no whole zip ({printable(str(error))[:100]})")


def _opened(file: BinaryIO) -> zipfile.ZipFile | str:
    """Or why it is none."""
    try:
        return zipfile.ZipFile(file)
    except UNZIPPING as error:
        return printable(str(error))[:100]


def _of_cut(file: BinaryIO, address: str, max_bytes: int, tally: Tally, unpack: coding.Unpack) -> Iterator[Given]:
    for number, one in enumerate(cut_zip.stored(file)):
        if number >= limits.MAX_ARCHIVES:
            return
        if one.name.startswith(ARCHIVES) and one.name.endswith(ENDS):
            yield from warc.captures(one, f"{address}#{printable(one.name)}", max_bytes, tally, unpack)


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """What says what is in a zip stands at its end: what comes through a pipe is put into a temporary file without a name."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(stream, file)
        yield cast(BinaryIO, file)


def _of_package(
    package: zipfile.ZipFile, stream: BinaryIO, address: str, max_bytes: int, tally: Tally, unpack: coding.Unpack
) -> Iterator[Given]:
    told = listed(package)
    if told is None:
        yield _problem("E078", address, f"its {LIST} is missing or broken, so that no digest can be checked")
    archives = [info for info in package.infolist() if info.filename.startswith(ARCHIVES) and info.filename.endswith(ENDS)]
    if problem := too_much(archives, _size(stream)):
        yield _problem("E079", address, problem)
        return
    for name in sorted((told or {}).keys() - {info.filename for info in archives}):
        yield _problem("E078", address, f"{printable(name)[:200]} is listed and not there")
    if not archives:
        yield _problem("E078", address, "it holds no WARC")
    for info in archives:
        where = f"{address}#{printable(info.filename)}"
        try:
            with opened(package, info, told) as hashed:
                yield from warc.captures(hashed, where, max_bytes, tally, unpack)
                hashed.drain()
            if wrong := hashed.wrong():
                yield _problem("E078", where, wrong)
        except UNZIPPING as error:
            yield _problem("E078", where, f"it cannot be unzipped ({printable(str(error))[:100]})")


@contextmanager
def opened(package: zipfile.ZipFile, info: zipfile.ZipInfo, told: Mapping[str, str] | None) -> Iterator[Hashed]:
    """A WARC of the package. `told`: what the list says of all. zipfile would compare the checksum before it hands out the last
    bytes, with whole records in them: it is kept from that, and `Hashed` compares when all is read. Raises UNZIPPING."""
    unsummed = copy(info)
    del unsummed.CRC
    with package.open(unsummed) as file:
        yield Hashed(file, info.CRC, None if told is None else told.get(info.filename, ""))


def listed(package: zipfile.ZipFile) -> dict[str, str] | None:
    """The digest of every WARC by its name in the zip, as `sha256:…`; None where the list is missing or broken."""
    try:
        with package.open(LIST) as file:
            text = file.read(limits.MAX_BYTES)
        resources = json.loads(text)["resources"]
        return {one["path"]: one["hash"] for one in resources if _is_archive(one)}
    except (*UNZIPPING, KeyError, TypeError, RecursionError):
        return None


def _is_archive(one: Mapping[str, object]) -> bool:
    path, digest = one.get("path"), one.get("hash")
    return isinstance(path, str) and isinstance(digest, str) and path.startswith(ARCHIVES) and path.endswith(ENDS)


def too_much(archives: list[zipfile.ZipInfo], size: int) -> str | None:
    """What zip entries say of their size is the most that is ever unpacked of them."""
    if len(archives) > limits.MAX_ARCHIVES:
        return f"{len(archives):,} files in it are more than the limit of {limits.MAX_ARCHIVES:,}"
    unpacked = sum(info.file_size for info in archives)
    if unpacked > limits.MAX_UNPACKED and unpacked > size * limits.MAX_RATIO:
        return f"it grows to more than {limits.MAX_RATIO} times its size"
    return None


def _size(stream: BinaryIO) -> int:
    return stream.seek(0, 2)


def _problem(code: str, address: str, detail: str) -> Given:
    problem = SaysoError(code, path=address, detail=detail)
    return Given(Unreadable(address, code, problem.line))


class Hashed:
    """A file whose bytes are hashed as they are read. `sum`: its CRC-32 by the zip; `told`: its digest by the list, such as
    `sha256:…`, "" where it is not in there and None where there is no list."""

    def __init__(self, file: IO[bytes], sum: int, told: str | None) -> None:
        self._file, self._sum, self._found = file, sum, zlib.crc32(b"")
        self._is_listed = told is not None
        kind, _, self._told = (told or "").partition(":")
        self._hash = hashlib.new(kind, usedforsecurity=False) if kind in DIGESTS else None

    def read(self, size: int = PIECE) -> bytes:
        data = self._file.read(size)
        self._found = zlib.crc32(data, self._found)
        if self._hash:
            self._hash.update(data)
        return data

    def drain(self) -> None:
        while self.read():
            pass

    def wrong(self) -> str | None:
        """What is wrong with all of it, after it was read."""
        if self._found != self._sum:
            return "it is not what the zip took in, by its checksum"
        if not self._is_listed:
            return None
        if self._hash is None:
            return f"{LIST} lists no digest of it that can be checked"
        return None if self._hash.hexdigest() == self._told.strip().lower() else f"its digest is not the one in {LIST}"
