"""The real server in a process of its own: started, found by the address it prints, ended."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

from tests.command import sayso

__all__ = ["Server", "sayso", "serving", "serving_copy", "until_read"]

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
START_SECONDS = 60.0
END_SECONDS = 10.0
READING = 202
LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers. `ledger` is the test's own copy: it may be written to."""

    address: str
    """http://127.0.0.1:PORT, without a slash at its end."""
    ledger: Path
    errors_at: Path

    def url(self, path: str = "/") -> str:
        return self.address + path

    def errors(self) -> str:
        """What it has written to its standard error."""
        return self.errors_at.read_text(encoding="utf8", errors="replace")


@contextmanager
def serving_copy(ledger: Path, folder: Path) -> Iterator[Server]:
    """`sayso serve` on a copy of a ledger that nobody writes to meanwhile."""
    copy = folder / ledger.name
    shutil.copy(ledger, copy)
    with serving(sayso(copy, "serve", "--port", "0"), copy, folder) as found:
        yield found


@contextmanager
def serving(command: Sequence[str], ledger: Path, folder: Path) -> Iterator[Server]:
    """The server that `command` starts. AssertionError, with its standard error, where no address comes of it."""
    out, errors = folder / "server.out", folder / "server.err"
    with out.open("w") as out_file, errors.open("w") as errors_file:
        process = subprocess.Popen(command, stdout=out_file, stderr=errors_file, stdin=subprocess.DEVNULL)
    try:
        address = _address(process, out, errors)
        until_read(address)
        yield Server(address, ledger, errors)
    finally:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address(process: subprocess.Popen[bytes], out: Path, errors: Path) -> str:
    """The address in the first line of its standard output."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        ended = process.poll() is not None
        first, line_end, _ = out.read_text(encoding="utf8").partition("\n")
        if line_end and (found := ADDRESS.search(first)):
            return found.group()
        if ended or line_end:
            break
        time.sleep(LOOK_SECONDS)
    state = "still runs" if process.poll() is None else f"ended with status {process.returncode}"
    raise AssertionError(
        f"no address in the first line of the server's output ({out.read_text(encoding='utf8')!r}); it {state} and says:\n"
        + errors.read_text(encoding="utf8", errors="replace")
    )


def until_read(address: str) -> None:
    """While the ledger is being read every view says so (202), on a busy machine for seconds. AssertionError where it goes on
    and on."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address + "/", timeout=START_SECONDS) as answer:
                if answer.status != READING:
                    return
        except HTTPError:
            return  # a stand-in that refuses: its test says what it wants of it
        except OSError:
            pass  # it has told its address, and does not listen yet
        time.sleep(LOOK_SECONDS)
    raise AssertionError(f"{address} is still reading its ledger after {START_SECONDS:.0f} seconds")
