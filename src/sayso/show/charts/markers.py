"""Shapes at a place: markers by which origins are told apart, arrows of open ends, and the cross of what was taken back."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from sayso.show.charts.drawing import element, group, line, number, path

DASHES = (None, "7 3", "2 3", "10 3 2 3", "5 2 1 2 1 2", "1 2", "12 4", "4 4 1 4")
"""By place among the lines, with the marker of the same place."""


def _points(x: float, y: float, *offsets: tuple[float, float]) -> str:
    return "M" + "L".join(f"{number(x + dx)} {number(y + dy)}" for dx, dy in offsets) + "Z"


def circle(x: float, y: float, r: float, fill: str = "currentColor") -> Markup:
    return element("circle", cx=x, cy=y, r=r, fill=fill, stroke="currentColor", stroke_width=1.2)


def square(x: float, y: float, r: float, fill: str = "currentColor") -> Markup:
    return path(_points(x, y, (-r, -r), (r, -r), (r, r), (-r, r)), fill=fill, stroke_width=1.2)


def diamond(x: float, y: float, r: float, fill: str = "currentColor") -> Markup:
    s = r * 1.35
    return path(_points(x, y, (0, -s), (s, 0), (0, s), (-s, 0)), fill=fill, stroke_width=1.2)


def up(x: float, y: float, r: float, fill: str = "currentColor") -> Markup:
    return path(_points(x, y, (0, -r * 1.25), (r * 1.2, r), (-r * 1.2, r)), fill=fill, stroke_width=1.2)


def down(x: float, y: float, r: float, fill: str = "currentColor") -> Markup:
    return path(_points(x, y, (0, r * 1.25), (r * 1.2, -r), (-r * 1.2, -r)), fill=fill, stroke_width=1.2)


FORMS: tuple[Callable[[float, float, float, str], Markup], ...] = (circle, square, diamond, up, down)


def marker(place: int, x: float, y: float, r: float, hollow: bool = False) -> Markup:
    """Of the line at this place: five filled shapes, then the same ones hollow."""
    return FORMS[place % 5](x, y, r, "none" if hollow or place >= 5 else "currentColor")


def cross(x: float, y: float, r: float = 5) -> Markup:
    return group(line(x - r, y - r, x + r, y + r, stroke_width=1.6), line(x - r, y + r, x + r, y - r, stroke_width=1.6))


def arrow(x: float, y: float, length: float) -> Markup:
    """From a place upward, or downward where `length` is negative."""
    tip, back = y - length, 3 if length > 0 else -3
    d = f"M{number(x)} {number(y)}V{number(tip)}M{number(x - 3)} {number(tip + back)}L{number(x)} {number(tip)}"
    return path(f"{d}L{number(x + 3)} {number(tip + back)}", stroke_width=1.2)
