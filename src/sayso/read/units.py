"""Plain text cut into units: a paragraph, heading, caption or line of furniture each, before anything is known of its role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.types import Span
from sayso.vocabulary import BlockKind

LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
WRAPPED_AT = range(50, 101)
"""Columns at which texts are wrapped by hand; a text with longer lines has a paragraph a line."""
BULLET = re.compile(r"[•·‣▪●*–—-]\s+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A trimmed, non-empty stretch of text. `after_gap`: an empty line stands before it.

    A page's markup tells more than a plain text: `hint` is the role that it gives, `credit` and `at` as in `Block`.
    """

    span: Span
    after_gap: bool = True
    hint: BlockKind | None = None
    credit: str | None = None
    at: str | None = None
    furniture: bool = False
    """The markup says that it is no news: a byline, a date, a picture credit."""


def units(text: str, within: Span) -> list[Unit]:
    """The units of plain text: its lines, but lines of a paragraph that was wrapped at a column are one unit."""
    lines = list(_lines(text, within))
    width = max((line.span.end - line.span.start for line in lines), default=0)
    return list(_unwrapped(text, lines, width)) if width in WRAPPED_AT else lines


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _lines(text: str, within: Span) -> Iterator[Unit]:
    end = within.start
    for match in LINE.finditer(text, within.start, within.end):
        span = trimmed(text, match.start(), match.end())
        if span.start < span.end:
            breaks = text[end : match.start()].replace("\r\n", "\n")
            yield Unit(span, after_gap=len(breaks.strip(" \t")) > 1)
            end = match.end()


def _unwrapped(text: str, lines: list[Unit], width: int) -> Iterator[Unit]:
    """Join a line to the one before where its first word would not have fitted there, which is how wrapping breaks lines."""
    joined: Unit | None = None
    before = 0
    for line in lines:
        first_word = len(line.span.of(text).split(None, 1)[0])
        apart = line.after_gap or BULLET.match(text, line.span.start) or before + 1 + first_word <= width
        if joined is None or apart:
            if joined is not None:
                yield joined
            joined = line
        else:
            joined = replace(joined, span=Span(joined.span.start, line.span.end))
        before = line.span.end - line.span.start
    if joined is not None:
        yield joined
