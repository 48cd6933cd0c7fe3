"""Reports of 3,000 characters for measuring speed, made of the demo reports, so that anybody can repeat it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from html import escape
from itertools import count, cycle, islice
from pathlib import Path

from sayso.collect.files import captures
from sayso.read.reports import reports
from sayso.types import Capture, Report

DEMO = Path(__file__).resolve().parents[1] / "demo" / "reports"
CHARACTERS = 3_000
FIRST = date(2022, 1, 9)
AROUND = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/country">Country</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article><h1>{title}</h1>{body}</article></main>
<footer><p><a href="/about">About us</a> <a href="/contact">Contact</a></p></footer></body></html>
"""


def capture_of(number: int, text: str) -> Capture:
    """What would have been received, had the text come as a file."""
    body = text.encode()
    return Capture(f"bench-{number}.txt", datetime.now(UTC), "text/plain", f"{number:064x}", body)


def bench_reports(how_many: int, a_day: int | None = None) -> Iterator[tuple[Capture, Report]]:
    """Reports that all differ, each of `CHARACTERS` characters, through the same reading of text as any file.

    All of one day, or so many of each day from that day on.
    """
    for number, text in enumerate(texts(how_many, lambda _: CHARACTERS, a_day)):
        capture = capture_of(number, text)
        yield from ((capture, r) for r in reports(capture) if isinstance(r, Report))


def texts(how_many: int, characters: Callable[[int], int], a_day: int | None = None) -> Iterator[str]:
    """Their texts, each with so many characters as its number says: a title, its date, paragraphs."""
    paragraphs = cycle(_paragraphs())
    for number in islice(count(), how_many):
        day = FIRST + timedelta(number // a_day if a_day else 0)
        text = f"Report number {number} of the bench\n\nPublished {day.day} {day:%B %Y}\n\n"
        while len(text) < characters(number):
            text += next(paragraphs) + "\n\n"
        yield text[: characters(number)]


def page(text: str) -> bytes:
    """A text as a page of the web, with what stands around an article."""
    title, *paragraphs = map(escape, text.split("\n\n"))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return AROUND.format(title=title, body=body).encode()


def _paragraphs() -> list[str]:
    taken = captures([str(DEMO)], io.BytesIO(), lambda: datetime.now(UTC), 10_000_000)
    read = [r for c in taken if isinstance(c, Capture) for r in reports(c) if isinstance(r, Report)]
    return [block.span.of(r.text) for r in read for block in r.blocks]
