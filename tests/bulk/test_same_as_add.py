"""Whatever the input, a ledger has to hold of it what `sayso add` puts there, and its claims are those of `sayso read`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso import limits
from tests.bulk.inputs import INPUTS
from tests.bulk.making import done, entries, entries_of_ledger, job, rows
from tests.conftest import Sayso


@pytest.mark.parametrize("name", INPUTS)
def test_entries_are_those_of_add(name: str, sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BULK_DOCUMENTS", 2)
    path = tmp_path / name
    INPUTS[name](path)
    sayso("add", path, "--reader", "rules", "--published", "2022-01-07")
    done([path], job(tmp_path / "out", published="2022-01-07"))
    assert entries(tmp_path / "out") == entries_of_ledger(tmp_path / "test.ledger")


def test_claims_are_those_of_read(sayso: Sayso, tmp_path: Path, demo: Path) -> None:
    printed = [
        json.loads(one)["claim"] for one in sayso("read", demo, "--reader", "rules", "--format", "jsonl").out.splitlines()
    ]
    done([demo], job(tmp_path / "out"))
    assert [row["claim"] for row in rows(tmp_path / "out", "claims")] == printed
