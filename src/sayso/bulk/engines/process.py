"""The parent's side of one worker: started, given a task, heard, ended."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from contextlib import suppress
from typing import BinaryIO

from sayso.bulk.engines.todo import Attempt
from sayso.bulk.engines.worker import ENDLESS, READY
from sayso.collect.contained.ended import in_words
from sayso.collect.contained.frames import receive, send

PATIENCE = 5.0
"""Seconds for a process to end whose pipe has ended."""


class DiedError(Exception):
    """The worker is no more; in words for a person."""


class Worker:
    """One process, which is either starting, free, or at work on one task."""

    def __init__(self) -> None:
        """Starts it, and does not wait until it is ready. Raises DiedError where the system has no room for it."""
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "sayso.bulk.engines.worker", *_as_here()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry), "PYTHONUTF8": "1"},
                start_new_session=True,  # what a terminal sends to a command and its children is for the parent
            )
        except OSError as error:
            raise DiedError(error.strerror or str(error)) from error
        self.starting = True
        self.at_work: Attempt | None = None

    @property
    def is_free(self) -> bool:
        return not self.starting and self.at_work is None

    @property
    def stream(self) -> BinaryIO:
        """It can be read from once the worker has an answer, or is dead."""
        assert self.process.stdout
        return self.process.stdout  # type: ignore[return-value]

    def give(self, attempt: Attempt) -> None:
        """Raises DiedError; then the task was not begun."""
        try:
            send(self._stdin, attempt.request)
        except OSError as error:
            raise DiedError(self._end()) from error
        self.at_work = attempt

    def hear(self) -> tuple[Attempt, bytes] | None:
        """The task that it was at, and its answer; None where it says that it is ready. Raises DiedError."""
        try:
            message = receive(self.stream, ENDLESS)
        except (EOFError, OSError) as error:
            raise DiedError(self._end()) from error
        if self.at_work is None:
            self.starting = message != READY
            return None
        attempt, self.at_work = self.at_work, None
        return attempt, message

    def end(self) -> None:
        """Ends it, and leaves nothing of it behind."""
        with suppress(OSError):  # it has ended in this moment
            self.process.kill()
        self.process.wait()
        for pipe in (self._stdin, self.stream):
            with suppress(OSError):  # what was not sent has nowhere to go
                pipe.close()

    @property
    def _stdin(self) -> BinaryIO:
        assert self.process.stdin
        return self.process.stdin  # type: ignore[return-value]

    def _end(self) -> str:
        """How it ended, in words. Its pipe is at its end, so the process is, or will be at once."""
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            status = None
        self.end()
        return in_words(status)


def _as_here() -> tuple[str, str]:
    """How often Python looks for cycles, and lets another thread have its turn."""
    return str(gc.get_threshold()[0]), str(sys.getswitchinterval())
