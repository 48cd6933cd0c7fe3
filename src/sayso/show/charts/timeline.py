"""What was in force, and what happened: measures as bars with start and end, incidents beneath them by kind.

Of a bar, only what was told is drawn solid: its start is dotted where it is only known to have held by then, ragged where no
start is told; a planned end has a tick, and what lies before it and after today is dashed; what is still open ends in an arrow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sayso.show.charts.axes import FOOT, between_cuts, day_axis
from sayso.show.charts.days import Days, Stretch, days, short, stretch
from sayso.show.charts.drawing import (
    MOST_STOPS,
    Table,
    group,
    hit,
    line,
    mark,
    number,
    path,
    svg,
    width_of,
    words,
    wrapped,
)
from sayso.show.charts.markers import circle, diamond, down, square, up

LEAST_WIDTH = 240.0
EDGE = 10.0
TEXT = 15.0
BAR = 7.0
ROW = 16.0
"""Room of a bar below its words."""
UNDER = 6.0
"""From the room of the words down to the middle of their bar: no letter reaches it."""
DOT = 4.0
STACK = 10.5
MOST_STACKED = 5
"""Incidents of one day drawn over each other; more are counted."""
RAGGED = 18.0

Box = tuple[float, float, float, float]
"""Of words: left, top, right, bottom."""

GROUPS = ("unrest", "attack", "arrest", "disaster", "people", "other")


@dataclass(frozen=True, slots=True)
class Bar:
    """A measure. Days are ISO prefixes."""

    label: str
    start: str | None
    """None: only its end, or that it held, is told."""
    end: str | None
    planned_end: str | None
    state: str
    """In words: "open", "closed", "planned end passed"."""
    start_stated: bool = True
    """False: it was so by then."""
    href: str | None = None
    hover: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """An incident. `group` is one of `GROUPS`; any other is drawn as "other"."""

    group: str
    label: str
    day: str | None
    href: str | None = None
    hover: str = ""


def timeline(
    bars: Sequence[Bar],
    dots: Sequence[Dot],
    *,
    id: str,
    title: str,
    width: float = 720,
    first: str | None = None,
    at: str | None = None,
) -> Markup:
    """`first`: the day from which to show, where what is told does not say it. `at`: as of which day."""
    told = [of for day in (first, at, *_days(bars, dots)) for of in [stretch(day)] if of]
    if not told or not (bars or dots):
        said = words(0, 16, "nothing with a day")
        return svg(id, LEAST_WIDTH, 24, said, title=title, desc="nothing with a day", class_="timeline empty")
    width = max(width, LEAST_WIDTH)
    axis = days(told, EDGE, width - EDGE)
    now = stretch(at)
    stop = len(bars) + len(dots) <= MOST_STOPS
    parts: list[Markup] = []
    texts: list[Box] = []
    y = 18.0
    for bar in bars:
        drawn, y = _bar(bar, axis, y, width, now, stop, texts)
        parts.append(drawn)
    for name in GROUPS:
        lane = [dot for dot in dots if (dot.group if dot.group in GROUPS else "other") == name]
        if lane:
            drawn, y = _lane(name, lane, axis, y, width, stop, texts)
            parts.append(drawn)
    y += 8
    height = y + FOOT
    return svg(
        id,
        width,
        height,
        *([_now(axis, now, at, y, width, texts)] if now else []),
        *parts,
        day_axis(axis, y, 14),
        title=title,
        desc=_in_words(bars, dots, at),
        class_="timeline",
    )


def timeline_table(bars: Sequence[Bar], dots: Sequence[Dot]) -> Table:
    """What is behind the chart: measures first, then incidents, each by day."""
    measures = [
        (bar.start or "", (bar.label, _from(bar), short(bar.end) or _planned(bar) or "not told", bar.state)) for bar in bars
    ]
    happened = [(dot.day or "", (dot.label, short(dot.day) or "day not told", "", dot.group)) for dot in dots]
    rows = [row for part in (measures, happened) for _, row in sorted(part)]
    return Table(("what", "from", "until", "state or kind"), tuple(rows))


def _days(bars: Sequence[Bar], dots: Sequence[Dot]) -> list[str | None]:
    return [*(day for bar in bars for day in (bar.start, bar.end, bar.planned_end)), *(dot.day for dot in dots)]


def _from(bar: Bar) -> str:
    if not bar.start:
        return "start not told"
    return short(bar.start) if bar.start_stated else f"by {short(bar.start)}"


def _planned(bar: Bar) -> str:
    return f"planned {short(bar.planned_end)}" if bar.planned_end else ""


def _now(axis: Days, now: Stretch, at: str | None, bottom: float, width: float, texts: Sequence[Box]) -> Markup:
    """A line down the day as of which all is; it stops for words."""
    x = axis.x(now.end)
    text = f"as of {short(at)}"
    half = width_of(text) / 2
    where = min(max(x, half + 2), width - half - 2)
    label = words(where, 9, text, text_anchor="middle", class_="label at")
    d, y = "", 12.0
    for _, top, _, under in sorted((b for b in texts if b[0] - 3 < x < b[2] + 3), key=lambda b: b[1]):
        if top > y:
            d += f"M{number(x)} {number(y)}V{number(top)}"
        y = max(y, under)
    d += f"M{number(x)} {number(y)}V{number(bottom)}"
    return group(path(d, stroke_width=0.8, stroke_opacity=0.7), label, class_="now")


def _bar(
    bar: Bar, axis: Days, top: float, width: float, now: Stretch | None, stop: bool, texts: list[Box]
) -> tuple[Markup, float]:
    """The bar below its words, and where the next row begins."""
    rows = wrapped(bar.label, width - 4) or ("",)
    start, end, planned = stretch(bar.start), stretch(bar.end), stretch(bar.planned_end)
    x1 = axis.x(start.start) if start else axis.parts[0][2]
    text_at = min(x1, width - 2 - max(width_of(row) for row in rows))
    text_at = max(2.0, text_at)
    parts = [words(text_at, top + TEXT * (n + 1) - 3, row, class_="label bar-label") for n, row in enumerate(rows)]
    texts += [(text_at, top + TEXT * n, text_at + width_of(row), top + TEXT * (n + 1)) for n, row in enumerate(rows)]
    y = top + TEXT * len(rows) + UNDER
    x2, dashed_to, tail = _end_of(axis, end, planned, now, x1)
    solid_from = x1
    if start is None or not bar.start_stated:
        solid_from = min(x1 + RAGGED, x2)
        parts.append(_thick(axis, x1, solid_from, y, "1.5 2.5"))
    if start is None:
        d = f"M{number(x1)} {number(y - 5)}l3 2.5l-3 2.5l3 2.5l-3 2.5"
        parts.append(path(d, stroke_width=1))
    parts.append(_thick(axis, solid_from, x2, y, None))
    if dashed_to > x2:
        parts.append(_thick(axis, x2, dashed_to, y, "5 3", 0.6))
    edge = max(x2, dashed_to)
    if tail == "planned":
        parts.append(line(edge, y - 7, edge, y + 7, stroke_width=1.2))
    elif tail == "open":
        tip = f"M{number(edge)} {number(y - 6)}L{number(edge + 8)} {number(y)}L{number(edge)} {number(y + 6)}Z"
        parts.append(path(tip, fill="currentColor", stroke="none"))
    else:
        parts.append(line(edge - 1, y - BAR / 2 - 2, edge - 1, y + BAR / 2 + 2, stroke_width=2))
    hover = bar.hover or ", ".join(
        part for part in (bar.label, f"from {_from(bar)}", short(bar.end) or _planned(bar), bar.state) if part
    )
    class_ = f"bar {'open' if tail == 'open' else tail}"
    return mark(*parts, hover=hover, href=bar.href, stop=stop, class_=class_), y + ROW


def _end_of(
    axis: Days, end: Stretch | None, planned: Stretch | None, now: Stretch | None, x1: float
) -> tuple[float, float, str]:
    """Where the solid part ends, up to where it is dashed, and how it ends."""
    far = axis.parts[-1][3] - 8
    here = axis.x(now.end) if now else far
    if end is not None:
        return max(axis.x(end.end), x1 + 2), 0.0, "closed"
    if planned is not None:
        until = axis.x(planned.end)
        return max(min(here, until), x1 + 2), max(until, x1 + 2), "planned"
    return max(min(here, far), x1 + 2 if x1 < far - 2 else x1), 0.0, "open"


def _thick(axis: Days, left: float, right: float, y: float, dashes: str | None, opacity: float = 0.85) -> Markup:
    d = "".join(f"M{number(a)} {number(y)}H{number(z)}" for a, z in between_cuts(axis, left, right) if z > a)
    return path(d, stroke_width=BAR, stroke_dasharray=dashes, stroke_opacity=opacity) if d else Markup("")


def _lane(
    name: str, lane: Sequence[Dot], axis: Days, top: float, width: float, stop: bool, texts: list[Box]
) -> tuple[Markup, float]:
    """The incidents of one kind: those of one place on the axis stand on each other, above a line with the kind's name."""
    stacks: dict[int, list[tuple[float, Stretch, Dot]]] = defaultdict(list)
    undated = 0
    for dot in lane:
        of = stretch(dot.day)
        if of is None:
            undated += 1
            continue
        x = axis.middle(of)
        stacks[round(x / (DOT * 2 + 1))].append((x, of, dot))
    highest = min(MOST_STACKED, max(map(len, stacks.values()), default=0))
    more = any(len(stack) > MOST_STACKED for stack in stacks.values())
    base = top + TEXT + (TEXT if more else 2) + STACK * max(highest - 1, 0) + DOT + 2
    title = f"{name} · {len(lane)}" + (f", {undated} without a day" if undated else "")
    parts: list[Markup] = [words(2, top + TEXT - 3, title, class_="label lane", fill_opacity=0.8)]
    texts.append((2, top, 2 + width_of(title), top + TEXT))
    parts.append(line(2, base + DOT + 3, width - 2, base + DOT + 3, stroke_opacity=0.15, stroke_width=0.7))
    for stack in stacks.values():
        x = stack[0][0]
        for n, (_, of, dot) in enumerate(stack[:MOST_STACKED]):
            parts.append(_dot(name, x, base - n * STACK, of, dot, axis, stop))
        if len(stack) > MOST_STACKED:
            rest = f"+{len(stack) - MOST_STACKED}"
            at = min(max(x, 10.0), width - 10.0)
            parts.append(
                words(at, base - MOST_STACKED * STACK + 2, rest, text_anchor="middle", font_size=9, class_="label more")
            )
    return group(*parts, class_=f"lane {name}"), base + DOT + 6


def _dot(name: str, x: float, y: float, of: Stretch, dot: Dot, axis: Days, stop: bool) -> Markup:
    shapes = [hit(x, y, STACK / 2), _form(name, x, y)]
    if not of.is_day:
        shapes.append(line(axis.x(of.start), y, axis.x(of.end), y, stroke_opacity=0.6))
    hover = dot.hover or f"{dot.label}, {short(dot.day)}"
    return mark(*shapes, hover=hover, href=dot.href, stop=stop, class_=f"mark dot {name}")


def _form(name: str, x: float, y: float) -> Markup:
    if name == "unrest":
        return up(x, y, DOT - 0.6)
    if name == "attack":
        return diamond(x, y, DOT - 0.6)
    if name == "arrest":
        return square(x, y, DOT - 0.8)
    if name == "disaster":
        return circle(x, y, DOT - 0.4)
    return down(x, y, DOT - 0.6) if name == "people" else circle(x, y, DOT - 0.6, fill="none")


def _in_words(bars: Sequence[Bar], dots: Sequence[Dot], at: str | None) -> str:
    said = [f"{bar.label}: from {_from(bar)}, {short(bar.end) or _planned(bar) or bar.state}." for bar in bars[:12]]
    counts = {name: sum(1 for dot in dots if dot.group == name) for name in dict.fromkeys(dot.group for dot in dots)}
    happened = ", ".join(f"{number_} {name}" for name, number_ in counts.items())
    return " ".join([*([f"As of {short(at)}."] if at else []), *said, *([f"Incidents: {happened}."] if happened else [])])
