"""Dates as people, programs and pages write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.read import dates, written_dates

PUBLISHED = [
    ("2022", "2022"),
    ("2022-01", "2022-01"),
    ("2022-01-07", "2022-01-07"),
    ("2018-01-01T10:00:00", "2018-01-01T10:00:00"),
    ("2018-01-01 10:00:00", "2018-01-01T10:00:00"),
    ("2017-12-30T00:00:00", "2017-12-30"),
    ("2022-01-07T14:00", "2022-01-07T14:00"),
    ("2022-01-07T14:00:00.123Z", "2022-01-07T14:00:00Z"),
    ("2022-01-07T14:00:00+0600", "2022-01-07T14:00:00+06:00"),
    ("2022-01-07T14:00+14:00", "2022-01-07T14:00+14:00"),
    ("2022-01-07T14:00+25:00", None),
    ("2022-01-07T14:00+05:60", None),
    ("Fri, 07 Jan 2022 14:00:00 +2500", None),
    ("2022-01-07T00:00:00Z", "2022-01-07T00:00:00Z"),
    ("Fri, 07 Jan 2022 14:00:00 +0000", "2022-01-07T14:00:00+00:00"),
    ("Fri, 07 Jan 2022 14:00:00 GMT", "2022-01-07T14:00:00+00:00"),
    ("7 January 2022", "2022-01-07"),
    ("Friday, January 7th, 2022 at 2:05 p.m. EST", "2022-01-07T14:05"),
    ("Jan. 7, 2022", "2022-01-07"),
    ("2022-02-30", None),
    ("2022-1-7", None),
    ("01/02/2022", None),
    ("yesterday", None),
    ("", None),
    (None, None),
    (20220107, None),
    ("9" * 100_000, None),
]


@pytest.mark.parametrize(("value", "iso"), PUBLISHED)
def test_published(value: object, iso: str | None) -> None:
    assert dates.published(value) == iso


@pytest.mark.parametrize(
    "value", ["2022-13", "tomorrow", "7 January 2022", "2022-01-07T25:00", "2022-01-07T14:00+25:00", "", "٢٠٢٢"]
)
def test_what_a_person_types_must_be_iso(value: str) -> None:
    with pytest.raises(SaysoError) as error:
        dates.iso(value)
    assert error.value.code.code == "E011"


CLOCKS = [
    ("at 14:05", "14:05"),
    ("2.05 p.m.", "14:05"),
    ("12 AM", "00:00"),
    ("12:30 pm", "12:30"),
    ("25:00", None),
    ("in 2022", None),
]


@pytest.mark.parametrize(("text", "clock"), CLOCKS)
def test_clock(text: str, clock: str | None) -> None:
    assert written_dates.clock(text) == clock


@pytest.mark.parametrize(
    ("text", "anchor", "iso"),
    [
        ("Jan 7", "2022-01-08", "2022-01-07"),
        ("Jan 8", "2022-01-07", "2022-01-08"),
        ("Dec 31", "2022-01-01", "2021-12-31"),
        ("Feb 29", "2022-01-01", None),
        ("Jan 7", None, None),
        ("Jan 7", "2022", "2022-01-07"),
    ],
)
def test_a_missing_year(text: str, anchor: str | None, iso: str | None) -> None:
    found = written_dates.find(text)
    assert found is not None
    assert found.iso(anchor) == iso


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = dates.published(text)
    assert found is None or dates.published(found) is not None
    written_dates.moment(text, "2022-01-07")
