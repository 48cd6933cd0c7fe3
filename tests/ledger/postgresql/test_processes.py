"""Writers at once, connections that are cut, servers that die: who can go on does, nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sayso.errors import SaysoError
from sayso.ledger.address import Database, Place
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from sayso.types import Verdict
from sayso.vocabulary import Verdicts
from tests.ledger.by_hand import CLOCK, Clock, capture, reading, report
from tests.ledger.postgresql.cluster import Cluster, cluster
from tests.ledger.postgresql.proxy import Cut, through
from tests.stores import POSTGRESQL, Server

pytestmark = pytest.mark.stores(POSTGRESQL)
ROOT = Path(__file__).parents[3]
WRITERS, EACH = 8, 50
ENTRIES = 3
"""That a report makes: receipt, report, reading."""


@pytest.fixture
def place(where: Place) -> Database:
    assert isinstance(where, Database)
    Ledger.open(where, Clock(), create=True).close()
    return where


def add(ledger: Ledger, number: int) -> Added:
    made = report(f"Report number {number}.")
    return ledger.add(capture(made), made, reading(made, 3))


def holds(place: Place, numbers: range) -> None:
    """Each of these reports once, nothing else, and a chain that verifies."""
    with Reader.open(place) as reader:
        assert sorted(one.id for one in reader.reports()) == sorted(report(f"Report number {n}.").id for n in numbers)
        assert reader.head().seq == ENTRIES * len(numbers)
        assert verify(reader.store, deep=True) == []


def process(place: Database, first: int, end: int, wait_seconds: float = 30) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.adding_process", place.url, str(first), str(end), str(wait_seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def test_many_writers_wait_for_each_other_and_none_fails(place: Database) -> None:
    """However little patience each has: who waits for the lock is in the queue of the server, not in a race."""
    command = [sys.executable, "-m", "tests.ledger.postgresql.writing_processes", place.url, str(WRITERS), str(EACH)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert (ended.returncode, ended.stderr) == (0, "")
    with Reader.open(place) as reader:
        reports, verdicts = range(0, WRITERS * EACH, 2), range(1, WRITERS * EACH, 2)
        assert {one.id for one in reader.reports()} == {report(f"Report number {n}.").id for n in reports}
        assert {one.verdict.subject for one in reader.opinions()} == {report(f"Report number {n}.").id for n in verdicts}
        assert reader.head().seq == ENTRIES * len(reports) + len(verdicts)
        assert verify(reader.store, deep=True) == []


@pytest.mark.parametrize("cut", list(Cut), ids=lambda cut: cut.name.lower())
def test_a_connection_that_is_cut_at_commit_costs_nothing_but_time(place: Database, cut: Cut) -> None:
    with through(place, cut) as (far, proxy), Ledger.open(far, Clock(), wait_seconds=20) as ledger:
        proxy.armed = True
        assert [add(ledger, number) for number in range(8)] == [Added.ADDED] * 8
        assert add(ledger, 3) is Added.UNCHANGED
        proxy.armed = False
        assert proxy.cut_off > 2
    holds(place, range(8))


@pytest.mark.parametrize("cut", list(Cut), ids=lambda cut: cut.name.lower())
def test_so_does_one_that_is_cut_while_another_writes(place: Database, cut: Cut) -> None:
    """Between the cut and the second try somebody else appends: the entry is found where it is, not only at the end."""
    stop = threading.Event()

    def others() -> None:
        with Ledger.open(place, Clock()) as ledger:
            for number in range(1000, 10**6):
                if stop.is_set():
                    return
                add(ledger, number)

    other = threading.Thread(target=others)
    other.start()
    try:
        with through(place, cut) as (far, proxy), Ledger.open(far, Clock(), wait_seconds=20) as ledger:
            proxy.armed = True
            assert [add(ledger, number) for number in range(8)] == [Added.ADDED] * 8
            proxy.armed = False
            assert proxy.cut_off > 2
    finally:
        stop.set()
        other.join()
    with Reader.open(place) as reader:
        entries = reader.head().seq
        assert entries == ENTRIES * reader.counts().reports
        assert verify(reader.store, deep=True) == []


def test_a_verdict_is_there_once_too(place: Database) -> None:
    said = Verdict("c1", Verdicts.CONFIRM, "seen", "Ann", CLOCK, "0" * 64)
    with through(place, Cut.AFTER, every=1) as (far, proxy):
        with Ledger.open(far, Clock(), wait_seconds=0.5) as ledger:
            proxy.armed = True
            with pytest.raises(SaysoError, match="E058"):  # each COMMIT is cut, so nobody can tell whether it was kept
                ledger.append_verdict(said)
            proxy.armed = False
        assert proxy.cut_off > 1
    with Ledger.open(place, Clock()) as ledger:
        assert ledger.append_verdict(said) is Added.UNCHANGED
        assert Reader(ledger.store).opinions()[0].verdict == said


def test_sessions_that_the_server_ends_are_made_again(place: Database, postgresql: Server) -> None:
    writer = process(place, 0, 60)
    assert writer.stdout
    acknowledged, ended = [], 0
    for line in writer.stdout:
        acknowledged.append(int(line))
        if len(acknowledged) % 8 == 0:
            ended += end_sessions(postgresql, place)
    assert (writer.wait(60), writer.stderr.read() if writer.stderr else "") == (0, "")
    assert acknowledged == list(range(60)) and ended > 3
    holds(place, range(60))


def end_sessions(server: Server, place: Database) -> int:
    """All that work in the schema of the test."""
    ended = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = %s"
    (count,) = server.connection.execute(ended, [place.schema]).fetchone() or (0,)
    return int(str(count))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Cluster]:
    with cluster(tmp_path / "server") as made:
        yield made


def test_a_server_that_dies_in_the_middle_is_waited_for(own: Cluster) -> None:
    place = Database(own.url)
    Ledger.open(place, Clock(), create=True).close()
    writer = process(place, 0, 80)
    assert writer.stdout
    acknowledged = [int(writer.stdout.readline()) for _ in range(5)]
    own.restart()
    acknowledged += [int(writer.stdout.readline()) for _ in range(15)]
    own.stop()
    time.sleep(0.3)  # long enough to be refused at least once
    own.start()
    acknowledged += [int(line) for line in writer.stdout]
    assert (writer.wait(60), writer.stderr.read() if writer.stderr else "") == (0, "")
    assert acknowledged == list(range(80))
    holds(place, range(80))


def test_a_server_that_stays_away_is_told_of_in_time(own: Cluster) -> None:
    place = Database(own.url)
    with Ledger.open(place, Clock(), create=True, wait_seconds=0.5) as ledger:
        add(ledger, 0)
        own.stop()
        with pytest.raises(SaysoError, match=r"E05[38]"):
            add(ledger, 1)
        own.start()
        assert add(ledger, 1) is Added.ADDED


def test_a_hung_holder_of_the_lock_is_ended_by_the_server(place: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its process is stopped in the middle of a transaction: it lives, and never says a word again."""
    with hung(place) as holder, Ledger.open(place, Clock(), wait_seconds=0.5) as ledger:
        begun = time.monotonic()
        assert add(ledger, 1) is Added.ADDED
        assert time.monotonic() - begun < 20
        assert holder.poll() is None
    holds(place, range(1, 2))


@contextmanager
def hung(place: Database) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.ledger.postgresql.holding_process", place.url]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert holder.stdout and holder.stdout.readline() == "holds\n"
        os.kill(holder.pid, signal.SIGSTOP)
        yield holder
    finally:
        holder.kill()
        holder.wait()
