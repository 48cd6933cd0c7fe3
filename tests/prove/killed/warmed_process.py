"""Runs `sayso` again and again, each time in a process of its own that has everything loaded, so that killing many is quick:

    python -m tests.prove.killed.warmed_process FILE

`FILE` is a text to warm up with. A line of JSON on standard input (`Run`) starts one, and its process id is printed. The next
line waits for its end, and its status is printed (below 0: the signal); until then the id stays its own.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.commands.watching_process import run, warm


@dataclass(frozen=True, slots=True)
class Run:
    """`typed` after `sayso`, in `folder`. What is acknowledged goes to the file `acknowledged`, what it prints to `told`.

    `point`: where it ends itself, when that is passed for the `at`th time. `passed`: where it writes which points it passed.
    `call`: the number of the system call that changes a file at which it ends, and `how`, as `calls.c` says.
    """

    typed: tuple[str, ...]
    acknowledged: str
    told: str
    folder: str
    point: str | None = None
    at: int = 1
    passed: str | None = None
    call: int = -1
    how: int = 0


def begin(one: Run) -> int:
    from tests.prove.killed import calls
    from tests.prove.killed.write_points import Passing, watch

    acknowledged = os.open(one.acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    told = os.open(one.told, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(told, stream)
    os.chdir(one.folder)
    passing = Passing(one.point, one.at)
    watch(passing, acknowledged)
    if one.call > 0 or calls.here():
        calls.arm(one.call, one.how, (acknowledged, 1, 2))
    status = run(list(one.typed))
    if one.passed:
        Path(one.passed).write_text(json.dumps(dict(passing.passed) | {calls.COUNTED: calls.counted()}), "utf-8")
    return status


def serve(file: str) -> None:
    warm(file)
    print("ready", flush=True)
    while line := sys.stdin.readline().strip():
        one = Run(**json.loads(line))
        child = os.fork()
        if not child:
            status = 99
            try:
                status = begin(one)
            finally:
                os._exit(status)
        print(child, flush=True)
        sys.stdin.readline()
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def plain(one: Run) -> str:
    return json.dumps(asdict(one))


if __name__ == "__main__":
    serve(sys.argv[1])
