"""The worker's side: `python -m sayso.bulk.engines.worker` takes tasks from standard input until that ends.

It ends with its parent, also in the middle of a task, and with it whatever hangs on a pipe of its own.
"""

from __future__ import annotations

import gc
import os
import signal
import sys

from sayso.bulk.engines.outcome import outcome
from sayso.collect.contained.frames import receive, send
from sayso.collect.contained.pipes import end_with, pipes

READY = b"ready"
"""The first message, once the worker can take tasks."""
ENDLESS = 1 << 62
"""Both sides are the same program and trust one another."""


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a person's Ctrl-C is for the parent
    gc.set_threshold(int(sys.argv[1]))
    sys.setswitchinterval(float(sys.argv[2]))
    source, sink = pipes()
    end_with(source)
    send(sink, READY)
    while True:
        try:
            message = receive(source, ENDLESS)
        except EOFError:
            os._exit(0)
        send(sink, outcome(message))


if __name__ == "__main__":
    main()
