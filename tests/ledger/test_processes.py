"""Several processes at once, and processes that are killed: nothing lost, nothing twice, nothing half."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from pathlib import Path

from sayso.ledger.address import Place
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from tests.conftest import given
from tests.ledger.by_hand import Clock, capture, reading, report

ROOT = Path(__file__).parents[2]
KILLS = 10
REPORTS = 60
CLAIMS = 3


def start(place: Place, first: int, end: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.adding_process", given(place), str(first), str(end)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def uninterrupted(place: Place, end: int) -> str:
    with Ledger.open(place, Clock(), create=True) as ledger:
        for number in range(end):
            made = report(f"Report number {number}.")
            ledger.add(capture(made), made, reading(made, CLAIMS))
        return Reader(ledger.store).content_hash()


def test_processes_that_add_at_once_make_one_chain(where: Place, tmp_path: Path) -> None:
    processes = [start(where, first, first + 40) for first in (0, 20, 40)]  # they overlap, and all want to make the ledger
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    with Reader.open(where) as reader:
        assert verify(reader.store, deep=True) == []
        assert reader.head().seq == 80 * 3
        assert reader.content_hash() == uninterrupted(tmp_path / "alone", 80)


def test_killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_half_there(where: Place, tmp_path: Path) -> None:
    rng = random.Random(7)
    acknowledged: set[int] = set()
    for _ in range(KILLS):
        acknowledged |= killed_after(start(where, 0, REPORTS), rng.uniform(0, 0.15))
        if acknowledged:
            whole(where, acknowledged)
    assert start(where, 0, REPORTS).wait(60) == 0
    with Reader.open(where) as reader:
        assert verify(reader.store, deep=True) == []
        assert reader.content_hash() == uninterrupted(tmp_path / "alone", REPORTS)


def killed_after(process: subprocess.Popen[str], seconds: float) -> set[int]:
    """What the process acknowledged before it was killed, `seconds` after its first report."""
    assert process.stdout
    said = [process.stdout.readline()]
    time.sleep(seconds)
    process.kill()
    said += process.stdout.readlines()
    process.wait()
    return {int(line) for line in said if line.endswith("\n")}


def whole(place: Place, acknowledged: set[int]) -> None:
    with Reader.open(place) as reader:
        there = {made.id for made in reader.reports()}
        assert {report(f"Report number {number}.").id for number in acknowledged} <= there
        assert reader.counts().claims == CLAIMS * len(there)
        assert verify(reader.store, deep=True) == []


def test_threads_may_share_one_ledger(ledger: Ledger, reader: Reader) -> None:
    def add(first: int) -> None:
        for number in range(first, first + 15):
            made = report(f"Report number {number}.")
            ledger.add(capture(made), made, reading(made))
            list(reader.claims())

    threads = [threading.Thread(target=add, args=(first,)) for first in (0, 10, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reader.counts().reports == 35
    assert verify(ledger.store, deep=True) == []
