"""The slider, and the moments that a view is compared with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.show.page.situation import MOST_MOMENTS, moments_before, slider

DAY_END = "T23:59:59.999999"


def test_a_step_is_a_moment_at_which_something_was_published() -> None:
    known = ["2022-01-09T12:10:59.999999", "2022-01-05" + DAY_END, "2022-01-09T12:10:59.999999", "2022-08-31T10:00:59.999999"]
    found = slider(known, None)
    assert found is not None
    assert found.moments == ("2022-01-05", "2022-01-09T12:10", "2022-08-31T10:00")
    assert found.at == 3


@pytest.mark.parametrize(
    ("as_of", "at"),
    [("2022-01-05", 0), ("2022-01-04", 0), ("2022-01-09T12:00", 0), ("2022-01-09T14:00", 1), ("2022-12", 2), ("2022-08-31", 2)],
)
def test_the_step_shown_is_the_last_that_had_come(as_of: str, at: int) -> None:
    found = slider(["2022-01-05" + DAY_END, "2022-01-09T12:10:59.999999", "2022-08-31T10:00:59.999999"], as_of)
    assert found is not None
    assert found.at == at


def test_one_moment_needs_no_slider() -> None:
    assert slider(["2022-01-05" + DAY_END] * 3, None) is None
    assert slider([], None) is None


@given(st.lists(st.datetimes(), min_size=2, max_size=1500, unique=True))
def test_there_are_never_more_steps_than_a_hand_can_move(moments: list[object]) -> None:
    found = slider([str(moment).replace(" ", "T").ljust(26, "0")[:26] for moment in moments], None)
    if found is not None:
        assert 2 <= len(found.moments) <= MOST_MOMENTS
        assert list(found.moments) == sorted(found.moments)
        assert found.at == len(found.moments)


@pytest.mark.parametrize(
    ("moment", "days", "before"),
    [
        ("2022-01-09", 1, "2022-01-08"),
        ("2022-01-09T14:00", 7, "2022-01-02T14:00"),
        ("0001-01-01", 1, None),
        ("0001-01-15", 30, None),
        (None, 1, None),
    ],
)
def test_so_many_days_before(moment: str | None, days: int, before: str | None) -> None:
    assert moments_before(moment, None, days) == before
