"""Scores become shares along a rising line."""

import pytest

from sayso.understand.model.calibration import calibrated
from tests.claims_for_tests import event_claim, figure_claim, report
from tests.understand.model.networks import settings

LINES = {
    "figures": {"score": [0.2, 0.8], "share": [0.4, 0.9]},
    "events": {"score": [0.0, 1.0], "share": [0.1, 0.7]},
    "relations": {"score": [0.0, 1.0], "share": [0.0, 1.0]},
}


@pytest.mark.parametrize(("score", "share"), [(0.5, 0.65), (0.1, 0.4), (0.95, 0.9)])
def test_a_figure(score: float, share: float) -> None:
    (claim,) = calibrated([figure_claim(report(), confidence=score)], {"calibration": LINES})
    assert claim.confidence == pytest.approx(share)


def test_each_sort_has_its_own_line() -> None:
    of = report()
    claims = [event_claim(of, confidence=0.5), event_claim(of, confidence=0.5, kind="cause", cause="a", effect="b")]
    assert [c.confidence for c in calibrated(claims, {"calibration": LINES})] == [0.4, 0.5]


def test_the_shipped_lines_rise() -> None:
    for line in settings()["calibration"].values():
        assert line["score"] == sorted(line["score"])
        assert line["share"] == sorted(line["share"])
        assert all(0 <= share <= 1 for share in line["share"])
