"""How sure a figure is, end to end: sentences of our own, written before the rules for them were.

`status_cases.csv` holds a line a figure: the sentence, words of the figure, its kind and its status as an annotator would give
them by the rules of figure claims (asserted, denied, feared, planned, alleged). Some are left wrong; see docs/measurements.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from sayso.types import Claim
from sayso.understand.rules import Rules
from sayso.vocabulary import Status
from tests.understand.reports_for_tests import report_of

CASES = Path(__file__).with_name("status_cases.csv")
FLOOR = 0.45
"""F1 of figures that are not plainly asserted, a little under the value reached."""


def cases() -> dict[str, list[dict[str, str]]]:
    """The lines of the file by their sentence."""
    by_text: dict[str, list[dict[str, str]]] = {}
    with CASES.open(encoding="utf8", newline="") as file:
        for row in csv.DictReader(file):
            by_text.setdefault(row["text"], []).append(row)
    return by_text


def figures_of(text: str) -> list[Claim]:
    return [claim for claim in Rules()(report_of(text)).claims if claim.figure is not None]


def found_for(row: dict[str, str], claims: list[Claim]) -> Claim | None:
    """The claim that stands on the words of a line and has its kind."""
    start = row["text"].index(row["quote"])
    end = start + len(row["quote"])
    on_it = (c for c in claims if c.figure and c.figure.span.start < end and start < c.figure.span.end)
    return next((c for c in on_it if c.kind == row["kind"]), None)


def score() -> Iterator[tuple[int, int, int]]:
    """Of each sentence: gold and predicted figures that are not asserted, and how many of them agree."""
    for text, rows in cases().items():
        claims = figures_of(text)
        doubtful = [row for row in rows if row["status"] != Status.ASSERTED]
        hits = sum((c := found_for(row, claims)) is not None and c.status == row["status"] for row in doubtful)
        yield len(doubtful), sum(c.status is not Status.ASSERTED for c in claims), hits


def test_floor() -> None:
    gold, predicted, hits = (sum(column) for column in zip(*score(), strict=True))
    assert gold > 50
    assert 2 * hits / (gold + predicted) >= FLOOR
