"""How a template writes what it is given."""

from __future__ import annotations

import pytest

from sayso.show.page.rendering import moment


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        (None, "no date"),
        ("2022-01", "January 2022"),
        ("2022-01-09", "9 January 2022"),
        ("2022-01-09T14:00", "9 January 2022, 14:00"),
        ("2022-01-09T14:00:31", "9 January 2022, 14:00"),
        ("2022-01-09T14:00Z", "9 January 2022, 14:00 UTC"),
        ("2022-01-09T14:00:00+00:00", "9 January 2022, 14:00 UTC"),
        ("2022-01-09T14:00:00.000001-00:00", "9 January 2022, 14:00 UTC"),
        ("2022-01-09T14:00:00+06:00", "9 January 2022, 14:00 UTC+6"),
        ("2022-01-09T14:00+0530", "9 January 2022, 14:00 UTC+5:30"),
        ("2022-01-09T14:00-03:30", "9 January 2022, 14:00 UTC−3:30"),
        ("2022-01-09T14:00-11", "9 January 2022, 14:00 UTC−11"),
    ],
)
def test_a_moment_is_told_with_its_zone(iso: str | None, shown: str) -> None:
    """Once without: a copy of 14:31 stood under the text of 19:05 that it was taken from, which was earlier."""
    assert moment(iso) == shown
