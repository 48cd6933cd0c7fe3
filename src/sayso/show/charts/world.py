"""What a map is drawn upon: outlines in degrees, and the projection that makes pixels of them.

The projection is the equidistant conic (Snyder 1987, pp. 111–115) with standard parallels a sixth in from the edges of
what is shown, or, near the equator and for most of the world, its limit: the equidistant cylindrical. Neither shows areas far
from its parallels larger than they are, as Mercator does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import ceil, cos, radians, sin

Point = tuple[float, float]
"""Longitude and latitude in degrees, or x and y."""

LEAST_CONE = 0.12
"""Under this constant the cone is all but a cylinder."""
WORLD_WIDE = 140.0
"""Degrees of longitude from which on a cone would bend what is shown out of shape."""
LONG = 1.5
"""Degrees of a line that is cut into shorter ones, so that it bends with its parallel."""


@dataclass(frozen=True, eq=False)
class Outline:
    """A line, or a ring whose last point joins its first."""

    line: Sequence[Point]

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        xs, ys = [x for x, _ in self.line], [y for _, y in self.line]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def extent(self) -> float:
        west, south, east, north = self.box
        return (east - west) * (north - south)


@dataclass(frozen=True, eq=False)
class World:
    """Countries by ISO 3166-1 alpha-2 code, or None where the base map gives none; and the lines between two of them."""

    countries: Sequence[tuple[str | None, Sequence[Outline]]]
    borders: Sequence[Outline]


@dataclass(frozen=True, slots=True)
class Projection:
    """`at` gives x to the right and y down, in units of which one is a radian along a meridian."""

    middle: float
    cone: float
    """0 for the cylinder."""
    apex: float
    parallel: float
    """Of the cylinder: the latitude that is true to scale, in radians."""

    def at(self, longitude: float, latitude: float) -> Point:
        turn, up = radians(longitude - self.middle), radians(latitude)
        if not self.cone:
            return turn * cos(self.parallel), -up
        distance = self.apex - up
        return distance * sin(self.cone * turn), distance * cos(self.cone * turn) - self.apex

    def line(self, points: Iterable[Point]) -> list[Point]:
        return [self.at(x, y) for x, y in _bent(list(points))]


def projection(middle: float, south: float, north: float, width: float) -> Projection:
    """For what lies around the longitude `middle`, between two latitudes, `width` degrees of longitude wide."""
    inset = (north - south) / 6
    low, high = radians(south + inset), radians(north - inset)
    if high - low < 1e-6:
        high = low + 1e-6
    cone = (cos(low) - cos(high)) / (high - low)
    if abs(cone) < LEAST_CONE or width > WORLD_WIDE or south < 0 < north:
        return Projection(middle, 0.0, 0.0, (low + high) / 2)
    return Projection(middle, cone, cos(low) / cone + low, 0.0)


def middle_of(longitudes: Iterable[float]) -> float:
    """Around which they lie closest: the middle of what is left when the widest gap is cut out."""
    found = sorted(longitudes)
    if not found:
        return 0.0
    gaps = [(b - a, b) for a, b in pairwise(found)] + [(found[0] + 360 - found[-1], found[0])]
    widest, start = max(gaps, key=lambda gap: gap[0])
    return start + (360 - widest) / 2


def turned(line: Sequence[Point], turn: float) -> Sequence[Point]:
    return [(x + turn, y) for x, y in line] if turn else line


def turns(outline: Outline, middle: float) -> Iterator[float]:
    """By how many degrees it has to be turned to lie in the world around `middle`: once, or twice at its edge."""
    west, _, east, _ = outline.box
    for turn in (-360.0, 0.0, 360.0):
        if east + turn >= middle - 180 and west + turn <= middle + 180:
            yield turn


def _bent(points: Sequence[Point]) -> Iterator[Point]:
    if points:
        yield points[0]
    for (ax, ay), (bx, by) in pairwise(points):
        parts = max(1, ceil(abs(bx - ax) / LONG))
        for n in range(1, parts + 1):
            yield ax + (bx - ax) * n / parts, ay + (by - ay) * n / parts
