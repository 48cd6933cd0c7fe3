"""How sure a figure is, end to end: sentences of our own, written before the rules for them were.

Each file holds a line a figure: the sentence, words of the figure, its kind and its status as an annotator would give them
(asserted, denied, feared, planned, alleged). The errors on `status_cases.csv` were read and mended; nobody has read those on
`status_cases_kept_apart.csv`, and whoever mends rules leaves it so: look at its number alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.types import Claim
from sayso.understand.rules import Rules
from sayso.vocabulary import Status
from tests.understand.reports_for_tests import report_of

FLOORS = {"status_cases": 0.80, "status_cases_kept_apart": 0.74}
"""F1 of figures that are not plainly asserted, a little under the values reached."""


def cases(name: str) -> dict[str, list[dict[str, str]]]:
    """The lines of a file by their sentence."""
    by_text: dict[str, list[dict[str, str]]] = {}
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf8", newline="") as file:
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


def score(name: str) -> Iterator[tuple[int, int, int]]:
    """Of each sentence: gold and predicted figures that are not asserted, and how many of them agree."""
    for text, rows in cases(name).items():
        claims = figures_of(text)
        doubtful = [row for row in rows if row["status"] != Status.ASSERTED]
        hits = sum((c := found_for(row, claims)) is not None and c.status == row["status"] for row in doubtful)
        yield len(doubtful), sum(c.status is not Status.ASSERTED for c in claims), hits


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_floor(name: str, floor: float) -> None:
    gold, predicted, hits = (sum(column) for column in zip(*score(name), strict=True))
    assert gold > 30
    assert 2 * hits / (gold + predicted) >= floor
