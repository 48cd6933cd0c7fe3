"""Files and folders wherever they are: a path of this machine, or an address of any store that fsspec knows (`s3://…`).

Local paths need no fsspec. Credentials, end points and retries are fsspec's matter, on each machine for itself.
"""

from __future__ import annotations

import errno
import glob
import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from sayso.errors import SaysoError
from sayso.printable import printable

REMOTE = "://"
LOCAL = "file://"
WITHIN_PROCESS = ("memory://",)
"""Stores that no other process sees."""
TEMPORARY = ".writing-"
"""Begins the names of files that are not whole."""
MAGIC = "*?["
SECRET = re.compile(r"(?<!github)://[^/@:]*:[^/@]+@")
"""A user and a password in an address. (Of `github://` they are an owner and a repository.)"""


class Place(Protocol):
    """A store and a path in it. Every method raises OSError."""

    shared: bool
    """Can another process open it?"""

    def open(self) -> BinaryIO: ...

    def size(self) -> int | None: ...

    def write(self, name: str, data: bytes) -> None:
        """A file below this folder, there as a whole or not at all, however the process ends. (The disk's own buffers are the
        system's matter: forcing each of many small files to the disk took longer than reading their documents.)"""
        ...

    def read(self, name: str) -> bytes | None:
        """A file below this folder; None where there is none."""
        ...

    def names(self, folder: str = "") -> Iterator[str]:
        """Files in a folder below this one, as their names in it, in any order."""
        ...

    def is_empty(self) -> bool:
        """But for what was left half written, which is nobody's."""
        ...

    def clear(self) -> None:
        """Remove what a run that was killed left half written."""
        ...

    def held(self) -> AbstractContextManager[bool]:
        """Nobody else writes to the folder meanwhile: False where somebody does. Ends with the process, however that ends."""
        ...


def place(address: str) -> Place:
    """SaysoError E100 where fsspec, or what it needs for this store, is not installed; E104 for one that it does not know."""
    if address.startswith(LOCAL):
        return Local(Path(address.removeprefix(LOCAL)))
    return Remote(address) if is_remote(address) else Local(Path(address))


def is_remote(address: str) -> bool:
    return REMOTE in address and not address.startswith(LOCAL)


def name(address: str) -> str:
    """The path of what an address names, by whose end it is known: without a query, and without the archive that holds it
    (`zip://a.jsonl::archive.zip`)."""
    return address.partition("::")[0].partition("?")[0] if is_remote(address) else address


class Local:
    """A path of this machine."""

    shared = True

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self) -> BinaryIO:
        return self.path.open("rb")

    def size(self) -> int | None:
        return self.path.stat().st_size

    def write(self, name: str, data: bytes) -> None:
        target = self.path / name
        begun = target.with_name(f"{TEMPORARY}{os.getpid()}-{target.name}")
        try:
            file = _opened(begun)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            file = _opened(begun)
        try:
            with file:
                file.write(data)
            begun.replace(target)
        except BaseException:
            with suppress(OSError):
                begun.unlink()
            raise

    def read(self, name: str) -> bytes | None:
        try:
            return (self.path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def names(self, folder: str = "") -> Iterator[str]:
        with suppress(FileNotFoundError), os.scandir(self.path / folder) as entries:
            yield from (entry.name for entry in entries if entry.is_file() and not entry.name.startswith(TEMPORARY))

    def is_empty(self) -> bool:
        try:
            return all(one.name.startswith(TEMPORARY) for one in self.path.iterdir())
        except FileNotFoundError:
            return True

    def clear(self) -> None:
        for left in self.path.rglob(f"{TEMPORARY}*"):
            with suppress(FileNotFoundError):
                left.unlink()

    @contextmanager
    def held(self) -> Iterator[bool]:
        """By a lock of the folder itself, which leaves no file. Where the system has none (some network disks), True."""
        try:
            import fcntl
        except ImportError:
            yield True
            return
        self.path.mkdir(parents=True, exist_ok=True)
        folder = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held = True
        except OSError as error:
            held = error.errno != errno.EWOULDBLOCK
        try:
            yield held
        finally:
            os.close(folder)


class Remote:
    """An address that fsspec opens. An object store shows a file whole or not at all, so nothing has to be renamed."""

    def __init__(self, address: str) -> None:
        self.shared = not address.startswith(WITHIN_PROCESS)
        self.store, self.path = store(address)

    def open(self) -> BinaryIO:
        with _failures():
            return self._open()

    def _open(self) -> BinaryIO:
        file = self.store.open(self.path, "rb")
        with suppress(AttributeError):  # a store of a zip (`zip://`) closes it with itself, so it lives as long as the file
            file.sayso_store = self.store
        return cast(BinaryIO, file)

    def size(self) -> int | None:
        with _failures():
            found = self.store.info(self.path).get("size")
        return int(found) if found is not None else None

    def write(self, name: str, data: bytes) -> None:
        target = f"{self.path}/{name}"
        with _failures():
            self.store.makedirs(target.rpartition("/")[0], exist_ok=True)
            self.store.pipe_file(target, data)

    def read(self, name: str) -> bytes | None:
        try:
            with _failures():
                return cast(bytes, self.store.cat_file(f"{self.path}/{name}"))
        except FileNotFoundError:
            return None

    def names(self, folder: str = "") -> Iterator[str]:
        with suppress(FileNotFoundError), _failures():
            for found in self.store.ls(f"{self.path}/{folder}".rstrip("/"), detail=False, refresh=True):
                yield found.rstrip("/").rpartition("/")[2]

    def is_empty(self) -> bool:
        return not any(True for _ in self.names())

    def clear(self) -> None:
        """Nothing is ever half written."""

    @contextmanager
    def held(self) -> Iterator[bool]:
        """An object store has no locks: always True."""
        yield True


def store(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it. SaysoError E100, E104.

    An address stands in the results and in messages, so none with a password is taken.
    """
    if SECRET.search(address):
        detail = "the password in it would stand in the results; fsspec's settings are the place for it"
        raise SaysoError("E104", path=SECRET.sub("://…@", printable(address)), detail=detail)
    try:
        import fsspec
    except ImportError as error:
        raise SaysoError("E100", package="fsspec", extra="bulk") from error
    try:
        found: tuple[Any, str] = fsspec.core.url_to_fs(address)
    except ImportError as error:
        missing = error.name or getattr(error.__cause__, "name", None) or "the package that fsspec needs for it"
        raise SaysoError("E100", package=missing, extra="bulk") from error
    except ValueError as error:
        raise SaysoError("E104", path=address, detail=error) from error
    return found


def files_in(address: str) -> list[str] | None:
    """Files that a pattern means, or that lie in a folder, sorted; None for a remote file. SaysoError E100, E104, OSError."""
    if not is_remote(address):
        return sorted(glob.glob(address, recursive=True))  # noqa: PTH207 - the pattern may be absolute
    found, path = store(address)
    if any(sign in path for sign in MAGIC) and not found.isfile(path):
        names = found.glob(path)
    elif found.isdir(path) and not found.isfile(path):
        names = found.find(path)
    else:
        return None
    _, within, outer = address.partition("::")
    return sorted(f"{found.unstrip_protocol(name)}{within}{outer}" for name in names)


@contextmanager
def _failures() -> Iterator[None]:
    """Drivers have exceptions of their own for what a server refuses."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        words = printable(f"{type(error).__name__}: {error}")[:300]
        raise OSError(errno.EIO, words) from error


def _opened(path: Path) -> BinaryIO:
    return path.open("wb")
