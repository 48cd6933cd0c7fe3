"""The child: `python -m sayso.collect.contained.child TERMS` takes jobs from standard input until that ends.

It answers with `[how, worn, value]`: how it went (DONE, ERROR, MEMORY, FAILED), whether the child is to be replaced, and the
result, the error's code with its values, or the name of what was raised. What any code prints goes nowhere.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
import threading
from dataclasses import dataclass
from typing import BinaryIO

from sayso.collect.contained import confined
from sayso.collect.contained.frames import receive, send
from sayso.collect.contained.jobs import AHEAD, JOBS, function
from sayso.collect.contained.pipes import end_with, pipes
from sayso.collect.contained.shapes import packed
from sayso.errors import SaysoError

DONE, ERROR, MEMORY, FAILED = "done", "error", "memory", "failed"
READY = b"ready"
"""The first message, once everything is loaded."""
ENDLESS = 1 << 62
"""What the parent sends is not limited here: it is trusted, and what it sends was limited when it was received."""
RESERVE = bytearray(4_000_000)
"""Let go when memory is at its end, so that this can be said."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a child is started with. `first`: the job whose modules it loads at once. `worn`: bytes of memory from which it is
    replaced. `jobs`: another table, which is for tests alone."""

    first: str
    memory: int
    seconds: int
    worn: int
    jobs: dict[str, str] | None = None


def main() -> None:
    terms = Terms(**json.loads(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a person's Ctrl-C is for the parent
    source, sink = pipes()
    end_with(source)
    jobs = {**JOBS, **(terms.jobs or {})}
    _load(jobs, terms.first)
    confined.confine(terms.memory)
    threads = threading.active_count()
    send(sink, READY)
    _work(source, sink, jobs, terms, threads)


def _work(source: BinaryIO, sink: BinaryIO, jobs: dict[str, str], terms: Terms, threads: int) -> None:
    while True:
        try:
            message = receive(source, ENDLESS)
        except EOFError:
            os._exit(0)
        confined.renew_time(terms.seconds)
        how, value = _answer(message, jobs)
        del message
        # a thread that is still there is one that was given up, and takes time and memory from the next document
        worn = how in (MEMORY, FAILED) or threading.active_count() > threads or confined.resident() > terms.worn
        send(sink, b'["%s",%s,%s]' % (how.encode(), b"true" if worn else b"false", value))
        if worn:
            os._exit(0)


def _answer(message: bytes, jobs: dict[str, str]) -> tuple[str, bytes]:
    """How it went, and the value as JSON."""
    try:
        name, arguments = pickle.loads(message)
        return DONE, packed(function(jobs[name])(*arguments))
    except SaysoError as error:
        return ERROR, packed([error.code.code, error.values])
    except MemoryError:
        RESERVE.clear()
    except Exception as error:  # third-party code on hostile input
        return FAILED, packed(type(error).__name__)
    return MEMORY, b"null"


def _load(jobs: dict[str, str], name: str) -> None:
    function(jobs[name])
    for ahead in AHEAD.get(name, ()):
        if ":" in ahead:
            function(ahead)()
        else:
            __import__(ahead)


if __name__ == "__main__":
    main()
