"""The process that `forked.Forked` talks to: it has loaded all that a command needs, and makes a child of itself for each.

A line of JSON for each command comes in; a line with its status, seconds of processor time and largest memory goes out.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from typing import Any

LOADED = (
    *("sayso.cli", "sayso.commands.adding", "sayso.commands.keeping", "sayso.commands.exporting", "sayso.commands.received"),
    *("sayso.commands.reviewing", "sayso.commands.situations", "sayso.commands.tokens", "sayso.commands.copying"),
    *("sayso.commands.printing_views", "sayso.collect.evidence", "sayso.collect.archives.warc", "sayso.collect.archives.wacz"),
    *("sayso.collect.mailbox", "sayso.ledger.ledger", "sayso.ledger.query", "sayso.reconcile.keep.follow"),
    *("sayso.understand.reader", "sayso.understand.rules", "sayso.read.contained", "sayso.ledger.sqlite", "sqlalchemy"),
)
"""What takes long to import. No thread may run when the process is forked, so nothing is begun here."""


def main() -> None:
    for name in LOADED:
        __import__(name)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _child(asked)
        began = time.monotonic()
        _, status, used = os.wait4(child, 0)
        told = {
            "status": os.waitstatus_to_exitcode(status),
            "seconds": time.monotonic() - began,
            "processor": used.ru_utime + used.ru_stime,
            "peak": used.ru_maxrss * 1024,
        }
        print(json.dumps(told), flush=True)


def _child(asked: dict[str, Any]) -> None:
    """Never returns."""
    status = 70
    try:
        os.chdir(asked["folder"])
        os.environ.update(asked["environment"])
        for number, path in ((0, asked["stdin"]), (1, asked["out"]), (2, asked["err"])):
            handle = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(handle, number)
            os.close(handle)
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, "r" if number == 0 else "w", encoding="utf8", closefd=False)  # noqa: SIM115 - by number
            for number in range(3)
        )
        if fault := asked["fault"]:
            ctypes.CDLL(None).faults_arm(*(word.encode() if isinstance(word, str) else word for word in fault))
        from sayso.cli import main as typed

        sys.argv = ["sayso", *asked["typed"]]
        try:
            typed()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        if fault:
            ops = os.open(asked["ops"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.write(ops, str(ctypes.CDLL(None).faults_seen()).encode())
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
