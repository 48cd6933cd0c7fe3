"""ACLED's export: its 31 columns read by name, its rules, and the demo's numbers through time."""

from __future__ import annotations

import io
from typing import Any

import pandas
import pytest

from sayso.export.formats.acled import COLUMNS, disorder
from sayso.ledger.filters import Filters
from sayso.vocabulary import kinds
from tests.export.formats.columns import ACLED, SUB_EVENTS
from tests.export.formats.conftest import Written

TOLL = "SAYSO-i117ced1c6bbbfba4"
"""The dead of January 2022, over the whole country."""
HEALTH = "the Health Ministry, 9 January 2022"


def opened(content: bytes) -> Any:
    return pandas.read_csv(io.BytesIO(content), dtype={"iso": "Int64", "fatalities": "Int64", "year": "Int64"})


def toll(content: bytes) -> Any:
    table = opened(content)
    (row,) = [row for _, row in table.iterrows() if row.event_id_cnty == TOLL]
    return row


def test_the_31_columns_in_their_order(demo_export: Written) -> None:
    assert list(COLUMNS) == ACLED and len(ACLED) == 31
    assert list(opened(demo_export("acled")).columns) == ACLED


def test_no_row_passes_for_one_of_acleds(demo_export: Written) -> None:
    ids = opened(demo_export("acled")).event_id_cnty
    assert ids.str.startswith("SAYSO-").all() and ids.is_unique and len(ids) > 5


def test_every_type_is_one_of_the_codebook() -> None:
    for kind in kinds().values():
        if kind.acled_event_type:
            assert kind.acled_sub_event_type in SUB_EVENTS[kind.acled_event_type], kind


@pytest.mark.parametrize(
    ("as_of", "fatalities", "said"),
    [
        ("2022-01-07", 44, ["18 security officers have been killed", "26 rioters have been killed"]),
        ("2022-01-09T17:00", 164, ["164 people have been killed", "the Health Ministry"]),
        ("2022-01-10", 44, [f"164 ({HEALTH}; retracted)", "26 (the Interior Ministry, 7 January 2022; retracted)"]),
        ("2022-01-15", 225, ["225 people have been killed", f"164 ({HEALTH}; retracted)"]),
        ("2022-12", 238, ["238 people have been killed", "225 (the Prosecutor General, 15 January 2022; superseded)"]),
    ],
)
def test_the_demo_through_time(demo_export: Written, as_of: str, fatalities: int, said: list[str]) -> None:
    """26 rioters and 18 officers; 164, taken back the same day; 225; 238: the number and what it replaced."""
    row = toll(demo_export("acled", Filters(as_of=as_of)))
    assert row.fatalities == fatalities
    assert [words for words in said if words not in row.notes] == []


def test_what_a_row_says(demo_export: Written) -> None:
    table = opened(demo_export("acled")).set_index("event_id_cnty")
    (protest,) = [
        row for _, row in table.iterrows() if row.location == "Zhanaozen" and row.year == 2022 and row.event_date < "2022-02"
    ]
    assert (protest.event_date, protest.time_precision, protest.geo_precision) == ("2022-01-02", 1, 1)
    assert (protest.event_type, protest.sub_event_type) == ("Protests", "Peaceful protest")
    assert (protest.actor1, protest.inter1, protest.interaction) == ("Protesters", "Protesters", "Protesters only")
    assert (protest.iso, protest.country, protest.region) == (398, "Kazakhstan", "Caucasus and Central Asia")
    assert protest.source.split("; ")[0] == "Caspian Shore Gazette" and "https://caspianshore.invalid" in protest.notes
    assert protest.tags == "written for demonstration" and "Written for demonstration." in protest.notes
    assert pandas.isna(protest.fatalities) and pandas.isna(protest.admin2)


def test_a_country_is_no_point(demo_export: Written) -> None:
    row = toll(demo_export("acled"))
    assert row.location == "Kazakhstan" and pandas.isna(row.latitude) and pandas.isna(row.geo_precision)


def test_only_what_fits(demo_export: Written) -> None:
    table = opened(demo_export("acled", Filters(place="Zhanaozen", as_of="2022-01-10")))
    assert set(table.location) == {"Zhanaozen"}
    assert len(opened(demo_export("acled", Filters(place="Narnia")))) == 0


@pytest.mark.parametrize(
    ("event", "sub_event", "expected"),
    [
        ("Protests", "Peaceful protest", "Demonstrations"),
        ("Protests", "Excessive force against protesters", "Political violence; Demonstrations"),
        ("Riots", "Violent demonstration", "Demonstrations"),
        ("Riots", "Mob violence", "Political violence"),
        ("Battles", "Armed clash", "Political violence"),
        ("Strategic developments", "Arrests", "Strategic developments"),
        (None, None, None),
    ],
)
def test_disorder(event: str | None, sub_event: str | None, expected: str | None) -> None:
    assert disorder(event, sub_event) == expected
