"""R3: one bad document beside good ones, through `sayso add`: time and memory are bounded, the good ones are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.prove.bad_documents import BAD, LONGEST_REPORT, SENTENCE, Bad, times
from tests.prove.damage import acknowledged, whole
from tests.prove.forked import Ended, Forked, forked
from tests.prove.proof import FULL, Proof

SECONDS, BYTES = 25.0, 512_000_000
FEW = 5
"""In the short form those that are named, and each so many of the others."""
GOOD = {
    "a.html": "<!doctype html><title>Fire</title><p>A fire in Almaty killed two people, police said on Friday.</p>",
    "z.txt": "Police arrested 40 people in Aktau on Thursday, the Interior Ministry said.",
}
CHOSEN = [bad for number, bad in enumerate(BAD) if FULL or bad.named or number % FEW == 0]


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of a bad document beside good ones. `seconds` of wall time more than the good ones take alone."""

    bad: Bad
    seconds: float
    peak: int
    became: str

    def __str__(self) -> str:
        return f"{self.bad.name}: {self.became}, {self.seconds:.1f} s, {self.peak / 1e6:.0f} MB"


OTHERS: list[Seen] = []
"""Of this run."""


@pytest.fixture(scope="module")
def sayso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forked]:
    with forked(tmp_path_factory.mktemp("forked")) as found:
        yield found


@pytest.fixture(scope="module")
def alone(sayso: Forked, tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """The good ones without a bad one."""
    folder = tmp_path_factory.mktemp("alone")
    return sayso("add", written(folder), ledger=folder / "x.ledger")


def written(folder: Path, bad: Bad | None = None) -> Path:
    inputs = folder / "in"
    inputs.mkdir()
    for name, text in GOOD.items():
        (inputs / name).write_text(text)
    if bad:
        (inputs / bad.file).write_bytes(bad.body())
    return inputs


@pytest.mark.parametrize("bad", CHOSEN, ids=lambda bad: bad.name)
def test_beside_good_ones(proof: Proof, sayso: Forked, alone: Ended, tmp_path: Path, bad: Bad) -> None:
    ledger, inputs = tmp_path / "x.ledger", written(tmp_path, bad)
    ended = sayso("add", *sorted(inputs.iterdir()), ledger=ledger, environment=dict(bad.environment))
    addresses, unreadable = kept(ledger)
    told = acknowledged(ended)
    assert told is not None and "Traceback" not in ended.err, ended
    assert {Path(one).name for one in addresses} >= set(GOOD), ended
    proof.account(
        f"sayso add beside: {bad.name}",
        inputs=len(addresses) + len(unreadable),
        reports=told["reports"],
        duplicates=told["duplicates"] + told["unchanged"],
        refused=told["refused"],
        unreadable=told["unreadable"],
    )
    if bad.kept:
        assert told["reports"] == len(GOOD) + 1 and ended.status == 0, ended
    else:
        assert told["reports"] == len(GOOD) and ended.status == 1, ended
        assert unreadable and all(code.startswith("E") and reason.startswith(code) for code, reason in unreadable), unreadable
        assert unreadable[0][1] in ended.err, (unreadable, ended)
    assert whole(sayso, ledger) is None
    assert ended.peak <= BYTES, (bad.name, ended.peak)
    seen = Seen(bad, max(0.0, ended.seconds - alone.seconds), ended.peak, "kept" if bad.kept else unreadable[0][0])
    assert ended.processor - alone.processor <= SECONDS, (seen, ended)
    if seen.seconds > SECONDS:
        proof.not_met(str(seen))
    if bad.named:
        proof.saw(str(seen))
    else:
        OTHERS.append(seen)


def test_of_the_others(proof: Proof) -> None:
    """What was seen of those that the promise does not name."""
    if OTHERS:
        slowest, largest = max(OTHERS, key=lambda one: one.seconds), max(OTHERS, key=lambda one: one.peak)
        kept = sum(one.became == "kept" for one in OTHERS)
        proof.saw(
            f"{len(OTHERS)} more such documents ({kept} kept, {len(OTHERS) - kept} unreadable with a reason): "
            f"the slowest {slowest}; the largest {largest}"
        )


def test_the_longest_report_by_the_default_reader(proof: Proof, sayso: Forked, tmp_path: Path) -> None:
    """It is no bad document but the longest that is taken, full of numbers: understanding it is not limited by time."""
    (tmp_path / "long.txt").write_bytes(times(SENTENCE, proof.count(LONGEST_REPORT)))
    ended = sayso("add", tmp_path / "long.txt", "--reader", "model", ledger=tmp_path / "x.ledger")
    assert ended.status == 0, ended
    words = (
        f"a report of {proof.count(LONGEST_REPORT):,} characters full of numbers is kept; the default reader takes "
        f"{ended.seconds:.0f} s ({ended.processor:.0f} s of processor) and {ended.peak / 1e6:.0f} MB for it"
    )
    if ended.seconds > SECONDS or ended.peak > BYTES:
        proof.not_met(words + ": what limits it is its length, as shorter limits would refuse whole reports of agencies")
    else:
        proof.saw(words)


def kept(ledger: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Addresses of what was read, and code and reason of each unreadable."""
    with closing(sqlite3.connect(ledger)) as connection:
        captures = [row[0] for row in connection.execute("SELECT address FROM captures ORDER BY row")]
        return captures, list(connection.execute("SELECT code, reason FROM unreadable ORDER BY row"))
