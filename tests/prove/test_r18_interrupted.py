"""R18: runs that a signal ends in the middle, and that are typed again: what was said is kept, and nothing is missing."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest

from tests.prove.accounts import Said, kept, said
from tests.prove.killed.killing import UNREAD
from tests.prove.killed.warmed import Warmed, kill, warmed
from tests.prove.killed.warmed_process import Run
from tests.prove.mixed_inputs import Mix, mixed
from tests.prove.proof import Proof

SEED = 1890


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=lambda number: signal.Signals(number).name)
def test_ended_in_the_middle(proof: Proof, tmp_path: Path, number: int) -> None:
    """A run that is interrupted says what it did; one that is killed says nothing; the next takes all that is missing."""
    rng = random.Random(SEED + number)
    inputs = halfway = 0
    with warmed(tmp_path / "warm", COLUMNS="9999") as at_hand:
        for case in range(proof.count(30)):
            mix = mixed(tmp_path / f"in{case}", SEED + case, count=10)
            ledger, told = tmp_path / f"{case}.ledger", tmp_path / f"{case}.told"
            share = rng.random() * 1.5
            first = _ended(at_hand, mix, ledger, told, share, number)
            before = kept(ledger)
            halfway += 0 < before[0] < mix.reports
            if first is not None:
                words = (mix.seed, share, first, told.read_text())
                assert before == (first.reports, first.reports + first.elsewhere, first.unreadable), words
            found = _ended(at_hand, mix, ledger, told)
            assert found is not None, (mix.seed, share, told.read_text())
            proof.account(
                f"{signal.Signals(number).name} and again, seed {mix.seed}", inputs=mix.inputs + mix.again, **found.parts
            )
            assert found.reports == mix.reports - before[0] and found.unreadable == mix.unreadable, (mix.seed, share, found)
            assert (kept(ledger)[0], kept(ledger)[2]) == (mix.reports, mix.unreadable), (mix.seed, share)
            inputs += mix.inputs + mix.again
    how = "interrupted" if number == signal.SIGINT else "killed"
    proof.saw(
        f"{proof.count(30)} runs {how} at random moments ({halfway} in the middle of their reports) and typed again: "
        f"all {inputs:,} inputs accounted for"
    )


def _ended(at_hand: Warmed, mix: Mix, ledger: Path, told: Path, after: float | None = None, number: int = 0) -> Said | None:
    """What one run says; `after` so many seconds it gets the signal. None where it comes to say nothing."""
    told.write_text("")
    run = Run((("--ledger", str(ledger), "add", str(mix.folder)),), str(mix.folder.parent), f"{told}.acknowledged", str(told))
    pid = at_hand.start(run)
    if after is not None:
        time.sleep(after)
        kill(pid, number)
    status = at_hand.ended(pid)
    assert status == UNREAD or (after is not None and status in (130, -number)), (mix.seed, status, told.read_text())
    assert "Traceback" not in told.read_text() and "E099" not in told.read_text(), (mix.seed, after, told.read_text())
    return said(told.read_text())
