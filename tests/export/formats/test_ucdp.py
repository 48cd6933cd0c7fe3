"""UCDP GED: its 49 columns read by name, the sum of the dead, and the demo's numbers."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pandas
import pytest

from sayso.export.formats.sides import Side
from sayso.export.formats.ucdp import COLUMNS, date_prec, priogrid, violence
from sayso.ledger.filters import Filters
from sayso.types import Actor, Span
from sayso.vocabulary import ActorKind
from tests.export.formats.columns import UCDP
from tests.export.formats.conftest import Written

DEAD = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]


def opened(content: bytes) -> Any:
    return pandas.read_csv(io.BytesIO(content))


def side(kind: ActorKind, country: str | None = None, inter: str = "") -> Side:
    return Side("somebody", (), inter, Actor("somebody", kind, Span(0, 1), country=country))


NOBODY = Side()
GOVERNMENT, GROUP = side(ActorKind.MILITARY, "KZ", "State forces"), side(ActorKind.ARMED_GROUP)
CIVILIANS = Side("Civilians", inter="Civilians")


def test_the_49_columns_in_their_order(demo_export: Written) -> None:
    assert list(COLUMNS) == UCDP and len(UCDP) == 49
    assert list(opened(demo_export("ucdp")).columns) == UCDP


@pytest.mark.parametrize(("as_of", "low", "best", "high"), [("2022-01-15", 225, 225, 225), ("2022-12", 238, 238, 238)])
def test_low_best_and_high_of_the_demo(demo_export: Written, as_of: str, low: int, best: int, high: int) -> None:
    (row,) = opened(demo_export("ucdp", Filters(as_of=as_of))).to_dict("records")
    assert (row["low"], row["best"], row["high"]) == (low, best, high)
    assert row["id"].startswith("SAYSO-") and row["deaths_civilians"] == 26
    assert (row["where_prec"], row["country_id"], row["region"]) == (6, 705, "Asia")
    assert row["code_status"] == "Sayso, not coded by UCDP;written for demonstration"
    assert "Prosecutor General" in row["source_original"].split(";")


def test_a_number_that_was_taken_back_is_no_best(demo_export: Written) -> None:
    """164 on 9 January; by the next day 26 rioters and 18 officers are what stands."""
    (row,) = opened(demo_export("ucdp", Filters(as_of="2022-01-10"))).to_dict("records")
    assert (row["low"], row["best"]) == (44, 44) and pandas.isna(row["high"])
    assert row["deaths_civilians"] == 26 and row["deaths_unknown"] == 18


@pytest.mark.parametrize("as_of", ["2022-01-07", "2022-01-09", "2022-01-10", "2022-01-15", "2022-12"])
def test_the_parts_add_up_to_best(demo_export: Written, as_of: str) -> None:
    table = opened(demo_export("ucdp", Filters(as_of=as_of)))
    assert len(table) and (table[DEAD].sum(axis=1) == table.best).all() and (table[DEAD] >= 0).all(axis=None)


def test_as_many_sources_as_articles(demo_export: Written) -> None:
    for row in opened(demo_export("ucdp")).to_dict("records"):
        parted = [row[name].split(";") for name in ("source_office", "source_date", "source_headline", "source_article")]
        assert {len(parts) for parts in parted} == {row["number_of_sources"]}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (GOVERNMENT, GROUP, 1),
        (GROUP, GOVERNMENT, 1),
        (GROUP, GROUP, 2),
        (GROUP, CIVILIANS, 3),
        (GOVERNMENT, CIVILIANS, 3),
        (NOBODY, CIVILIANS, None),
        (GOVERNMENT, NOBODY, None),
        (NOBODY, NOBODY, None),
    ],
)
def test_type_of_violence(first: Side, second: Side, expected: int | None) -> None:
    assert violence(first, second) == expected


def test_cells_of_priogrid() -> None:
    """Of its codebook: 1 in the south-west corner of the world, 259200 in the north-east; 720 a row."""
    assert priogrid(-90, -180) == 1 and priogrid(90, 180) == 259_200
    assert priogrid(-89.6, -179.4) == 2 and priogrid(-89.4, -180) == 721


@pytest.mark.parametrize(("last", "expected"), [(1, 1), (2, 2), (6, 2), (7, 3), (31, 4)])
def test_precision_of_dates(last: int, expected: int) -> None:
    assert date_prec(date(2022, 1, 1), date(2022, 1, last)) == expected
    assert date_prec(date(2022, 1, 1), date(2022, 12, 31)) == 5
