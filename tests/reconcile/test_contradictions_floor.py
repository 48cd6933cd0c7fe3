"""A floor under the contradictions, a little under what is reached: `python -m bench.contradictions` prints them in full.

The real list is short, seven disagreements of values, of which six are hard; so the made pairs have a floor of their own. What
the reader does not read is left out of the recall here: it has its own floors.
"""

from __future__ import annotations

import pytest

from bench.contradictions import Judged, Score, made, real, score
from bench.development import present
from bench.series import DEMO, stories

NEEDS_TEXTS = pytest.mark.skipif(not present(), reason="the development data (../shared) is not beside this project")
DEMO_ONLY = [s for s in stories() if s["id"] == DEMO]


def readable(of: list[Judged]) -> Score:
    return score(pair for pair in of if pair.readable)


def test_the_algebra_on_the_annotated_figures() -> None:
    reached = score(real("algebra"))
    assert reached.precision >= 0.95
    assert reached.recall >= 0.95


def test_the_algebra_on_the_made_pairs() -> None:
    reached = score(made("algebra"))
    assert reached.precision >= 0.95
    assert reached.recall >= 0.9


@pytest.mark.parametrize("reader", ["rules", "model"])
@pytest.mark.parametrize("level", ["read", "whole"])
def test_the_demo_as_it_is_read(level: str, reader: str) -> None:
    assert score(real(level, reader, DEMO_ONLY)) == Score(2, 0, 0)


@NEEDS_TEXTS
@pytest.mark.parametrize("reader", ["rules", "model"])
def test_the_made_pairs_as_they_are_read(reader: str) -> None:
    reached = readable(made("read", reader))
    assert reached.precision >= 0.95
    assert reached.recall >= 0.85


@NEEDS_TEXTS
@pytest.mark.parametrize("level", ["read", "whole"])
def test_the_real_pairs_as_they_are_read(level: str) -> None:
    reached = score(real(level, "model"))
    assert reached.precision >= 0.95
    assert reached.recall >= 0.8
