from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.nearness import EARTH_KM, FARTHEST_KM, Near, near
from sayso.ledger.paging import count
from sayso.ledger.query import Reader
from sayso.types import Where
from sayso.vocabulary import PlacePrecision
from tests.ledger.by_hand import reading, report

POINTS = {
    "Almaty": (43.25, 76.95),
    "Talgar": (43.30, 77.24),  # 24 km east of Almaty
    "Taraz": (42.90, 71.37),  # 455 km west
    "Taveuni": (-16.85, 179.97),  # west of the date line
    "Rabi": (-16.5, -179.99),  # east of it, 39 km away
    "McMurdo": (-77.85, 166.67),
    "Vostok": (-78.46, 106.84),
    "South Pole": (-90.0, 0.0),
    "North Pole": (90.0, 0.0),
    "Alert": (82.5, -62.35),
    "Null Island": (0.0, 0.0),
}


@pytest.fixture
def filled(ledger: Ledger, reader: Reader) -> Reader:
    """A claim for each of `POINTS`, and one without a point."""
    for name, point in {**POINTS, "nowhere": (None, None)}.items():
        one = report(f"Six people were killed in {name}.", "2022-01-07", name)
        said = reading(one)
        place = Where(name, PlacePrecision.CITY, one.blocks[1].span, latitude=point[0], longitude=point[1])
        ledger.add(None, one, replace(said, claims=(replace(said.claims[0], place=place),)))
    return reader


def found(reader: Reader, asked: Near) -> set[str]:
    return {one.claim.place.name for one in reader.claims(Filters(near=asked)) if one.claim.place}


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """By the angle between two vectors: another formula than that of the store."""

    def vector(latitude: float, longitude: float) -> tuple[float, float, float]:
        up, along = math.radians(latitude), math.radians(longitude)
        return math.cos(up) * math.cos(along), math.cos(up) * math.sin(along), math.sin(up)

    a, b = vector(*one), vector(*other)
    cross = (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    return EARTH_KM * math.atan2(math.hypot(*cross), sum(x * y for x, y in zip(a, b, strict=True)))


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (Near(43.25, 76.95), {"Almaty", "Talgar"}),
        (Near(43.25, 76.95, 20), {"Almaty"}),
        (Near(43.25, 76.95, 460), {"Almaty", "Talgar", "Taraz"}),
        (Near(-16.8, 179.99, 45), {"Taveuni", "Rabi"}),
        (Near(-16.5, -180.0, 5), {"Rabi"}),
        (Near(-16.5, 180.0, 5), {"Rabi"}),
        (Near(-90, 77, 1400), {"South Pole", "McMurdo", "Vostok"}),
        (Near(89.9, 120, 900), {"North Pole", "Alert"}),
        (Near(0, 0, 0.001), {"Null Island"}),
        (Near(0, 10, 1000), set()),
        (Near(0, 0, FARTHEST_KM), set(POINTS)),
        (Near(12, 34, 1e9), set(POINTS)),
    ],
)
def test_what_lies_near_a_point(filled: Reader, asked: Near, names: set[str]) -> None:
    assert found(filled, asked) == names
    assert count(filled, Filters(near=asked)) == len(names)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0.001, FARTHEST_KM))
@example(0.0, 1.757703418967323e-285, 1.0)  # its square is out of PostgreSQL's range
@example(-90.0, 180.0, 1.0)
@example(90.0, -180.0, 10_007.0)
@example(0.0, 180.0, 10_007.6)
@example(45.0, 179.0, 5003.0)
def test_the_box_leaves_out_nothing_that_is_near(filled: Reader, latitude: float, longitude: float, within: float) -> None:
    asked, told = Near(latitude, longitude, within), {n: kilometres((latitude, longitude), p) for n, p in POINTS.items()}
    names = found(filled, asked)
    assert {name for name, far in told.items() if far < within * 0.999_999 - 1e-3} <= names
    assert names <= {name for name, far in told.items() if far < within * 1.000_001 + 1e-3}


def test_other_filters_hold_too(filled: Reader) -> None:
    assert count(filled, Filters(near=Near(43.25, 76.95), text="Talgar")) == 1
    assert count(filled, Filters(near=Near(43.25, 76.95), since="2022-01-08")) == 0


@pytest.mark.parametrize(
    ("point", "within"),
    [
        *((point, None) for point in ("43.25", "a,b", "91,0", "0,181", "nan,0", "1,2,3", "")),
        *(("0,0", within) for within in ("0", "-1", "nan", "inf", "far", "1,2", "")),
        (None, "5"),
    ],
)
def test_what_is_no_point_or_no_distance_is_refused(point: str | None, within: str | None) -> None:
    with pytest.raises(SaysoError) as refused:
        near(point, within)
    assert refused.value.code.code == "E033"


def test_a_point_as_it_is_typed() -> None:
    assert near(" 43.25, -76.95", None) == Near(43.25, -76.95, 25.0)
    assert near("-90,180", "0.5") == Near(-90.0, 180.0, 0.5)
    assert near(None, None) is None
