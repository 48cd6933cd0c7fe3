"""The base map: what its maker writes, read back as `map.js` reads it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from build_map import LAST, MORE, TARGET, base_map, written
from hypothesis import given
from hypothesis import strategies as st

Point = tuple[int, int]


def numbers(text: str) -> list[int]:
    found, number, weight = [], 0, 1
    for letter in text:
        last = ord(letter) >= LAST
        number += (ord(letter) - (LAST if last else MORE)) * weight
        weight *= 32
        if last:
            found.append(-(number + 1) // 2 if number % 2 else number // 2)
            number, weight = 0, 1
    return found


def line(text: str) -> list[Point]:
    steps = numbers(text)
    x = y = 0
    points = []
    for step_x, step_y in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return points


@cache
def packaged() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(TARGET.read_text(encoding="utf8"))
    return made


@given(st.lists(st.integers(-40_000, 40_000)))
def test_numbers_come_back(given_: list[int]) -> None:
    text = "".join(written(number) for number in given_)
    assert numbers(text) == given_
    assert not set(text) & {'"', "\\"}


def atlas(*arcs: list[list[int]], geometries: list[dict[str, Any]]) -> dict[str, Any]:
    """TopoJSON with steps of a hundredth of a degree, from the corner of the world."""
    return {
        "objects": {"countries": {"geometries": geometries}},
        "arcs": list(arcs),
        "transform": {"scale": [0.01, 0.01], "translate": [-180, -90]},
    }


def test_a_border_keeps_each_bend_and_a_coast_its_shape() -> None:
    bend = [[18000, 9000], [10, 1], [10, -1]]  # 0.001 square degrees: less than COAST
    cape = [[18000, 9000], [100, 100], [100, -100]]
    polygons: list[dict[str, Any]] = [{"type": "Polygon", "id": "398", "arcs": [[0, 1]]}, {"type": "Polygon", "arcs": [[0]]}]
    made = json.loads(base_map(atlas(bend, bend, cape, geometries=[*polygons, {"type": "Polygon", "arcs": [[2]]}])))
    border, coast, outstanding = map(line, made["arcs"])
    assert border == [(0, 0), (6, 1), (12, 0)]
    assert coast == [(0, 0), (12, 0)]
    assert outstanding == [(0, 0), (60, 60), (120, 0)]


def test_no_island_is_lost_and_codes_are_those_of_iso() -> None:
    island = [[18000, 9000], [1, 0], [0, 1], [-1, 0], [0, -1]]
    made = json.loads(base_map(atlas(island, geometries=[{"type": "MultiPolygon", "id": "398", "arcs": [[[0]]]}])))
    assert made["countries"] == [["KZ", [[0]]]]
    assert len(line(made["arcs"][0])) == 4


def test_a_line_over_the_antimeridian_goes_on() -> None:
    made = json.loads(base_map(atlas([[35900, 9000], [-35800, 0]], geometries=[{"type": "Polygon", "arcs": [[0]]}])))
    assert line(made["arcs"][0]) == [(179 * 60, 0), (181 * 60, 0)]


def test_the_same_input_gives_the_same_map() -> None:
    arcs: list[list[int]] = [[18000, 9000], [100, 100], [100, -100]]
    one = atlas(arcs, geometries=[{"type": "Polygon", "id": "398", "arcs": [[0]]}])
    assert base_map(one) == base_map(one)


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [("KZ", 71.4, 51.2), ("FR", 2.3, 48.9), ("SD", 32.5, 15.6), ("US", -98.0, 39.0), ("TD", 15.1, 12.2), ("LS", 28.2, -29.6)],
)
def test_a_town_lies_in_its_country(code: str, longitude: float, latitude: float) -> None:
    assert holds(code, longitude * 60, latitude * 60)


def test_lesotho_is_a_hole_of_south_africa() -> None:
    assert not holds("ZA", 28.2 * 60, -29.6 * 60)


def test_what_has_no_code_has_no_name_either() -> None:
    codes = [code for code, _ in packaged()["countries"]]
    assert len(codes) == 241 and codes.count(None) == 5
    assert all(len(code) == 2 and code.isupper() for code in codes if code)


def holds(code: str, x: float, y: float) -> bool:
    """Even-odd over all rings of the country, as the canvas fills them."""
    crossings = 0
    for found, rings in packaged()["countries"]:
        for ring in rings if found == code else ():
            points = [p for arc in ring for p in (line(packaged()["arcs"][arc]) if arc >= 0 else _back(~arc))]
            for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
                if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                    crossings += 1
    return crossings % 2 == 1


def _back(arc: int) -> list[Point]:
    return line(packaged()["arcs"][arc])[::-1]


def test_the_map_is_where_the_page_looks_for_it() -> None:
    assert Path(__file__).parents[1] / "src" / "sayso" / "show" / "page" / "vendored" / "countries.json" == TARGET
