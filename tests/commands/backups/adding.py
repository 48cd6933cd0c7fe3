"""Adds reports with evidence in a process of its own, and says so after each few."""

from __future__ import annotations

import sys
from pathlib import Path

from sayso.collect.evidence import Evidence
from sayso.ledger.ledger import Ledger
from tests.ledger.by_hand import Clock, capture, reading, report

AT_A_TIME, TIMES = 8, 12


def main(ledger: Path) -> None:
    clock = Clock()
    with (
        Evidence(ledger.with_name(ledger.name + ".evidence"), clock) as evidence,
        Ledger.open(ledger, clock, create=True, before_commit=evidence.sync) as written,
    ):
        for number in range(AT_A_TIME * TIMES):
            made = report(f"Report number {number}.")
            written.add(evidence.keep(capture(made, f"{number}.txt")), made, reading(made, 3))
            if number % AT_A_TIME == AT_A_TIME - 1:
                print(number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
