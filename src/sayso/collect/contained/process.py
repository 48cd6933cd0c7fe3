"""The parent's side of one child: started, asked, ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from types import TracebackType
from typing import BinaryIO

from sayso.collect.contained.child import READY, Terms
from sayso.collect.contained.ended import in_words
from sayso.collect.contained.frames import TooLongError, receive, send

START_SECONDS = 60.0
"""A start takes half a second; ten starts at once on a machine that is busy took under ten."""
PATIENCE = 5.0
"""Seconds for a process to end whose pipe has ended."""
PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT", "TZ")
"""Variables without which an interpreter may not start or count hours otherwise. No others: they may hold secrets."""


class EndedError(Exception):
    """The child is no more. `code`: E082 (time) or E084 (everything else); `why`: for a person."""

    def __init__(self, code: str, why: str) -> None:
        self.code, self.why = code, why
        super().__init__(code, why)


class Child:
    """One process. Used by one thread at a time; `kill` by any."""

    def __init__(self, terms: Terms) -> None:
        """Starts it, and does not wait until it is ready. Raises EndedError where the system has no room for it."""
        told = json.dumps(asdict(terms))
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "sayso.collect.contained.child", told],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,  # what a terminal sends to a command and its children is for the parent
            )
        except OSError as error:
            raise EndedError("E084", f"it could not be started: {error.strerror}") from error
        self.done = 0
        """Jobs it was asked to do."""
        self._ready = False

    def ask(self, request: bytes, most: int, seconds: float) -> bytes:
        """Its answer of at most `most` bytes. Raises EndedError; the child is dead then."""
        deadline = _Deadline(seconds, self)
        try:
            with deadline:
                send(self._stdin, request)
                return receive(self._stdout, most)
        except TooLongError as error:
            raise self._end(f"its answer has {error}") from error
        except (EOFError, OSError, ValueError) as error:
            raise self._end(None, late=deadline.passed) from error
        finally:
            self.done += 1
            self._ready = self._ready and not deadline.passed  # it may have passed with the last byte of the answer

    def is_ready(self) -> bool:
        """Waits until it has loaded what it needs. False where it is dead, which is no document's fault."""
        if not self.done and not self._ready:
            with _Deadline(START_SECONDS, self), suppress(EOFError, OSError, ValueError):
                self._ready = receive(self._stdout, len(READY)) == READY
        return self._ready and self.process.poll() is None

    def kill(self) -> None:
        with suppress(OSError):  # it has ended in this moment
            self.process.kill()

    def end(self) -> None:
        """Ends it, and leaves nothing of it behind."""
        self.kill()
        self.process.wait()
        for pipe in (self._stdin, self._stdout):
            with suppress(OSError, ValueError):  # what was not sent has nowhere to go
                pipe.close()

    def _end(self, why: str | None, late: bool = False) -> EndedError:
        """Why it ended; by what the system says where nothing else is known."""
        if why is None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)
        told = self.process.poll()
        self.kill()
        self.process.wait()
        if late or told == -getattr(signal, "SIGXCPU", 0):
            return EndedError("E082", "")
        return EndedError("E084", why or in_words(told))

    @property
    def _stdin(self) -> BinaryIO:
        assert self.process.stdin
        return self.process.stdin  # type: ignore[return-value]

    @property
    def _stdout(self) -> BinaryIO:
        assert self.process.stdout
        return self.process.stdout  # type: ignore[return-value]


class _Deadline:
    """Kills a child after so many seconds, which ends every wait for it. `passed` says whether it did."""

    def __init__(self, seconds: float, child: Child) -> None:
        self.passed = self._over = False
        self._lock = threading.Lock()
        self._child = child
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True

    def _pass(self) -> None:
        with self._lock:
            if not self._over:
                self.passed = True
                self._child.kill()


def _environment() -> dict[str, str]:
    """The way to the same modules, for a parent in a notebook too; one arena, as each reserves 64 MB of address space."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return {**kept, "PYTHONPATH": path, "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"}
