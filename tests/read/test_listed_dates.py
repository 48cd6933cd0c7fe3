"""Dates that feeds and sitemaps tell come to `read` as what a person typed does: none of them may be refused there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect import listed_dates
from sayso.read import dates

ZONES = ("", "Z", "+15:00", "-23:59", "+1445", "-99:99", "+14:00", "+05:75", " GMT", " +2300", " -0000")
WRITTEN = (
    "2022-01-07T10:00:00{}",
    "Fri, 07 Jan 2022 10:00:00{}",
    "0001-01-01T00:00{}",
    "9999-12-31 24:00{}",
    "٢٠٢٢-٠١-٠٧T10:00{}",
)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("written", WRITTEN)
def test_a_date_of_a_feed_with_an_impossible_zone_ends_no_run(written: str, zone: str) -> None:
    told = listed_dates.iso(written.format(zone))
    assert told is None or dates.iso(told)


@given(st.from_regex(listed_dates.W3C, fullmatch=True))
def test_what_a_feed_is_understood_to_say_is_a_date(written: str) -> None:
    told = listed_dates.iso(written)
    assert told is None or dates.iso(told)
