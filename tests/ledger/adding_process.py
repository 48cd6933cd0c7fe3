"""Adds reports to a ledger from a process of its own: `python -m tests.ledger.adding_process LEDGER FIRST END [SECONDS]`.

Ends with the coded line of what stopped it. Prints the number of each report once it is kept, so that the test knows what
was acknowledged when it kills the process.
"""

from __future__ import annotations

import sys

from sayso.errors import SaysoError
from sayso.ledger.address import where
from sayso.ledger.ledger import Ledger
from tests.ledger.by_hand import Clock, capture, reading, report


def main(place: str, first: str, end: str, wait_seconds: str = "30") -> None:
    with Ledger.open(where(place), Clock(), create=True, wait_seconds=float(wait_seconds)) as ledger:
        for number in range(int(first), int(end)):
            made = report(f"Report number {number}.")
            ledger.add(capture(made), made, reading(made, 3))
            print(number, flush=True)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except SaysoError as error:
        sys.exit(error.line)
