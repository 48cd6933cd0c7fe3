"""Floors for copies, a little under the values reached on the truth of tests/reconcile/truth; the goal is 0.98 and 0.95.

They guard against loss. What the numbers do not say: the corpus holds few real copies (36 pairs), the others were made.
"""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from itertools import combinations

import pytest

from bench.copies import CORPUS, are_candidates, score, scores, unknown_copies
from sayso.collect.files import captures
from sayso.read.reports import reports
from sayso.reconcile.copies.likeness import likeness
from sayso.reconcile.copies.sketches import sketch
from sayso.types import Capture, Report
from tests.conftest import DEMO
from tests.reconcile.truth.recipes import HERE

PRECISION, RECALL = 0.99, 0.98
needs_data = pytest.mark.skipif(not CORPUS.is_file(), reason="the development data (../shared/data) is not beside this project")


@needs_data
@pytest.mark.parametrize("part", ["all", "held out", "not hard"])
def test_copies_are_found_and_nothing_else(part: str) -> None:
    found = scores()[part]
    assert (found.precision >= PRECISION, found.recall >= RECALL, found.candidates >= RECALL) == (True, True, True), found


@needs_data
def test_hard_pairs_are_found_as_well() -> None:
    found = scores()["hard"]
    assert min(found.precision, found.recall) >= 0.95, found.wrong


@needs_data
def test_no_copies_among_the_real_reports_that_reading_did_not_find() -> None:
    assert [(a, b) for a, b, _ in unknown_copies()] == []


def test_nothing_to_judge_is_no_failure() -> None:
    assert score(()).precision == score(()).recall == 1.0


def test_the_copies_of_the_demo_exactly() -> None:
    told = json.loads((HERE / "copies.json").read_text(encoding="utf8"))
    truth = {frozenset((pair["a"], pair["b"])) for pair in told["demo"] if pair["copy"]}
    versions = {frozenset((pair["a"], pair["b"])) for pair in told["demo_versions"]}
    taken = captures([str(DEMO)], io.BytesIO(), lambda: datetime.now(UTC), 10_000_000)
    read = [r for c in taken if isinstance(c, Capture) for r in reports(c) if isinstance(r, Report)]
    sketches = {r.name: sketch(r) for r in read}
    found = {
        frozenset((a, b))
        for a, b in combinations(sketches, 2)
        if are_candidates(sketches[a], sketches[b]) and likeness(sketches[a], sketches[b]).copy
    }
    assert found - versions == truth
