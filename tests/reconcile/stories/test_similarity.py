from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.stories.similarity import APART, days_apart, likeness, nearness
from sayso.reconcile.stories.terms import terms
from tests.reconcile.stories.made import DAM, FERRY, report

MADE = [terms(report("r", *row)) for row in (*FERRY, *DAM, ("", "No headline, but a ferry off Marovo."))]


@given(st.sampled_from(MADE), st.sampled_from(MADE), st.none() | st.floats(0, 5_000))
def test_it_is_symmetric_and_between_0_and_1(one: object, other: object, days: float | None) -> None:
    there, back = likeness(one, other, days), likeness(other, one, days)  # type: ignore[arg-type]
    assert math.isclose(there.value, back.value)
    assert 0 <= there.value <= 1 + 1e-9
    assert {term.key for term in there.shared} == {term.key for term in back.shared}


def test_the_same_text_is_like_itself() -> None:
    assert math.isclose(likeness(MADE[0], MADE[0], 0).value, 1)


def test_reports_on_one_event_are_more_alike_than_others() -> None:
    assert likeness(MADE[0], MADE[1], 1).value > 0.3
    assert likeness(MADE[0], MADE[3], 1).value < 0.1


def test_time_weighs_mildly_and_forbids_nothing() -> None:
    assert nearness(0) == 1 > nearness(10) > nearness(200) > nearness(365) == nearness(3_000)
    assert math.isclose(nearness(3_000), 1 - APART)
    assert nearness(None) == 1


def test_days_between_moments() -> None:
    assert days_apart("2022-01-02T00:00:00Z", "2022-01-01T12:00:00.000000Z") == 0.5
    assert days_apart("2022-01-02T00:00:00Z", None) is None
