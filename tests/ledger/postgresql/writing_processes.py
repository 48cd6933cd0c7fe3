"""Several writers, each a process: `python -m tests.ledger.postgresql.writing_processes ADDRESS WRITERS EACH`.

They are forked from one that has loaded everything and opened nothing. Each adds reports and verdicts in turn; ends with the
number of those that failed, whose coded lines are on standard error.
"""

from __future__ import annotations

import os
import sys
import traceback

from sayso.ledger.address import where
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.postgresql import PostgreSQLStore  # noqa: F401  loaded before the fork, once for all
from sayso.types import Verdict
from sayso.vocabulary import Verdicts
from tests.ledger.by_hand import CLOCK, Clock, capture, reading, report

PATIENCE = 0.1
"""Seconds: far less than a writer has to wait for the others."""


def write(place: str, writer: int, each: int) -> None:
    with Ledger.open(where(place), Clock(), wait_seconds=PATIENCE) as ledger:
        for number in range(writer * each, (writer + 1) * each):
            made = report(f"Report number {number}.")
            if number % 2:
                outcome = ledger.append_verdict(Verdict(made.id, Verdicts.CONFIRM, "seen", f"{writer}", CLOCK, "0" * 64))
            else:
                outcome = ledger.add(capture(made), made, reading(made, 3))
            assert outcome is Added.ADDED, outcome


def child(place: str, writer: int, each: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        write(place, writer, each)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    address, writers, each = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    children = [child(address, writer, each) for writer in range(writers)]
    sys.exit(sum(os.waitpid(pid, 0)[1] != 0 for pid in children))
