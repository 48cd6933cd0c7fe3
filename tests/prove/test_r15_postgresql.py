"""R15: while `sayso add` adds, the processes of its PostgreSQL server are killed, and connections are cut around COMMIT."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger.address import Database, Place
from sayso.ledger.query import Reader
from tests.conftest import given
from tests.ledger.postgresql.cluster import Cluster, cluster
from tests.ledger.postgresql.proxy import Cut, through
from tests.prove.killed import server_processes as server
from tests.prove.killed.accounts import account
from tests.prove.killed.killing import UNREAD, Killing, lives
from tests.prove.killed.made_reports import EACH, PUBLISHED, Part, part
from tests.prove.killed.standing import Watched
from tests.prove.killed.warmed import Warmed, warmed
from tests.prove.killed.worker import Worker, stop
from tests.prove.proof import Proof
from tests.stores import POSTGRESQL

SEED = 15
KILLS, REPORTS = 20, 600
CUT_REPORTS = 240
"""Reports that are added by way of a network that cuts every third COMMIT."""
WAIT_SECONDS, AWAY = 3, (0.0, 1.0, 5.0)
"""For which a command waits for its server, and for which that is gone: sometimes longer than anybody waits."""
LOST = frozenset({"E053", "E058", "E021"})
"""With these codes a command may end while its server is away. Nothing else."""
SUM = re.compile(r"received (\d+) = (\d+) reports \+ (\d+) duplicates \+ (\d+) unchanged \+ (\d+) refused \+ (\d+) unreadable")
EVIDENCE = "evidence"
"""Named, since the one beside a ledger is called after its address, and that of a proxy is another."""
PACE = 0.5
"""Seconds after new reports were acknowledged in which the next kill comes."""


@pytest.fixture
def at_hand(tmp_path: Path) -> Iterator[Warmed]:
    with warmed(tmp_path / "warm", SAYSO_WAIT_SECONDS=str(WAIT_SECONDS), SAYSO_EVIDENCE=str(tmp_path / EVIDENCE)) as made:
        yield made


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Cluster]:
    with cluster(tmp_path / "server") as made:
        yield made


def test_its_processes_are_killed(at_hand: Warmed, own: Cluster, tmp_path: Path, proof: Proof) -> None:
    run, kills, rng = running(at_hand, tmp_path, Database(own.url)), proof.count(KILLS), random.Random(SEED)
    parts = [Part(part(tmp_path / "in", number)) for number in range(proof.count(REPORTS) // EACH)]
    run.whole(parts[0])
    worker = Worker("adding", adding(parts[1:]), fine=UNREAD, lost=LOST)
    worker.start(run)
    killed = Counter[str]()
    for number in range(kills):
        next_report(run, worker, parts)
        time.sleep(rng.uniform(0, PACE))
        killed[kill(own, number, rng)] += 1
    while worker.commands:
        stop(run, [worker])
        if worker.commands:
            worker.start(run)
    holds(run, parts, proof, f"{kills} kills of the server while reports are added")
    sorts = ", ".join(f"{count} of {sort}" for sort, count in sorted(killed.items()))
    proof.saw(
        f"{kills} kills of the server's processes ({sorts}) while {len(parts) * EACH} reports were added: 0 of "
        f"{len(run.watched.acknowledged):,} acknowledged lost, 0 half-written, 0 twice; {len(worker.given_up)} commands ended "
        "with a coded error and went on when typed again, the rest went on by themselves"
    )


def next_report(run: Killing, worker: Worker, parts: list[Part]) -> None:
    """Waits until one more is acknowledged. Types again what ended, or more where all is done."""
    before, end = len(run.acknowledged()), time.monotonic() + server.PATIENCE
    while len(run.acknowledged()) <= before:
        if not lives(worker.pid):
            stop(run, [worker])
            if not worker.commands:
                parts.append(Part(part(run.folder / "in", len(parts))))
                worker.commands = adding(parts[-1:])
            worker.start(run)
        assert time.monotonic() < end, worker.told(run).read_text()[-2000:]
        time.sleep(0.02)


def kill(own: Cluster, number: int, rng: random.Random) -> str:
    """One process of the server. What sort it was."""
    if number % 4 == 1:
        server.kill_above(own, AWAY[number // 4 % len(AWAY)])
        return "the server's first"
    if number % 4 == 3 and server.kill_one(own, server.background, rng):
        return "one in its background"
    end = time.monotonic() + server.PATIENCE
    while not server.kill_one(own, server.sessions, rng):
        assert time.monotonic() < end, "nobody is connected"
        time.sleep(0.01)
    return "a session"


def running(at_hand: Warmed, folder: Path, place: Place) -> Killing:
    return Killing(at_hand, folder, Watched(place, folder / EVIDENCE), given(place))


def adding(parts: list[Part]) -> list[tuple[str, ...]]:
    return [("add", str(one.path), "--published", PUBLISHED) for one in parts]


def holds(run: Killing, parts: list[Part], proof: Proof, what: str) -> None:
    """All that was acknowledged, nothing by halves, nothing twice; the bodies of a ledger that nothing happened to."""
    run.watched.look(run.acknowledged(), run.folder / "scratch", deep=True)
    assert not run.watched.faults, (SEED, run.watched.faults[:5])
    alone = running(run.warmed, run.folder, run.folder / "alone.ledger")
    alone.whole(*parts)
    with Reader.open(run.watched.place) as reader, Reader.open(alone.watched.place) as undisturbed:
        assert reader.content_hash() == undisturbed.content_hash(), SEED
    account(proof, what, run.watched.place, parts)


@pytest.mark.stores(POSTGRESQL)
@pytest.mark.parametrize("cut", list(Cut), ids=lambda cut: cut.name.lower())
def test_connections_are_cut_around_commit(cut: Cut, at_hand: Warmed, where: Place, tmp_path: Path, proof: Proof) -> None:
    assert isinstance(where, Database)
    parts = [Part(part(tmp_path / "in", number)) for number in range(1 + proof.count(CUT_REPORTS) // EACH)]
    running(at_hand, tmp_path, where).whole(parts[0])
    with through(where, cut) as (far, proxy):
        proxy.armed = True
        run = running(at_hand, tmp_path, far)
        worker = Worker("adding", adding(parts[1:]), fine=UNREAD)
        worker.start(run)
        stop(run, [worker])
        proxy.armed = False
        cuts = proxy.cut_off
    told = [tuple(map(int, found.groups())) for line in worker.sums if (found := SUM.match(line))]
    assert told == [(EACH + 2, EACH, 1, 0, 0, 1)] * len(parts[1:]), (
        f"a COMMIT that did happen was not known for its own: {told}"
    )
    assert cuts > EACH * len(parts[1:]) // 4, cuts
    holds(running(at_hand, tmp_path, where), parts, proof, f"connections cut {cut.value}")
    proof.saw(f"{cuts} connections cut at COMMIT {cut.value}: every report told as added once, 0 lost, 0 twice")
