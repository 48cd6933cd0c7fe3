"""Plain text cut into units: a paragraph, heading, caption or line of furniture each, before anything is known of its role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.types import Span
from sayso.vocabulary import BlockKind

LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
WIDEST_WRAP = 100
"""Columns: a text with longer lines is not wrapped by hand but has a paragraph a line."""


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


def units(text: str, within: Span) -> list[Unit]:
    """The units of plain text: its lines, but lines of a paragraph that was wrapped at a column are one unit."""
    return [unit for paragraph in _paragraphs(text, _lines(text, within)) for unit in _unwrapped(text, paragraph)]


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


def _paragraphs(text: str, lines: Iterator[Unit]) -> Iterator[list[Unit]]:
    paragraph: list[Unit] = []
    for line in lines:
        if line.after_gap and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _unwrapped(text: str, paragraph: list[Unit]) -> Iterator[Unit]:
    """Join a line to the one before where its first word would not have fitted there, which is how wrapping breaks lines."""
    width = max(line.span.end - line.span.start for line in paragraph)
    if len(paragraph) < 2 or width > WIDEST_WRAP:
        yield from paragraph
        return
    joined = paragraph[0]
    before = joined.span
    for line in paragraph[1:]:
        first_word = len(line.span.of(text).split(None, 1)[0])
        if before.end - before.start + 1 + first_word > width:
            joined = replace(joined, span=Span(joined.span.start, line.span.end))
        else:
            yield joined
            joined = line
        before = line.span
    yield joined
