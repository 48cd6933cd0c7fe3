"""Names at the ends of lines, so that no legend has to be looked up: moved apart, so that none lies over another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sayso.show.charts.drawing import apart, element, group, line, shortened, width_of, words, wrapped
from sayso.show.charts.markers import marker

ROW = 15.0
BOLD = 1.05
"""How much wider words are with a value in bold among them."""
GLYPH = 14.0
"""Room for the marker before a name."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class End:
    """Where a line ends, and what is to be said there."""

    place: int
    value: str
    name: str
    x: float
    y: float
    struck: bool
    ending: str
    hollow: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Where names may stand: in a column right of the chart, between `top` and `bottom`."""

    left: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Names with their places: beside the ends of their lines, or in the column."""

    beside: tuple[tuple[End, Box, str], ...]
    column: tuple[End, ...]

    @property
    def needs(self) -> float:
        """Pixels that the longest name in the column takes in one row, from the left of the column to the end of the chart."""
        return max((GLYPH + 5 + BOLD * width_of(_said(end)) for end in self.column), default=0.0)


def placed(ends: Sequence[End], struck: Sequence[End], taken: Sequence[Box], last: float, room: Named) -> Placed:
    """Lines that end early are named beside their end if there is room, all others in the column. `struck`: what else was taken
    back, told beside its end or not at all."""
    boxes = list(taken)
    beside: list[tuple[End, Box, str]] = []
    column: list[End] = []
    for end, must in (*((end, True) for end in ends), *((end, False) for end in struck)):
        found = _beside(end, boxes, room) if end.x < last - 40 or not must else None
        if found is not None:
            boxes.append(found[0])
            beside.append((end, *found))
        elif must:
            column.append(end)
    return Placed(tuple(beside), tuple(column))


def named(names: Placed, last: float, width: float, room: Named) -> Markup:
    parts = [_text(end, box[0], box[1], text, glyph=False) for end, box, text in names.beside]
    return group(*parts, *_in_column(names.column, last, width, room), class_="ends")


def _in_column(column: Sequence[End], last: float, width: float, room: Named) -> Iterator[Markup]:
    """By height, from the top; in several rows where a name is long and there is room for all."""
    ends = sorted(column, key=lambda end: end.y)
    inner = (width - room.left - GLYPH - 4) / BOLD
    rows = [_in_rows(end, inner) for end in ends]
    if sum(map(len, rows)) * ROW > room.bottom - room.top + ROW:
        rows = [(shortened(_said(end), inner),) for end in ends]
    heights = [len(of) * ROW for of in rows]
    wanted = [end.y + (height - ROW) / 2 for end, height in zip(ends, heights, strict=True)]
    tops = apart(wanted, heights, room.top - ROW / 2, room.bottom + ROW / 2)
    for end, top, of in zip(ends, tops, rows, strict=True):
        middle = top + ROW / 2
        if abs(middle - end.y) > 2 and end.x >= last - 1:
            yield line(min(end.x + 5, room.left), end.y, room.left + 2, middle, stroke_opacity=0.35, stroke_width=0.7)
        yield _text(end, room.left + 2, top, of[0])
        for n, row in enumerate(of[1:], 1):
            yield words(room.left + 2 + GLYPH, middle + ROW * n + 4, row, class_=f"label end o{end.place}")


def _in_rows(end: End, room: float) -> tuple[str, ...]:
    """In one row if it fits, else the value above the name."""
    text = _said(end)
    if width_of(text) <= room:
        return (text,)
    return (shortened(end.value, room), *wrapped(text[len(end.value) :], room, 3))


def _said(end: End) -> str:
    return f"{end.value}  {', '.join(part for part in (end.name, end.ending) if part)}"


def _beside(end: End, boxes: Sequence[Box], room: Named) -> tuple[Box, str] | None:
    """Right of the end, else above it, else below: the first that lies over nothing."""
    text = _said(end)
    needed = width_of(text) * BOLD + 4
    for left, middle in ((end.x + 8, end.y), (end.x - 6, end.y - ROW - 2), (end.x - 6, end.y + ROW + 2)):
        box = (left, middle - ROW / 2, left + needed, middle + ROW / 2)
        fits = box[1] >= room.top - ROW and box[3] <= room.bottom and box[2] <= room.left - 6
        if fits and not any(_meet(box, other) for other in boxes):
            return box, text
    return None


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _text(end: End, left: float, top: float, text: str, glyph: bool = True) -> Markup:
    """Beside the end of its line a name needs no marker."""
    value, rest = (end.value, text[len(end.value) :]) if text.startswith(end.value) else (text, "")
    struck = "line-through" if end.struck else None
    return group(
        *([marker(end.place, left + 5, top + ROW / 2, 3.2, hollow=end.hollow)] if glyph else []),
        words(
            left + (GLYPH if glyph else 2),
            top + ROW / 2 + 4,
            element("tspan", value, font_weight="600", text_decoration=struck),
            element("tspan", rest.replace("  ", " ", 1)) if rest else Markup(""),
            class_=f"label end o{end.place}" + (" struck" if end.struck else ""),
        ),
    )
