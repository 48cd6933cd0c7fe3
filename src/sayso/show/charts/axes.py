"""What stands below a chart: the axis of days, with its cuts."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from sayso.show.charts.days import CUT_WORDS, Days, ticks
from sayso.show.charts.drawing import group, line, number, path, width_of, words

FOOT = 34.0
"""Pixels below the axis that its words take."""
APART = 6.0
"""Pixels between the words of a cut and those of a tick beside it."""
OPENING = 5.0
"""Half of what is left blank in each line where the axis is cut."""


def day_axis(axis: Days, y: float, top: float) -> Markup:
    """At height `y`; the marks of cuts reach up to `top`."""
    parts = [line(left, y, right, y, stroke_opacity=0.6) for _, _, left, right in axis.parts]
    shown = ticks(axis)
    for tick in shown:
        parts.append(line(tick.x, y, tick.x, y + 4, stroke_opacity=0.6))
        parts.append(words(tick.x, y + 16, tick.text, text_anchor="middle", class_="label tick"))
        if tick.year:
            parts.append(words(tick.x, y + 29, tick.year, text_anchor="middle", class_="label tick year", fill_opacity=0.7))
    for cut in axis.cuts:
        middle = (cut.left + cut.right) / 2
        for x in (middle - OPENING, middle + OPENING):
            parts.append(path(f"M{number(x - 3)} {number(y + 5)}L{number(x + 3)} {number(y - 5)}", stroke_width=1.2))
            parts.append(line(x, top, x, y - 8, stroke_opacity=0.35, stroke_dasharray="1 4"))
        room = width_of(cut.words, CUT_WORDS) / 2 + APART
        for row, told in enumerate(zip(*((tick.text, tick.year) for tick in shown), strict=True)):
            beside = [(tick.x, width_of(text) / 2) for tick, text in zip(shown, told, strict=True) if text]
            if all(abs(x - middle) > room + half for x, half in beside):
                at = y + (16, 29)[row]
                parts.append(words(middle, at, cut.words, text_anchor="middle", class_="label cut", font_size=CUT_WORDS))
                break
    return group(*parts, class_="axis")


def between_cuts(axis: Days, left: float, right: float) -> Iterator[tuple[float, float]]:
    """A horizontal stretch without what lies within a cut, so that nothing drawn runs on as if no time were missing."""
    at = left
    for cut in axis.cuts:
        middle = (cut.left + cut.right) / 2
        a, b = middle - OPENING, middle + OPENING
        if at < b and right > a:
            if at < a:
                yield at, a
            at = b
    if right >= at:
        yield at, right
