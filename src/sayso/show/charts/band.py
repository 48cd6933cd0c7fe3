"""The band behind the lines: what all that stands leaves possible, from day to day."""

from __future__ import annotations

from markupsafe import Markup

from sayso.show.charts.axes import between_cuts
from sayso.show.charts.days import Days, stretch
from sayso.show.charts.drawing import element, group, number, path
from sayso.show.charts.heights import Heights
from sayso.show.charts.told import Band

THIN = 5.0
"""Pixels of a band of one number, which would have no height."""
ABOVE = 10.0
"""Pixels by which a band without an upper end reaches over the highest number."""


def band_of(band: Band, id: str, axis: Days, scale: Heights, last: float) -> Markup:
    """What stands leaves this possible; without an upper end it is hatched up to the top."""
    known = [(of, b) for b in band for of in [stretch(b.day)] if of]
    known.sort(key=lambda item: item[0].start)
    ends = [*(axis.middle(of) for of, _ in known[1:]), last]
    fill: list[str] = []
    hatch: list[str] = []
    for (of, b), right in zip(known, ends, strict=False):
        if b.low is None and b.high is None:
            continue
        low = scale.y(float(b.low or 0)) + THIN / 2
        high = max(scale.top - ABOVE, 1) if b.high is None else scale.y(float(b.high)) - THIN / 2
        for a, z in between_cuts(axis, axis.middle(of), right):
            shape = f"M{number(a)} {number(low)}H{number(z)}V{number(high)}H{number(a)}Z"
            (hatch if b.high is None else fill).append(shape)
    if not fill and not hatch:
        return Markup("")
    lines_ = path("M0 6L6 0", stroke_width=0.6, stroke_opacity=0.5)
    pattern = element("pattern", lines_, id=f"{id}-open", width=6, height=6, patternUnits="userSpaceOnUse")
    return group(
        *([element("defs", pattern)] if hatch else []),
        *([path("".join(fill), fill="currentColor", fill_opacity=0.1, stroke="none", class_="band")] if fill else []),
        *([path("".join(hatch), fill=f"url(#{id}-open)", stroke="none", class_="band open")] if hatch else []),
    )
