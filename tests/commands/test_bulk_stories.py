"""`sayso bulk` ends with copies and stories, and they are those that a ledger of the same reports has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from sayso.bulk.grouping.group import DONE, Grouped
from sayso.commands.bulk_stories import words
from sayso.ledger.address import Place
from sayso.ledger.query import Reader
from sayso.reconcile.keep.schema import copies, placed
from tests.bulk.grouping.made import by_jobs
from tests.conftest import Sayso
from tests.reconcile.keep.made import POOL

TEXTS = [
    {"id": f"n{number}", "title": of.title, "text": of.blocks[1].span.of(of.text), "published": of.published, "url": of.url}
    for number, of in enumerate(POOL[:11])
]


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in TEXTS), encoding="utf8")
    return path


def test_they_are_those_of_a_ledger(sayso: Sayso, typed_ledger: Place, tmp_path: Path, lines: Path) -> None:
    told = sayso("bulk", lines, "-o", tmp_path / "out", "--reader", "rules", "--workers", 2).err
    sayso("add", lines, "--reader", "rules")
    with Reader.open(typed_ledger) as reader, reader.store.reading() as connection:
        stories = sorted(map(tuple, connection.execute(select(placed.c.report, placed.c.story, placed.c.because))))
        pairs = sorted(map(tuple, connection.execute(select(copies))))
    found = by_jobs(tmp_path / "out")
    assert found["stories"] == stories and found["copies"] == pairs
    assert len(pairs) > 1 and 1 < len({story for _, story, _ in stories}) < len(stories)
    repeated = sum(report != copy for report, copy, _ in found["copy_groups"])
    assert words(Grouped(len(stories), len({story for _, story, _ in stories}), len(pairs), repeated)) in told


def test_they_can_be_left_out_and_found_later(sayso: Sayso, tmp_path: Path, lines: Path) -> None:
    typed = ("bulk", lines, "-o", tmp_path / "out", "--reader", "rules", "--workers", 1)
    sayso(*typed, "--no-stories")
    assert not (tmp_path / "out" / DONE).exists()
    assert " stories in 11 reports" in sayso(*typed, "--resume").err
    assert " stories in " not in sayso(*typed, "--resume").err, "nothing was new"


def test_words() -> None:
    assert words(Grouped(1, 1, 0, 0)) == "1 story in 1 report; 0 are copies of an earlier one"
    assert words(Grouped(12_000, 1_500, 3, 1)) == "1,500 stories in 12,000 reports; 1 is a copy of an earlier one"
