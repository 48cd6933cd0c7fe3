"""What all charts are drawn with: elements, escaped text, marks that can be hovered over, and how wide words are.

Charts are read without script and without a stylesheet, so all looks are presentation attributes; classes are there for a
stylesheet to add colour. Nothing here is trusted: every string is escaped, and a link that is not one of the page's own is left
out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from sayso.printable import clean

SMALL = 12.0
"""Size of text on a chart, in the pixels of its view box."""
FONT = "Inter, system-ui, sans-serif"
OWN = re.compile(r"(?:#|/(?![/\\]))[^\s\\\x00-\x1f]*\Z")
"""An address within the page or the site; "//host" is another host."""
NO_CHARACTER = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD, 0x0A: 0x20, 0x09: 0x20}
MOST_STOPS = 24
"""Links of one chart that the keyboard stops at. Beyond, the table behind the chart is the way to them."""

BREAKS = "./-@_"
"""Behind one of these a word that is too long is broken."""

NARROW = frozenset("iIjl.,:;'|!()[]{}ftr “”‘’·-")
WIDE = frozenset("mwMW@%—&QGO")

Value = str | float | int | None


@dataclass(frozen=True, slots=True)
class Table:
    """The table behind a chart, for a template to print."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plain(text: str) -> str:
    """The text with no character that XML, or a reader's eye, would be led astray by."""
    return clean(text).translate(NO_CHARACTER)


def number(value: float) -> str:
    """A coordinate to a tenth, what is less than one to a hundredth."""
    told = f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.1f}".removesuffix(".0")
    return "0" if told == "-0" else told


def element(name: str, *children: str, **attributes: Value) -> Markup:
    """`stroke_width` is the attribute `stroke-width`, `class_` is `class`; None leaves one out. Children that are no Markup are
    escaped."""
    given = "".join(
        f' {_name(key)}="{escape(number(value) if isinstance(value, int | float) else plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(child if isinstance(child, Markup) else escape(plain(child)) for child in children)
    return Markup(f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>")


def _name(key: str) -> str:
    return "viewBox" if key == "viewBox" else key.rstrip("_").replace("_", "-")


def group(*children: str, **attributes: Value) -> Markup:
    return element("g", *children, **attributes) if children else Markup("")


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Value) -> Markup:
    looks: dict[str, Value] = {"stroke": "currentColor", "stroke_width": 1}
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **(looks | attributes))


def path(d: str, **attributes: Value) -> Markup:
    return element("path", d=d, **({"fill": "none", "stroke": "currentColor"} | attributes))


def words(x: float, y: float, *text: str, **attributes: Value) -> Markup:
    return element("text", *text, x=x, y=y, **({"fill": "currentColor", "class_": "label"} | attributes))


def own(href: str | None) -> str | None:
    """The address, if it leads within the page or the site."""
    return href if href is not None and OWN.match(href) else None


def mark(
    *shapes: str, hover: str, href: str | None = None, stop: bool = True, class_: str = "mark", **attributes: Value
) -> Markup:
    """Shapes that tell more when one points at them, and lead somewhere where `href` is one of our own addresses."""
    shown = group(element("title", hover), *shapes, class_=class_, data_hover=hover, **attributes)
    link = own(href)
    if link is None:
        return shown
    return element("a", shown, href=link, aria_label=hover or link, tabindex=None if stop else "-1")


def hit(x: float, y: float, radius: float = 9) -> Markup:
    """Room around a small mark that counts as the mark."""
    return element("circle", cx=x, cy=y, r=radius, fill="none", pointer_events="all")


def svg(id: str, width: float, height: float, *children: str, title: str, desc: str, class_: str) -> Markup:
    """The whole. With links in it, it is a group of them: what is in an image, screen readers do not reach."""
    linked = any("<a " in child for child in children)  # words from outside have no "<" of their own
    return element(
        "svg",
        element("title", title, id=f"{id}-title"),
        element("desc", desc, id=f"{id}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"chart {class_}",
        id=id,
        role="group" if linked else "img",
        aria_labelledby=f"{id}-title",
        aria_describedby=f"{id}-desc",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        font_family=FONT,
        font_size=SMALL,
    )


def width_of(text: str, size: float = SMALL) -> float:
    """About how wide the words are; rather too wide than too narrow."""
    return size * sum(_share(c) for c in text)


def _share(c: str) -> float:
    if c in NARROW:
        return 0.36
    if c in WIDE or ord(c) >= 0x1100 or not c.isprintable():  # what has no shape is shown by a sign for it
        return 1.02
    return 0.7 if c.isupper() or ord(c) > 0x7F else 0.6


def shortened(text: str, room: float, size: float = SMALL) -> str:
    """The words, or as many characters as there is room for, with "…"."""
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, room: float, most: int | None = None, size: float = SMALL) -> tuple[str, ...]:
    """Lines of at most `room`, broken between words, and within one only if it does not fit. Of more than
    `most` the last is shortened."""
    rows: list[str] = []
    for word in (piece for given in text.split() for piece in _pieces(given, room, size)):
        if rows and width_of(f"{rows[-1]} {word}", size) <= room:
            rows[-1] = f"{rows[-1]} {word}"
        else:
            rows.append(word)
    if most is not None and len(rows) > most:
        return (*rows[: most - 1], shortened(" ".join(rows[most - 1 :]), room, size))
    return tuple(rows)


def _pieces(word: str, room: float, size: float) -> Iterable[str]:
    """What fits in a line each, broken behind a sign within the word where there is one: "plaincount." and "invalid"."""
    piece = ""
    for c in word:
        while piece and width_of(piece + c, size) > room:
            end = max(piece.rfind(sign) for sign in BREAKS) + 1 or len(piece)
            yield piece[:end]
            piece = piece[end:]
        piece += c
    if piece:
        yield piece


def apart(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Tops of boxes that want to be centred at `wanted` (in rising order), moved so that none lies over another and all lie
    between `top` and `bottom`, as far as they have room there."""
    tops: list[float] = []
    floor = top
    for at, height in zip(wanted, heights, strict=True):
        tops.append(max(at - height / 2, floor))
        floor = tops[-1] + height
    ceiling = bottom
    for i in reversed(range(len(tops))):
        tops[i] = min(tops[i], ceiling - heights[i])
        ceiling = tops[i]
    return tops
