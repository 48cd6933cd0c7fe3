"""A figure through time in the size of a word: for a card. No axis; the last number has a dot, what was taken back a cross."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sayso.show.charts.band import band_of
from sayso.show.charts.days import Days, stretch
from sayso.show.charts.drawing import element, line, number, path, svg
from sayso.show.charts.heights import heights
from sayso.show.charts.told import Band, Line, Point, in_words

EDGE = 4.0


def goes_on(points: Sequence[Point]) -> bool:
    """Is there anything through time: numbers of two days?"""
    return len({of for p in points for of in [p.stretch] if of and not p.is_vague}) > 1


def spark(
    points: Sequence[Point],
    band: Band = (),
    *,
    id: str,
    title: str,
    width: float = 120,
    height: float = 28,
    until: str | None = None,
) -> Markup:
    """`points` of all origins together, in the order of their days: the step is the last word of any of them. From zero,
    over the whole width, and with no cut in its time."""
    width, height = max(width, 24.0), max(height, 12.0)
    dated = sorted(((of.start, n, of, p) for n, p in enumerate(points) for of in [p.stretch] if of), key=lambda item: item[:2])
    shown = [(of, p) for _, _, of, p in dated if not p.is_vague]
    desc = in_words([Line(title, tuple(points))]) if points else "no number"
    if not shown:
        dash = line(EDGE, height - EDGE, width - EDGE, height - EDGE, stroke_dasharray="1 3", stroke_opacity=0.6)
        return svg(id, width, height, dash, title=title, desc=desc, class_="spark")
    end = stretch(until)
    ends = [of.middle for of in (*(of for of, _ in shown), *([end] if end else []))]
    axis = Days(((min(ends), max(ends), EDGE, width - EDGE),), (int(min(ends)),), ())
    last = axis.middle(end) if end else axis.middle(shown[-1][0])
    numbers = [0.0, *(n for _, p in shown for n in p.ends), *(float(n) for b in band for n in (b.low, b.high) if n is not None)]
    scale = heights(numbers, EDGE, height - EDGE)
    zero = line(0, height - EDGE, width, height - EDGE, stroke_width=0.5, stroke_opacity=0.45, class_="zero")
    parts = [zero, band_of(band, id, axis, scale, last)]
    standing = [(axis.middle(of), scale.y(p.height)) for of, p in shown if not p.is_struck]
    if standing:
        x, y = standing[0]
        d = f"M{number(x)} {number(y)}" + "".join(f"H{number(a)}V{number(b)}" for a, b in standing[1:])
        parts.append(path(d + f"H{number(max(last, standing[-1][0]))}", stroke_width=1.2, class_="line"))
    for of, p in shown:
        if p.is_struck:
            x, y = axis.middle(of), scale.y(p.height)
            cross = f"M{number(x - 2)} {number(y - 2)}l4 4m0 -4l-4 4"
            parts.append(path(cross, stroke_width=1, class_=f"mark {p.ended_how}"))
    if standing:
        x, y = max(last, standing[-1][0]), standing[-1][1]
        parts.append(element("circle", cx=x, cy=y, r=2.2, fill="currentColor", class_="last"))
    return svg(id, width, height, *parts, title=title, desc=desc, class_="spark")
