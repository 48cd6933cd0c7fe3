"""Commands that are killed at a moment that is named: `python -m tests.commands.backups.killing`, a JSON line for each.

    {"typed": ["backup", "…"], "within": "/tmp/…", "at": 7}   →   {"killed": true, "status": null, "steps": 7}

Each runs in a fork of a process that has loaded everything, and kills itself by SIGKILL when it comes to its step number `at`:
a file below `within` that is opened, renamed, removed or made, a database that is connected to, or a piece that is written.
`after` kills it after so many seconds instead.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from sayso.cli import main
from sayso.commands import backing_up, restoring  # noqa: F401
from sayso.commands.backups.reading import Found
from sayso.commands.backups.writing import Member
from sayso.reconcile.keep import anew  # noqa: F401
from sayso.serve.routes import ROUTES  # noqa: F401

STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree", "sqlite3.connect"})


def ran(typed: list[str], within: str, at: int | None, after: float | None) -> dict[str, object]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _run(typed, within, at, after, writing)
    os.close(writing)
    with open(reading, encoding="ascii") as pipe:  # noqa: PTH123
        steps = pipe.read()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    return {"killed": killed, "status": None if killed else os.WEXITSTATUS(status), "steps": len(steps)}


def _run(typed: list[str], within: str, at: int | None, after: float | None, told: int) -> None:
    """In the child: never returns."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        os.write(told, b".")
        if done == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event in STEPS and within in str(arguments[0]):
            step()

    sys.addaudithook(heard)
    _step_with_each_piece(step)
    if after is not None:
        threading.Timer(after, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.argv = ["sayso", *typed]
    status = 1
    with contextlib.suppress(BaseException):
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
    os._exit(status)


def _step_with_each_piece(step: Callable[[], None]) -> None:
    write, read = Member.write, Found.read

    def writes(self: Member, some: bytes) -> None:
        write(self, some)
        step()

    def reads(self: Found, one: Any) -> Iterator[bytes]:
        for piece in read(self, one):
            step()
            yield piece

    Member.write, Found.read = writes, reads  # type: ignore[method-assign]


if __name__ == "__main__":
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(ran(asked["typed"], asked["within"], asked.get("at"), asked.get("after"))), flush=True)
