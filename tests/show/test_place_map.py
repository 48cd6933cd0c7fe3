"""The map of a situation report: nothing is drawn outside of its frame, and no point where no point is known."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sayso.show.charts.clipping import Frame, area_path, lines_within, ring_within
from sayso.show.charts.place_map import Pin, place_map
from sayso.show.charts.world import Point, projection
from sayso.show.page.base_map import world

FRAME = Frame(0, 0, 100, 60)
POINTS = st.tuples(st.floats(-300, 300), st.floats(-300, 300))
KAZAKHSTAN = (
    Pin("Almaty", 76.95, 43.25, "town", 60, "KZ", "#p1"),
    Pin("Zhanaozen", 52.86, 43.34, "town", 12, "KZ", "#p2"),
    Pin("Mangystau", 54.0, 44.0, "region", 4, "KZ", "#p3"),
    Pin("Airport", 77.0, 43.35, "site", 4, "KZ", "#p4"),
)


def drawn(*pins: Pin, tinted: tuple[str, ...] = (), width: float = 720) -> etree._Element:
    return etree.fromstring(str(place_map(pins, tinted, world(), id="m", title="Where", width=width)))


def circles(of: etree._Element) -> list[tuple[float, float]]:
    return [(float(c.get("cx")), float(c.get("cy"))) for c in of.iter("{*}circle")]


def box(of: etree._Element) -> tuple[float, float]:
    _, _, wide, high = map(float, str(of.get("viewBox")).split())
    return wide, high


@given(st.lists(POINTS, min_size=3, max_size=12))
def test_nothing_of_a_ring_is_outside(ring: list[Point]) -> None:
    for x, y in ring_within(ring, FRAME):
        assert -1e-6 <= x <= 100 + 1e-6 and -1e-6 <= y <= 60 + 1e-6


@given(st.lists(POINTS, min_size=2, max_size=12))
def test_nothing_of_a_line_is_outside(line: list[Point]) -> None:
    for run in lines_within(line, FRAME):
        assert len(run) > 1
        for x, y in run:
            assert -1e-6 <= x <= 100 + 1e-6 and -1e-6 <= y <= 60 + 1e-6


def test_what_is_inside_stays_as_it_is() -> None:
    ring = [(10.0, 10.0), (90.0, 10.0), (50.0, 50.0)]
    assert sorted(ring_within(ring, FRAME)) == sorted(ring)
    assert list(lines_within(ring, FRAME)) == [ring]
    assert ring_within([(200.0, 200.0), (300.0, 200.0), (250.0, 300.0)], FRAME) == []
    assert area_path([ring]) == "M10 10l80 0 -40 40Z"


@settings(deadline=None, max_examples=8)
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=1, max_size=6))
def test_points_anywhere_lie_within_the_frame(places: list[Point]) -> None:
    of = drawn(*(Pin(f"P{n}", x, y, "town", n + 1) for n, (x, y) in enumerate(places)))
    wide, high = box(of)
    found = circles(of)
    assert len(found) == 2 * len(places), "a ring and a dot each"
    assert all(0 <= x <= wide and 0 <= y <= high for x, y in found)


def test_a_country_is_tinted_and_has_no_point() -> None:
    of = drawn(tinted=("KZ",))
    assert circles(of) == []
    assert len(of.xpath("//*[@class='tint']")) == len(of.xpath("//*[@class='outline']")) == 1
    assert drawn().xpath("//*[@class='tint']") == []


def test_east_is_right_and_north_is_up() -> None:
    of = drawn(*KAZAKHSTAN)
    at = {link.get("href"): circles(link)[0] for link in of.iter("{*}a")}
    assert at["#p1"][0] > at["#p2"][0] + 200 and at["#p3"][1] < at["#p2"][1]


def test_across_the_date_line_neighbours_stay_neighbours() -> None:
    of = drawn(Pin("Suva", 178.4, -18.1, "town", 5), Pin("Apia", -171.8, -13.8, "town", 3))
    (west, *_), (east, *_) = circles(of)[0], circles(of)[2]
    assert 0 < east - west < box(of)[0]


def test_names_lie_over_no_other() -> None:
    of = drawn(*KAZAKHSTAN, *(Pin(f"Near Almaty {n}", 76.9 + n / 50, 43.2, "town", 2, "KZ") for n in range(9)))
    names = [one.text for one in of.xpath("//*[@class='names']/*")]
    assert "Almaty" in names and len(names) < 13


def test_the_same_places_give_the_same_map() -> None:
    first, again = (str(place_map(KAZAKHSTAN, {"KZ"}, world(), id="m", title="Where")) for _ in range(2))
    assert first == again and len(first) < 80_000


def test_words_of_a_place_are_no_markup() -> None:
    of = drawn(Pin("<script>alert(1)</script>", 76.9, 43.2, "town", 1, "KZ", "javascript:alert(1)", '"><b>'))
    assert of.xpath("//*[local-name()='script' or local-name()='b' or local-name()='a']") == []


@pytest.mark.parametrize(("south", "north"), [(40, 55), (-35, -20), (-5, 8), (60, 80), (10, 10)])
def test_the_projection_keeps_distances_along_its_meridians(south: float, north: float) -> None:
    made = projection(20, south, north, 30)
    ups = [made.at(20, south + (north - south) * n / 4)[1] for n in range(5)]
    steps = [before - after for before, after in pairwise(ups)]
    assert max(steps) - min(steps) < 1e-9 and all(step >= 0 for step in steps)


def test_the_base_map_is_that_of_the_page() -> None:
    codes = {code for code, _ in world().countries}
    assert {"KZ", "US", "FJ", "AQ", None} <= codes and len(codes) > 200
    (kazakhstan,) = (rings for code, rings in world().countries if code == "KZ")
    west, south, east, north = max(kazakhstan, key=lambda ring: ring.extent).box
    assert (round(west), round(south), round(east), round(north)) == (47, 41, 87, 55)
    assert all(re.fullmatch(r"[A-Z]{2}", code) for code in codes if code)
