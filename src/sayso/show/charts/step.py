"""A figure through time: a step line an origin, the band of what stands, and what was taken back struck through.

    step_chart(lines, band, id="killed", title="Killed, Kazakhstan", until="2022-09-14")

A step holds until its origin's next word. A range is a thick bar, "at least" has an arrow up, "up to" one down; a month is a
stretch of that month. Origins are told apart by their dashes and markers, and named where their lines end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from sayso.show.charts.axes import FOOT, between_cuts, day_axis
from sayso.show.charts.band import band_of
from sayso.show.charts.days import OVERHANG, Days, days, short, stretch
from sayso.show.charts.drawing import (
    MOST_STOPS,
    group,
    hit,
    line,
    mark,
    number,
    path,
    shortened,
    svg,
    width_of,
    words,
)
from sayso.show.charts.heights import Heights, heights
from sayso.show.charts.labels import ROW, End, Named, Placed, named, placed
from sayso.show.charts.markers import DASHES, arrow, cross, marker
from sayso.show.charts.told import Band, Line, Point, in_words

MOST_LINES = 8
LEAST_WIDTH, LEAST_HEIGHT = 280.0, 150.0
TOP = 20.0
STRIP = 26.0
"""Height of the strip on which vague words stand."""
MOST_STRUCK = 4
"""Numbers taken back, of lines that go on, that are told in words."""
MANY = 60
"""Points from which markers are drawn small."""


@dataclass(frozen=True, slots=True)
class Step:
    """A point with its place: drawn at `x`, it holds from `from_` to `to`."""

    point: Point
    place: int
    x: float
    left: float
    right: float
    """Of the stretch that it is for."""
    to: float
    y: float
    span: tuple[float, float]
    """Bottom and top of a range; both `y` of any other number."""
    runs_on: bool
    """Up to its origin's next word, or to the end of the chart."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """What depends on where the column of names begins."""

    axis: Days
    last: float
    steps: Sequence[Step]
    room: Named
    names: Placed


def step_chart(
    lines: Sequence[Line],
    band: Band = (),
    *,
    id: str,
    title: str,
    width: float = 720,
    height: float = 300,
    until: str | None = None,
) -> Markup:
    """`until`: the day as of which the chart is, ISO; None = the last day that is told. `id` is unique on its page."""
    shown = [dated for dated in map(_dated, lines) if dated.points][:MOST_LINES]
    told = [of for one in shown for p in one.points for of in (p.stretch, stretch(p.ended_at)) if of]
    if not told:
        return _no_number(id, title, lines)
    end = stretch(until)
    told += [end] if end else []
    width = max(width, LEAST_WIDTH)
    measured = [p for one in shown for p in one.points if not p.is_vague]
    vague = [p for one in shown for p in one.points if p.is_vague]
    numbers = [n for p in measured for n in p.ends] + [
        float(n) for b in band for n in (b.low, b.high) if n is not None and measured
    ]
    column = _column(shown, width) if measured else 0.0
    rooms = max(LEAST_HEIGHT, height, ROW * len(shown) + TOP + FOOT + STRIP * 2)
    floor = rooms - FOOT - (STRIP if vague else 0)
    scale = heights(numbers, TOP, floor if measured else TOP)
    left = 12 + max((width_of(f"{t:,.0f}") for t in scale.ticks), default=0.0) if measured else OVERHANG

    def laid(right: float) -> _Laid:
        axis = days(told, left, right)
        last = axis.middle(end) if end else max(axis.middle(of) for of in told)
        steps = [step for place, one in enumerate(shown) for step in _steps(one, place, axis, scale, last)]
        room = Named(right, TOP, floor)
        return _Laid(axis, last, steps, room, _names(steps, shown, last, room))

    drawn = laid(width - column - OVERHANG)
    if measured and drawn.names.needs < column + OVERHANG:  # no wider than the names that came into it
        closer = laid(width - max(drawn.names.needs, OVERHANG))
        drawn = closer if {e.place for e in closer.names.column} <= {e.place for e in drawn.names.column} else drawn
    axis, last, steps, right = drawn.axis, drawn.last, drawn.steps, drawn.room.left
    stop = len(steps) <= MOST_STOPS
    if not measured:
        rooms, floor = TOP + STRIP + FOOT, TOP
    parts = [
        *([_grid(scale, left, right)] if measured else []),
        *([band_of(band, id, axis, scale, last)] if measured else []),
        day_axis(axis, rooms - FOOT, TOP),
        *(_line(one, [s for s in steps if s.place == place], axis) for place, one in enumerate(shown)),
        *(_mark(step, shown[step.place], stop, 2.2 if len(steps) > MANY else 3.4) for step in steps if not step.point.is_vague),
        _strip([s for s in steps if s.point.is_vague], shown, axis, rooms - FOOT, width, stop),
        named(drawn.names, last, width, drawn.room),
        _note(lines, shown, scale if measured else None, left, width),
    ]
    return svg(id, width, rooms, *parts, title=title, desc=in_words(lines) or title, class_="steps")


def _dated(one: Line) -> Line:
    """Its points in the order of their days; those without a day are in the table only."""
    dated = [(of.start, of.end, n, p) for n, p in enumerate(one.points) for of in [p.stretch] if of]
    return Line(one.name, tuple(p for *_, p in sorted(dated, key=lambda item: item[:3])), one.holds)


def _no_number(id: str, title: str, lines: Sequence[Line]) -> Markup:
    text = "no number with a day: see the table" if any(one.points for one in lines) else "no number"
    return svg(id, LEAST_WIDTH, 24, words(0, 16, text), title=title, desc=in_words(lines) or text, class_="steps empty")


def _column(lines: Sequence[Line], width: float) -> float:
    """Room for the names at the right, at most."""
    widest = max(width_of(f"{one.points[-1].label}  {one.name}") for one in lines)
    return min(widest + 28, max(0.32 * width, 96.0))


def _steps(one: Line, place: int, axis: Days, scale: Heights, last: float) -> Iterator[Step]:
    """Of one line, in the order of its days."""
    measured = [p for p in one.points if not p.is_vague]
    standing = [p for p in measured if not p.is_struck]  # what was taken back ended nothing
    following = dict(zip(map(id, standing), standing[1:], strict=False))
    for point in one.points:
        of = point.stretch
        assert of  # only what has a day comes here
        x = axis.middle(of)
        left, right = (x, x) if of.is_day else (axis.x(of.start), axis.x(of.end))
        next_ = following.get(id(point))
        next_of = next_.stretch if next_ else None
        limit = (axis.middle(next_of) if next_of.is_day else axis.x(next_of.start)) if next_of else last
        ended = stretch(point.ended_at)
        lost = ended is None and (point.is_struck or (point.ended_how is not None and next_of is None))
        if not one.holds or point.is_vague or lost:
            to = right
        elif ended is not None and (point.is_struck or next_of is None):
            to = axis.middle(ended)
        else:
            to = limit
        to = max(to, right)
        runs_on = one.holds and not point.is_struck and abs(to - max(limit, right)) < 0.5
        low, high = point.ends
        yield Step(point, place, x, left, right, to, scale.y(point.height), (scale.y(low), scale.y(high)), runs_on)


def _grid(scale: Heights, left: float, right: float) -> Markup:
    parts = []
    for tick in scale.ticks:
        y = scale.y(tick)
        parts.append(line(left, y, right, y, stroke_opacity=0.14, stroke_width=0.7))
        parts.append(words(left - 6, y + 4, f"{tick:,.0f}", text_anchor="end", class_="label tick"))
    return group(*parts, class_="axis")


def _line(one: Line, steps: Sequence[Step], axis: Days) -> Markup:
    measured = [s for s in steps if not s.point.is_vague]
    whole: list[str] = []
    struck: list[str] = []
    parts: list[Markup] = []
    for step in measured:
        for a, z in between_cuts(axis, step.left, step.to):
            (struck if step.point.is_struck else whole).append(f"M{number(a)} {number(step.y)}H{number(z)}")
    for before, after in pairwise([s for s in measured if not s.point.is_struck]):
        if before.runs_on and abs(before.y - after.y) > 0.5:
            whole.append(f"M{number(after.left)} {number(before.y)}V{number(after.y)}")
    place = measured[0].place if measured else 0
    if whole:
        parts.append(path("".join(whole), stroke_width=1.4, stroke_dasharray=DASHES[place], class_="whole"))
    if struck:
        parts.append(path("".join(struck), stroke_width=1.2, stroke_dasharray="2 4", stroke_opacity=0.8, class_="struck"))
    return group(*parts, class_=f"line o{place}")


def _mark(step: Step, of: Line, stop: bool, r: float) -> Markup:
    point, x, y = step.point, step.x, step.y
    parts = [hit(x, y), marker(step.place, x, y, r, hollow=not of.holds)]
    if step.span[0] - step.span[1] > 0.5:
        parts.append(line(x, step.span[0], x, step.span[1], stroke_width=4, stroke_opacity=0.35, class_="range"))
    elif point.high is None:
        parts.append(arrow(x, y - r, 9))
    elif point.low is None:
        parts.append(arrow(x, y + r, -7))
    if step.right > step.left:
        for end in (step.left, step.right):
            parts.append(line(end, y - 3, end, y + 3))
        parts.append(line(step.left, y, step.right, y, stroke_width=3, stroke_opacity=0.35))
    class_ = f"mark o{step.place}" + (f" {point.ended_how}" if point.ended_how in ("superseded",) or point.is_struck else "")
    if point.is_struck:
        parts.append(cross(x, y, r + 2.2))
        if step.to > x + 1:
            parts += [hit(step.to, y), cross(step.to, y, 3.5)]
    elif point.ended_at and step.to > x + 1 and not step.runs_on:
        parts.append(line(step.to, y - 4, step.to, y + 4))
    hover = point.hover or f"{of.name}: {point.label}, {short(point.day)}, {point.word}"
    return mark(*parts, hover=hover, href=point.href, stop=stop, class_=class_)


def _strip(steps: Sequence[Step], lines: Sequence[Line], axis: Days, y: float, width: float, stop: bool) -> Markup:
    """Vague words, above the axis at their day; where two would lie over each other, the later is a tick with its hover."""
    parts, edge = [], float("-inf")
    for step in sorted(steps, key=lambda s: s.x):
        name = lines[step.place].name
        text = shortened(f"“{step.point.label}” {name}", width * 0.45)
        hover = step.point.hover or f"{name}: {step.point.label}, {short(step.point.day)}"
        shapes = [hit(step.x, y - 4, 6), line(step.x, y - 6, step.x, y, stroke_width=1.4)]
        room = width_of(text)
        start = min(step.x - 2, width - room - 2)
        if start > edge + 6:
            struck = "line-through" if step.point.is_struck else None
            shapes.append(words(start, y - 8, text, font_style="italic", text_decoration=struck, class_="label vague"))
            edge = start + room
        parts.append(mark(*shapes, hover=hover, href=step.point.href, stop=stop, class_=f"mark vague o{step.place}"))
    return group(*parts, class_="words")


def _names(steps: Sequence[Step], lines: Sequence[Line], last: float, room: Named) -> Placed:
    """Each line named where it ends."""
    ends: list[End] = []
    struck: list[End] = []
    for place, one in enumerate(lines):
        own_ = [s for s in steps if s.place == place and not s.point.is_vague]
        standing = [s for s in own_ if not s.point.is_struck] or own_
        if standing:
            final = standing[-1]
            ends.append(_end(final, one, one.name))
            struck += [_end(s, one, "") for s in own_ if s.point.is_struck and s is not final]
    taken = [(s.x - 6, s.y - 9, s.x + 6, s.y + 9) for s in steps if not s.point.is_vague]
    taken += [(s.left, s.y - 1, s.to, s.y + 1) for s in steps if not s.point.is_vague]
    return placed(ends, struck if len(struck) <= MOST_STRUCK else (), taken, last, room)


def _end(step: Step, of: Line, name: str) -> End:
    struck = step.point.is_struck
    return End(step.place, step.point.label, name, step.to, step.y, struck, step.point.ending if struck else "", not of.holds)


def _note(lines: Sequence[Line], shown: Sequence[Line], scale: Heights | None, left: float, width: float) -> Markup:
    """What the reader must know of the chart itself, at its top."""
    undated = sum(1 for one in lines for p in one.points if p.stretch is None)
    more = sum(1 for one in lines if any(p.stretch for p in one.points)) - len(shown)
    said = [
        *([f"axis begins at {scale.begins_at}"] if scale and scale.begins_at else []),
        *([f"and {more} more in the table"] if more else []),
        *([f"{undated} without a day in the table"] if undated else []),
    ]
    text = shortened("; ".join(said), width - left - 4)
    return words(left, 10, text, class_="label note") if said else Markup("")
