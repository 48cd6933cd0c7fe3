"""R1: `sayso add` is killed at any moment, at each of its write points, and at the system calls that change a file."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.ledger.address import Place, beside
from sayso.ledger.query import Reader
from tests.conftest import given
from tests.prove.killed import calls
from tests.prove.killed.accounts import account
from tests.prove.killed.killing import CALL, MOMENT, NAMED, Killing, Planned, at_calls, at_points, points
from tests.prove.killed.made_reports import EACH
from tests.prove.killed.standing import Watched
from tests.prove.killed.warmed import Warmed, warmed
from tests.prove.proof import Proof
from tests.stores import Server

SEED = 7
REPORTS, KILLS = 2_000, 300
OVER_CALLS, CALLS = 600, 150
OVER_FAR, FAR = 400, 80
MAKING = 10
"""One kill in so many comes while the ledger is made."""

Ledgers = Callable[[], Place]


@pytest.fixture
def at_hand(tmp_path: Path) -> Iterator[Warmed]:
    with warmed(tmp_path / "warm", calls.compiled(tmp_path)) as made:
        yield made


def test_over_sqlite(at_hand: Warmed, tmp_path: Path, proof: Proof) -> None:
    numbers = iter(range(99))
    run = killed(at_hand, tmp_path, lambda: tmp_path / f"{next(numbers)}.ledger", proof.count(KILLS), proof.count(REPORTS))
    same_as_uninterrupted(run, tmp_path, tmp_path / "alone.ledger", proof)
    proof.saw(told(run, f"{len(run.hit)} named write points"))


def test_over_postgresql(at_hand: Warmed, tmp_path: Path, proof: Proof, postgresql: Server) -> None:
    with postgresql.schemas() as schemas:
        run = killed(at_hand, tmp_path, schemas, proof.count(FAR), proof.count(OVER_FAR))
        same_as_uninterrupted(run, tmp_path, schemas(), proof)
        proof.saw(told(run, f"{len(run.hit)} named write points, over PostgreSQL"))


def test_at_system_calls(at_hand: Warmed, tmp_path: Path, proof: Proof) -> None:
    """Before the call, with half of what it is to write, and after it: also where SQLite is in the middle of a COMMIT."""
    if calls.compiled(tmp_path) is None:
        pytest.skip("no C compiler, which the library needs that counts system calls")
    *_, last = points(at_hand, tmp_path / "dry", str(tmp_path / "dry.ledger"))
    run = killing(at_hand, tmp_path, tmp_path / "kept.ledger")
    run.all_of(at_calls(last[calls.COUNTED], proof.count(CALLS), random.Random(SEED)), proof.count(OVER_CALLS) // EACH)
    same_as_uninterrupted(run, tmp_path, tmp_path / "alone.ledger", proof)
    proof.saw(told(run, f"one of {last[calls.COUNTED]:,} system calls a part"))


def killing(at_hand: Warmed, folder: Path, place: Place) -> Killing:
    return Killing(at_hand, folder, Watched(place, folder / beside(place, ".evidence").name), given(place))


def killed(at_hand: Warmed, folder: Path, ledgers: Ledgers, kills: int, reports: int) -> Killing:
    """Half of the kills at named points, a tenth while the ledger is made; half at any moment."""
    rng = random.Random(SEED)
    (folder / "dry").mkdir()
    first, *later = (
        {point: n for point, n in some.items() if point != calls.COUNTED}
        for some in points(at_hand, folder / "dry", given(ledgers()))
    )
    adding = Counter[str]()
    for some in later:
        adding |= Counter(some)
    making = [point for point in first if point not in adding]
    chosen = sorted(rng.sample(range(len(making)), -(-kills // MAKING)))
    run = killing(at_hand, folder, ledgers())
    run.while_made([Planned(point=making[number]) for number in chosen])
    planned = at_points(adding, kills // 2 - len(chosen), rng)
    planned += [Planned(share=rng.random()) for _ in range(kills - run.kills.total() - len(planned))]
    rng.shuffle(planned)
    run.all_of(planned, reports // EACH)
    assert run.kills.total() == kills and run.kills[MOMENT] >= kills // 2
    return run


def same_as_uninterrupted(run: Killing, folder: Path, alone: Place, proof: Proof) -> None:
    """The same parts into another ledger, which nobody kills: every entry body is the same. `sayso verify` is content too."""
    other = killing(run.warmed, folder, alone)
    other.whole(*run.added)
    run.watched.look(run.acknowledged(), folder / "scratch")
    assert not run.watched.faults, (SEED, run.watched.faults[:5])
    with Reader.open(run.watched.place) as reader, Reader.open(alone) as undisturbed:
        assert reader.content_hash() == undisturbed.content_hash(), SEED
    verified(run)
    account(proof, f"{run.kills.total()} kills while reports are added", run.watched.place, run.added)
    assert run.halfway > run.kills.total() // 10, "the kills came all before or after the work"


def verified(run: Killing) -> None:
    """As a person does it, the evidence too."""
    status = run.warmed.ended(run.warmed.start(run.command(("verify", "--evidence"))))
    assert status == 0, run.told(f"seed {SEED}: verify ended with {status}")


def told(run: Killing, where: str) -> str:
    sorts = [
        f"{run.kills[sort]} at {words}"
        for sort, words in ((MOMENT, "random moments"), (NAMED, where), (CALL, where))
        if run.kills[sort]
    ]
    faults = run.watched
    return (
        f"{run.kills.total()} kills ({', '.join(sorts)}) while {len(run.added) * EACH:,} reports were added: "
        f"{len(faults.lost)} of {len(faults.acknowledged):,} acknowledged lost, {len(faults.halves)} half-written, "
        f"{len(faults.twice)} twice; the bodies are those of an uninterrupted run"
    )
