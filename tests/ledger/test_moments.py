from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.moments import stretch


@pytest.mark.parametrize(
    ("prefix", "start", "end"),
    [
        ("2022", "2022-01-01T00:00:00.000000Z", "2022-12-31T23:59:59.999999Z"),
        ("2022-01", "2022-01-01T00:00:00.000000Z", "2022-01-31T23:59:59.999999Z"),
        ("2024-02", "2024-02-01T00:00:00.000000Z", "2024-02-29T23:59:59.999999Z"),
        ("2022-12", "2022-12-01T00:00:00.000000Z", "2022-12-31T23:59:59.999999Z"),
        ("2022-01-07", "2022-01-07T00:00:00.000000Z", "2022-01-07T23:59:59.999999Z"),
        ("2022-01-07T14", "2022-01-07T14:00:00.000000Z", "2022-01-07T14:59:59.999999Z"),
        ("2022-01-07 14:05", "2022-01-07T14:05:00.000000Z", "2022-01-07T14:05:59.999999Z"),
        ("2022-01-07T14:05:09.123Z", "2022-01-07T14:05:09.000000Z", "2022-01-07T14:05:09.999999Z"),
        ("2022-01-07T01:05+06:00", "2022-01-06T19:05:00.000000Z", "2022-01-06T19:05:59.999999Z"),
        ("2022-01-07T20:05-0430", "2022-01-08T00:35:00.000000Z", "2022-01-08T00:35:59.999999Z"),
    ],
)
def test_a_prefix_covers(prefix: str, start: str, end: str) -> None:
    found = stretch(prefix)
    assert found is not None
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize("prefix", [None, "", "yesterday", "2022-13", "2022-02-30", "2022-01-07T25", "0000", "٢٠٢٢", "2" * 50])
def test_what_is_no_date_is_none(prefix: str | None) -> None:
    assert stretch(prefix) is None


@given(st.text(st.characters()) | st.from_regex(r"[0-9TZ:+ .-]{0,40}", fullmatch=True))
def test_it_never_raises_and_runs_forward(prefix: str) -> None:
    found = stretch(prefix)
    assert found is None or found.start <= found.end
