"""The outlines of all countries, as `build_map.py` wrote them, unfolded to degrees. The page's script reads the same file.

Natural Earth draws who holds a territory, not whose it is by law: whoever draws this says below that borders are no statement.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import resources

from sayso.show.charts.world import Outline, Point, World

LAST, MORE = 93, 35
"""As build_map.py writes numbers: where the letters of a last digit start, and of those before it."""
MINUTES = 60
POLE = -90.0


@lru_cache(maxsize=1)
def world() -> World:
    text = (resources.files("sayso.show") / "page" / "vendored" / "countries.json").read_text(encoding="utf8")
    read = json.loads(text)
    arcs = [_points(arc) for arc in read["arcs"]]
    uses = Counter(_number(arc) for _, rings in read["countries"] for ring in rings for arc in ring)
    return World(
        countries=tuple((code, tuple(Outline(_joined(ring, arcs)) for ring in rings)) for code, rings in read["countries"]),
        borders=tuple(Outline(arc) for n, arc in enumerate(arcs) if uses[n] > 1),
    )


def _points(text: str) -> tuple[Point, ...]:
    """Longitude and latitude in degrees; the text has steps in arc minutes."""
    found: list[Point] = []
    x = y = 0
    numbers = _numbers(text)
    for step_x, step_y in zip(numbers, numbers, strict=True):
        x, y = x + step_x, y + step_y
        found.append((x / MINUTES, y / MINUTES))
    return tuple(found)


def _numbers(text: str) -> Iterator[int]:
    number, weight = 0, 1
    for code in text.encode("ascii"):
        if code < LAST:
            number, weight = number + (code - MORE) * weight, weight * 32
            continue
        number += (code - LAST) * weight
        yield -(number + 1) // 2 if number % 2 else number // 2
        number, weight = 0, 1


def _joined(ring: Iterable[int], arcs: Sequence[tuple[Point, ...]]) -> tuple[Point, ...]:
    """One line of its arcs, which goes on beyond 180° rather than jump."""
    whole: list[Point] = []
    for arc in ring:
        line = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        turn = 360 * round((whole[-1][0] - line[0][0]) / 360) if whole else 0
        whole += [(x + turn, y) for x, y in (line[1:] if whole else line)]
    first, last = whole[0], whole[-1]
    if abs(last[0] - first[0]) > 180:  # Antarctica goes around the pole
        whole += [(last[0], POLE), (first[0], POLE)]
    return tuple(whole)


def _number(arc: int) -> int:
    return arc if arc >= 0 else ~arc
