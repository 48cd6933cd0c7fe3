"""A floor under the count of origins on the annotated series; the figures reached stand in the bench."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bench.development import present
from bench.origins import STORIES, measure, read_now
from sayso.understand.reader import Reader

MEAN_ERROR = 0.25
"""Of a count, over series and over stories. Reached: 0.13 and 0.17, of which all but 0.01 is figures that were not read."""
MEAN_ERROR_OF_FOUND = 0.08
RIGHT_ORIGIN = 0.85
"""B-cubed F1 of the figures by origin. Reached: 0.88."""


@pytest.mark.skipif(not present() or not STORIES.exists(), reason="the development data of ../shared is not there")
def test_the_count_of_origins_keeps_its_floor(read_once: Callable[[str], Reader]) -> None:
    scores = measure(read_now(read_once("model"))).scores()
    assert scores["figures_found"] >= 0.8
    assert scores["mean_error_series"] <= MEAN_ERROR
    assert scores["mean_error_stories"] <= MEAN_ERROR
    assert scores["mean_error_of_found_series"] <= MEAN_ERROR_OF_FOUND
    assert scores["b_cubed_f1"] >= RIGHT_ORIGIN
