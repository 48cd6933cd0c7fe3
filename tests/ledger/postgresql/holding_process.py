"""Takes the write lock and keeps it, in a process of its own: `python -m tests.ledger.postgresql.holding_process ADDRESS`."""

from __future__ import annotations

import sys
import time

from sayso.ledger.address import where
from sayso.ledger.ledger import Ledger
from sayso.ledger.postgresql import connecting
from tests.ledger.by_hand import Clock

SILENT_SECONDS = 2
"""For which it may do nothing; two minutes otherwise."""


def main(place: str) -> None:
    connecting.SETTINGS["idle_in_transaction_session_timeout"] = f"{SILENT_SECONDS}s"
    with Ledger.open(where(place), Clock()) as ledger, ledger.store.writing():
        print("holds", flush=True)
        time.sleep(600)


if __name__ == "__main__":
    main(sys.argv[1])
