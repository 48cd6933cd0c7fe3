"""R18: whatever is given, by whichever door, is kept, there already, refused or unreadable, and the account says how many."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.prove.accounts import Said, kept, said
from tests.prove.forked import Ended, Forked, forked
from tests.prove.mixed_inputs import SORTS, Mix, _feed, _mailbox, _sitemap, mixed
from tests.prove.proof import Proof
from tests.redacting import redact

SEED = 1800
IN_BULK = tuple(sort for sort in SORTS if sort not in (_feed, _sitemap, _mailbox))
"""`sayso bulk` reads no lists and no mailboxes; it says so of each."""


@pytest.fixture(scope="module")
def sayso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forked]:
    with forked(tmp_path_factory.mktemp("forked")) as found:
        yield found


@dataclass(frozen=True, slots=True)
class Adding:
    """`sayso`, a ledger of its own, and the proof that every run is told to."""

    sayso: Forked
    proof: Proof
    ledger: Path

    def __call__(self, what: str, mix: Mix, *typed: object) -> tuple[Said, Ended]:
        """What a run says; it adds up to what was given."""
        ended = self.sayso(*typed, ledger=self.ledger, environment={"COLUMNS": "9999"})
        found = said(ended.err)
        assert found is not None and "Traceback" not in ended.err and "E099" not in ended.err, (mix.seed, ended)
        self.proof.account(f"{what}, seed {mix.seed}", inputs=mix.inputs + mix.again, **found.parts)
        return found, ended


def test_folders(proof: Proof, sayso: Forked, tmp_path: Path) -> None:
    """All that a folder may hold; then the same again."""
    runs = Counter[str]()
    for number in range(proof.count(60)):
        mix = mixed(tmp_path / f"in{number}", SEED + number, count=number % 20)
        adding = Adding(sayso, proof, tmp_path / f"{number}.ledger")
        found, ended = adding("a folder", mix, "add", mix.folder)
        assert found == as_written(mix), (mix.seed, found, ended)
        assert kept(adding.ledger) == (mix.reports, mix.reports + found.elsewhere, mix.unreadable), (mix.seed, ended)
        again, ended = adding("the same folder again", mix, "add", mix.folder)
        assert (again.reports, again.unreadable, ended.status) == (0, mix.unreadable, 1), (mix.seed, again, ended)
        runs.update(inputs=2 * (mix.inputs + mix.again), runs=2, passed=mix.passed, records=mix.records, unread=mix.unreadable)
    proof.saw(
        f"{runs['runs']} runs over folders of {len(SORTS)} sorts of things, whole and broken: all {runs['inputs']:,} inputs "
        f"accounted for; {runs['passed']} other files and {runs['records']:,} records without a document are told beside"
    )


def as_written(mix: Mix) -> Said:
    """What the account of a first run has to say."""
    return Said(mix.reports, mix.duplicates, mix.unreadable, named_again=mix.again, passed=mix.passed, records=mix.records)


def test_refused(proof: Proof, sayso: Forked, tmp_path: Path) -> None:
    """What was redacted does not come back, from nowhere, and that is told each time."""
    inputs = refused = 0
    for number in range(proof.count(10)):
        mix = mixed(tmp_path / f"in{number}", SEED + 100 + number)
        adding = Adding(sayso, proof, tmp_path / f"{number}.ledger")
        first, _ = adding("a folder", mix, "add", mix.folder)
        with closing(sqlite3.connect(adding.ledger)) as connection:
            ids = [row[0] for row in connection.execute("SELECT id FROM entries WHERE kind = 'report' ORDER BY id")]
        doomed = ids[:: max(1, len(ids) // 5)]
        for id in doomed:
            redact(adding.ledger, id, "a proof")
        again, ended = adding("a folder after redactions", mix, "add", mix.folder)
        assert again.refused >= len(doomed) and again.reports == 0, (mix.seed, again, ended)
        assert ended.err.count("is refused, because it was redacted") == again.refused, (mix.seed, ended)
        inputs, refused = inputs + mix.inputs + mix.again, refused + again.refused
        assert first.refused == 0
    proof.saw(f"{inputs:,} inputs given again after redactions: {refused} refused, each told; all accounted for")


def test_bulk_and_load(proof: Proof, sayso: Forked, tmp_path: Path) -> None:
    """The documents of the first are those of its tables, and the account of the second is that of adding."""
    pytest.importorskip("pyarrow")
    runs = inputs = 0
    for number in range(proof.count(10)):
        mix = mixed(tmp_path / f"in{number}", SEED + 200 + number, IN_BULK, count=number)
        out = tmp_path / f"out{number}"
        ledger = tmp_path / f"{number}.ledger"
        bulk = sayso("bulk", mix.folder, "-o", out, "--workers", 1, ledger=ledger, environment={"COLUMNS": "9999"})
        left_out = of_bulk(proof, mix, out, bulk)
        ended = sayso("load", out, ledger=ledger, environment={"COLUMNS": "9999"})
        found = said(ended.err)
        assert found is not None, (mix.seed, ended)
        parts = {**found.parts, "duplicates": found.duplicates + left_out}
        proof.account(f"what was read in bulk, loaded, seed {mix.seed}", inputs=mix.inputs, **parts)
        assert (found.reports, found.unreadable) == (mix.reports, mix.unreadable), (mix.seed, found, ended)
        runs, inputs = runs + 2, inputs + 2 * mix.inputs
    proof.saw(f"{runs} runs of bulk reading and of loading what came of it: all {inputs:,} inputs accounted for")


def of_bulk(proof: Proof, mix: Mix, out: Path, ended: Ended) -> int:
    """One row of `documents/` for each document that it says to have received. The duplicates, of which no more is kept."""
    from tests.bulk.making import rows  # needs pyarrow
    from tests.prove.accounts import BULK

    told = BULK.search(ended.err)
    assert told is not None and "Traceback" not in ended.err, (mix.seed, ended)
    received, read, duplicates, unreadable, killed, timed_out = map(int, told.groups())
    documents = rows(out, "documents")
    became = Counter(row["status"] for row in documents)
    assert (became["read"], became["duplicate"]) == (read, duplicates) and received == len(documents), (mix.seed, became, ended)
    lost = unreadable + killed + timed_out
    proof.account(f"bulk reading, seed {mix.seed}", inputs=len(documents), reports=read, duplicates=duplicates, unreadable=lost)
    return duplicates
