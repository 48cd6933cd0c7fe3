"""Runs `sayso` again and again, each time in a process of its own that has everything loaded, so that killing many is quick:

    python -m tests.prove.killed.warmed_process FILE

`FILE` is a text to warm up with. A line of JSON on standard input (`Run`) starts one, and its process id is printed. A line
with such an id waits for its end, and its status is printed (below 0: the signal); until then the id stays its own.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.commands.watching_process import run, warm
from tests.prove.killed import calls
from tests.prove.killed.write_points import Passing, watch

MARK = "## ended"


@dataclass(frozen=True, slots=True)
class Run:
    """`typed` after `sayso` in `folder`, one command after the other. What the ledger acknowledges goes to the file
    `acknowledged`, what the commands print to `told`, and after each that ended a line `MARK`, its number and its status.

    `point`: where it ends itself, when that is passed for the `at`th time. `passed`: where it writes which points it passed.
    `call`: the number of the system call that changes a file at which it ends, and `how`, as `calls.c` says.
    """

    typed: tuple[tuple[str, ...], ...]
    folder: str
    acknowledged: str
    told: str
    point: str | None = None
    at: int = 1
    passed: str | None = None
    call: int = -1
    how: int = 0


def begin(one: Run) -> int:
    """The worst status of its commands."""
    acknowledged, told = map(_appended, (one.acknowledged, one.told))
    for stream in (1, 2):
        os.dup2(told, stream)
    os.chdir(one.folder)
    passing = Passing(one.point, one.at)
    watch(passing, acknowledged)
    if calls.here():
        calls.arm(one.call, one.how, (acknowledged, 1, 2))
    worst = 0
    for number, typed in enumerate(one.typed):
        status = run(list(typed))
        sys.stdout.flush()
        os.write(told, f"{MARK} {number} {status}\n".encode())
        worst = max(worst, status)
    if one.passed:
        Path(one.passed).write_text(json.dumps(dict(passing.passed) | {calls.COUNTED: calls.counted()}), "utf-8")
    return worst


def _appended(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def forked(one: Run) -> int:
    child = os.fork()
    if child:
        return child
    status = 99
    try:
        status = begin(one)
    finally:
        os._exit(status)


def serve(file: str) -> None:
    warm(file)
    print("ready", flush=True)
    while line := sys.stdin.readline().strip():
        asked = json.loads(line)
        answer = os.waitstatus_to_exitcode(os.waitpid(asked, 0)[1]) if isinstance(asked, int) else forked(Run(**asked))
        print(answer, flush=True)


def plain(one: Run) -> str:
    return json.dumps(asdict(one))


if __name__ == "__main__":
    serve(sys.argv[1])
