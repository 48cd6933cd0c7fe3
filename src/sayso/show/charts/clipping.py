"""What of a line or a ring lies within a frame, in pixels; and how it is written as a path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.show.charts.drawing import number
from sayso.show.charts.world import Point

NEAR = 1.1
"""Pixels under which two points of an outline are one."""
SPECK = 1.0
"""Pixels under which an island is not drawn."""


@dataclass(frozen=True, slots=True)
class Frame:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


Inside = Callable[[Point], bool]
Cross = Callable[[Point, Point], Point]


def ring_within(ring: Sequence[Point], frame: Frame) -> list[Point]:
    """By Sutherland and Hodgman (1974), one edge after the other. Empty where nothing of it is inside."""
    found = list(ring)
    for inside, cross in _edges(frame):
        given, found = found, []
        for before, at in zip([given[-1], *given[:-1]] if given else [], given, strict=True):
            if inside(at):
                found += [at] if inside(before) else [cross(before, at), at]
            elif inside(before):
                found.append(cross(before, at))
    return found


def lines_within(line: Sequence[Point], frame: Frame) -> Iterator[list[Point]]:
    """The stretches of it that lie inside."""
    run: list[Point] = []
    for a, b in pairwise(line):
        part = _segment(a, b, frame)
        if part is None:
            continue
        start, end = part
        if run and run[-1] != start:
            yield run
            run = []
        run += [end] if run else [start, end]
    if run:
        yield run


def area_path(rings: Iterable[Sequence[Point]]) -> str:
    """Closed, without what is too small to be seen."""
    return "".join(f"{_path(kept)}Z" for ring in rings for kept in [_thinned(ring)] if _is_seen(kept))


def line_path(lines: Iterable[Sequence[Point]]) -> str:
    return "".join(_path(kept) for line in lines for kept in [_thinned(line)] if len(kept) > 1)


def _edges(frame: Frame) -> Iterator[tuple[Inside, Cross]]:
    def at_x(edge: float) -> Cross:
        return lambda a, b: (edge, a[1] + (b[1] - a[1]) * (edge - a[0]) / (b[0] - a[0]))

    def at_y(edge: float) -> Cross:
        return lambda a, b: (a[0] + (b[0] - a[0]) * (edge - a[1]) / (b[1] - a[1]), edge)

    yield (lambda p: p[0] >= frame.left), at_x(frame.left)
    yield (lambda p: p[0] <= frame.right), at_x(frame.right)
    yield (lambda p: p[1] >= frame.top), at_y(frame.top)
    yield (lambda p: p[1] <= frame.bottom), at_y(frame.bottom)


def _segment(a: Point, b: Point, frame: Frame) -> tuple[Point, Point] | None:
    """What of it is inside, by Liang and Barsky (1984)."""
    (ax, ay), dx, dy = a, b[0] - a[0], b[1] - a[1]
    first, last = 0.0, 1.0
    for towards, room in ((-dx, ax - frame.left), (dx, frame.right - ax), (-dy, ay - frame.top), (dy, frame.bottom - ay)):
        if towards == 0:
            if room < 0:
                return None
        elif towards < 0:
            first = max(first, room / towards)
        else:
            last = min(last, room / towards)
    if first > last:
        return None
    start = a if first == 0 else (ax + first * dx, ay + first * dy)
    return start, b if last == 1 else (ax + last * dx, ay + last * dy)


def _thinned(points: Sequence[Point]) -> list[Point]:
    kept: list[Point] = []
    for at, (x, y) in enumerate(points):
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= NEAR or at == len(points) - 1:
            kept.append((x, y))
    return kept


def _is_seen(ring: Sequence[Point]) -> bool:
    if len(ring) < 3:
        return False
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(xs) - min(xs) + max(ys) - min(ys) > SPECK


def _path(points: Sequence[Point]) -> str:
    """Steps from point to point in tenths of a pixel: short, and rounding does not add up."""
    x, y = _tenths(points[0])
    written = [f"M{_told(x)} {_told(y)}l"]
    for point in points[1:]:
        to_x, to_y = _tenths(point)
        if (to_x, to_y) != (x, y):
            written.append(f"{_told(to_x - x)} {_told(to_y - y)} ")
            x, y = to_x, to_y
    return "".join(written).rstrip(" l")


def _tenths(point: Point) -> tuple[int, int]:
    return round(point[0] * 10), round(point[1] * 10)


def _told(tenths: int) -> str:
    return number(tenths / 10)
