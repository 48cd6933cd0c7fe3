"""What is done again after a lost connection: for as long as a person would wait, with growing pauses.

A transaction whose connection is lost within COMMIT may have happened, or not. It is simply done again: the session that was
lost still holds the write lock while its end is open, so who gets the lock after it sees what became of it, and ids that follow
from their content make what is there already to be found there. `Ledger` takes care that its answers are those of the
first try.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from sayso.errors import SaysoError
from sayso.ledger.address import Database
from sayso.ledger.postgresql.failures import Lost

T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
"""Seconds between two tries: a server that is started again is back within seconds."""
UNREACHED = "E053"
"""What a server that is being started again says for a while."""


def patiently(of: Database, wait_seconds: float, work: Callable[[], T]) -> T:
    """What `work` gives, done again after each loss until `wait_seconds` have gone by since the first of a row; E058 then.

    A try that went on for longer than that before it was lost begins a new row: the server was there in the meantime.
    """
    pause, end = FIRST_PAUSE, 0.0
    while True:
        begun = time.monotonic()
        try:
            return work()
        except Lost as error:
            lost = error
        except SaysoError as error:
            if error.code.code != UNREACHED:
                raise
            lost = Lost(str(error.values.get("detail", "")))
        now = time.monotonic()
        if not end or now - begun > wait_seconds:
            pause, end = FIRST_PAUSE, now + wait_seconds
        if now >= end:
            raise lost.given_up(of) from lost
        time.sleep(min(pause, end - now))
        pause = min(2 * pause, LONGEST_PAUSE)
