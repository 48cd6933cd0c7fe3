"""Makes `src/sayso/show/page/vendored/countries.json`, the base map of the page, from world-atlas' `countries-50m.json`.

    python build_map.py countries-50m.json

Run by hand, when world-atlas changes; the result is committed. The same input gives the same bytes. What is kept: the outline
of every country and every border between two of them, to the arc minute. What goes: names, and capes and bays of coasts where
they are smaller than `COAST`, which hardly shows on any map of the page.

The file: `{"countries": [[code, rings], …], "arcs": [text, …]}`. `code` is ISO 3166-1 alpha-2, or null where world-atlas gives
none. A ring is a list of arcs, `~n` for arc n backwards, as in TopoJSON. An arc is a list of steps in arc minutes, longitude
before latitude, the first from (0, 0); each number is written by `written`. An arc that crosses the antimeridian goes on beyond
180°.
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

TARGET = Path(__file__).parent / "src" / "sayso" / "show" / "page" / "vendored" / "countries.json"

COAST = 0.002
"""Square degrees, at the equator some 25 km²: what a point of a coast must add to the land, or take from it, to be kept. At the
largest zoom of the page that is 16 square pixels there; at the zoom of a country one or less."""

MINUTES = 60
LAST, MORE = 93, 35
"""Where the letters start of a number's last digit, and of those before it. Neither range holds a quote or a backslash."""

Point = tuple[float, float]


def base_map(atlas: dict[str, Any]) -> str:
    """`atlas` is the TopoJSON of world-atlas, with `objects.countries`."""
    countries = [(_code(one.get("id")), _rings(one)) for one in atlas["objects"]["countries"]["geometries"]]
    uses = Counter(_number(arc) for _, rings in countries for ring in rings for arc in ring)
    arcs = [_arc(points, border=uses[n] > 1) for n, points in enumerate(_degrees(atlas))]
    return json.dumps({"countries": countries, "arcs": arcs}, separators=(",", ":")) + "\n"


def written(number: int) -> str:
    """Digits to base 32, the lowest first, of 2n or (below zero) −2n − 1."""
    rest = 2 * number if number >= 0 else -2 * number - 1
    letters = ""
    while rest > 31:
        letters += chr(MORE + rest % 32)
        rest //= 32
    return letters + chr(LAST + rest)


def _code(numeric: str | None) -> str | None:
    found = pycountry.countries.get(numeric=numeric) if numeric else None
    return found.alpha_2 if found else None


def _rings(geometry: dict[str, Any]) -> list[list[int]]:
    """Of all its parts; which are holes need not be told, since the page fills by the even-odd rule."""
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [ring for part in parts for ring in part]


def _number(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _degrees(atlas: dict[str, Any]) -> Iterable[list[Point]]:
    """Every arc as longitude and latitude, unwound where it crosses the antimeridian."""
    (scale_x, scale_y), (x0, y0) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for steps in atlas["arcs"]:
        x = y = 0
        points: list[Point] = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            longitude = x * scale_x + x0
            if points:
                longitude -= 360 * round((longitude - points[-1][0]) / 360)
            points.append((longitude, y * scale_y + y0))
        yield points


def _arc(points: list[Point], border: bool) -> str:
    kept = points if border else _without_the_least(points)
    minutes = [(round(x * MINUTES), round(y * MINUTES)) for x, y in kept]
    steps = [minutes[0]]
    for (x, y), (next_x, next_y) in pairwise(minutes):
        if (x, y) != (next_x, next_y):
            steps.append((next_x - x, next_y - y))
    return "".join(written(number) for step in steps for number in step)


def _without_the_least(points: list[Point]) -> list[Point]:
    """The way of Visvalingam and Whyatt (1993): drop the point whose triangle with its neighbours is least, until all reach
    `COAST`. The ends stay, and of a closed line four points, so that no island is lost."""
    least = 4 if points[0] == points[-1] else 2
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    areas = {at: _triangle(points, at - 1, at, at + 1) for at in range(1, len(points) - 1)}
    queue = [(area, at) for at, area in areas.items()]
    heapq.heapify(queue)
    while queue and len(areas) + 2 > least:
        area, at = heapq.heappop(queue)
        if areas.get(at) != area:
            continue  # gone, or measured anew
        if area >= COAST:
            break
        del areas[at]
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for near in (left, right):
            if near in areas:
                areas[near] = max(area, _triangle(points, before[near], near, after[near]))
                heapq.heappush(queue, (areas[near], near))
    return [point for at, point in enumerate(points) if at in areas or at in (0, len(points) - 1)]


def _triangle(points: Sequence[Point], left: int, at: int, right: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = points[left], points[at], points[right]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2 * math.cos(math.radians(by))


if __name__ == "__main__":
    TARGET.write_text(base_map(json.loads(Path(sys.argv[1]).read_text(encoding="utf8"))), encoding="utf8")
