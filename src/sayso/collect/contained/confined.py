"""What a child takes from itself before its first job: memory, processor time, files, network, further processes.

The limits of memory and time are the system's (`setrlimit`), and hold whatever code runs. The refusals of sockets and
processes are Python's (PEP 578) and the second line of defence: they stop a parser that fetches what a document names, not
machine code that was smuggled in. Where a system lacks one of them (Windows; memory on macOS), the parent's deadline is left.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

OPEN_FILES = 64
LARGEST_FILE = 200_000_000
"""Bytes of a file that may be written: py3langid unpacks its model into a temporary file without a name."""
REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.kill", "os.posix_spawn", "os.spawn", "os.system")
"""Audit events that end in an error: no job has a use for any."""


def confine(memory: int) -> None:
    """For good. `memory`: bytes that the process may take, what it has already among them."""
    sys.dont_write_bytecode = True
    tempfile.gettempdir()  # it finds out by writing
    if sys.platform != "win32":
        import resource

        address_space = memory + _untouched()
        for which, most in (
            (resource.RLIMIT_AS, address_space),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, LARGEST_FILE),
            (resource.RLIMIT_NOFILE, OPEN_FILES),
        ):
            resource.setrlimit(which, (most, most))
    sys.addaudithook(_refuse)


def renew_time(seconds: int) -> None:
    """From now on so many seconds of processor time; then the system ends the process with SIGXCPU."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def resident() -> int:
    """Bytes of memory that the process holds now; 0 where the system does not tell."""
    return _pages()[1]


def _untouched() -> int:
    """Bytes of address space without memory behind them: libraries map more than they touch, and it costs nothing."""
    size, held = _pages()
    return size - held


def _pages() -> tuple[int, int]:
    """Bytes of address space and of memory."""
    if sys.platform != "linux":
        return 0, 0
    import resource

    size, held = Path("/proc/self/statm").read_text(encoding="ascii").split()[:2]
    return int(size) * resource.getpagesize(), int(held) * resource.getpagesize()


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(REFUSED) or (event == "open" and _writes(arguments)):
        raise PermissionError(f"{event} is refused while a document is read")


def _writes(arguments: tuple[object, ...]) -> bool:
    """Would it write a file, other than a new one right in the folder for temporary files?"""
    path, _, flags = arguments
    if not isinstance(flags, int) or not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND):
        return False
    if not isinstance(path, str):  # what is open already, by its number
        return not isinstance(path, int)
    folder = tempfile.gettempdir()
    return path != folder and not (os.path.dirname(path) == folder and flags & os.O_EXCL)  # noqa: PTH120 - no objects made here
