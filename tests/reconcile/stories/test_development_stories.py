"""Floors under the stories of ../shared/data/stories, a little under what is reached: see docs/measurements.md."""

from __future__ import annotations

import hashlib
import json

import pytest

from bench.development import present
from bench.stories import REPORTS, predicted, scored

DIGEST = "c7894e7e027c7bb5"

needs_data = pytest.mark.skipif(not present(), reason="the development data (../shared) is not beside this project")


@needs_data
def test_floor() -> None:
    assert hashlib.sha256(REPORTS.read_bytes()).hexdigest()[:16] == DIGEST
    scores = scored(json.loads(REPORTS.read_text("utf8")), predicted(REPORTS))
    floors = {"bcubed_f1": 0.945, "bcubed_precision": 0.94, "bcubed_recall": 0.94}
    assert {name: scores[name] for name, floor in floors.items() if scores[name] < floor} == {}
