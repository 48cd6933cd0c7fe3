"""What people said of a figure stays with it when an earlier report of it comes in late."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.ledger.filters import EVERYTHING
from sayso.ledger.query import Reader
from sayso.reconcile.former_ids import called_after, claim_of, every_id
from sayso.reconcile.knowledge import knowledge
from sayso.reconcile.standing import Word
from sayso.reconcile.world import load
from sayso.serve.looks import Looks

EARLIER = """Health Ministry counts 164 dead in Kazakhstan

Published 9 January 2022, 06:00

A total of 164 people have been killed in the unrest in Kazakhstan, the Health Ministry said on Sunday.
"""


@pytest.fixture
def path(demo_ledger: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_ledger, tmp_path / "late.ledger"))


def test_a_verdict_stays_with_its_value_and_its_figure(path: Path, tmp_path: Path) -> None:
    """Once: a report that was published earlier and came in later gave both another id, and the verdicts were gone."""
    with Reader.open(path) as reader:
        view, value = _killed(reader)
    for subject, verdict in ((value, "refute"), (view, "unverifiable")):
        _sayso(path, "review", subject, verdict, "--why", "the list of names", "--reviewer", "Ann")
    late = tmp_path / "early.txt"
    late.write_text(EARLIER, encoding="utf8")
    _sayso(path, "add", str(late), "--reader", "rules")
    with Reader.open(path) as reader:
        now, of = _killed(reader)
        assert (now, of) != (view, value), "the report is not the first to tell it: the test tests nothing"
        for found in (knowledge(load(reader)).shown_series(), Looks(reader).at(EVERYTHING).series):
            one = next(v for v in found if v.series.id == now)
            assert one.standings[of].word is Word.REFUTED
            assert one.standing.word is Word.UNVERIFIABLE
            assert value in every_id("v", next(v for v in one.values if v.id == of).tellings)
            assert view in every_id("s", one.series.tellings)


def test_an_id_and_its_claim() -> None:
    assert called_after("v", "c117ced1c6bbbfba4") == "v117ced1c6bbbfba4"
    assert claim_of("v117ced1c6bbbfba4") == "c117ced1c6bbbfba4"


def _killed(reader: Reader) -> tuple[str, str]:
    """Ids of the figure of all killed, and of the ministry's 164."""
    view = next(
        v for v in knowledge(load(reader)).shown_series() if v.series.kind == "killed" and v.series.area == "Kazakhstan"
    )
    value = next(v for v in view.values if v.figure.low == 164 and v.is_given and v.origin.name == "Health Ministry")
    return view.series.id, value.id


def _sayso(ledger: Path, *typed: str) -> None:
    subprocess.run([sys.executable, "-m", "sayso", "--ledger", str(ledger), *typed], check=True, capture_output=True)
