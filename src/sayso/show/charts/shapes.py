"""The shape of each standing word: told by form, so that it is told without colour. The word itself always stands beside it."""

from __future__ import annotations

from markupsafe import Markup

from sayso.show.charts.drawing import element, line, path, words


def _ring(r: float, x: float = 6) -> Markup:
    return element("circle", cx=x, cy=6, r=r, fill="none", stroke="currentColor", stroke_width=1.4)


def _stroke(d: str, width: float = 1.4, stroke: str = "currentColor") -> Markup:
    return path(d, stroke=stroke, stroke_width=width, stroke_linecap="round", stroke_linejoin="round")


def _by_person(sign: str) -> Markup:
    """A solid square with the sign cut out of it: a person decided."""
    box = "M1 1H11V11H1Z"
    return path(box + sign, fill="currentColor", stroke="none", fill_rule="evenodd")


TICK = "M2.5 6.2L3.7 5L5.2 6.5L8.3 3.2L9.5 4.4L5.2 8.9Z"
CROSS = "M3.9 2.9L6 5L8.1 2.9L9.1 3.9L7 6L9.1 8.1L8.1 9.1L6 7L3.9 9.1L2.9 8.1L5 6L2.9 3.9Z"

SHAPES: dict[str, tuple[Markup, ...]] = {
    "single": (_ring(4.3),),
    "corroborated": (_ring(5.0), _ring(2.2)),
    "contested": (_stroke("M6 1L11 6L6 11L1 6Z"),),
    "superseded": (_stroke("M2.5 2L8 6L2.5 10Z"), line(10, 1.5, 10, 10.5, stroke_width=1.4)),
    "denied": (_ring(4.6), _stroke("M2.8 9.2L9.2 2.8")),
    "confirmed": (_by_person(TICK),),
    "refuted": (_by_person(CROSS),),
    "unverifiable": (
        words(6, 10.2, "?", text_anchor="middle", font_size=12, font_weight="600", font_family="Inter, sans-serif"),
    ),
    "retracted": (_ring(3.6), _stroke("M0.8 6H11.2", 1.6)),
}


def shape(word: str) -> Markup:
    """A small picture of 12 by 12 for a standing word; a dot for a word that is none."""
    known = word in SHAPES
    return element(
        "svg",
        *(SHAPES[word] if known else (element("circle", cx=6, cy=6, r=1.5, fill="currentColor"),)),
        class_=f"shape {word}" if known else "shape",
        viewBox="0 0 12 12",
        width=12,
        height=12,
        aria_hidden="true",
        focusable="false",
    )
