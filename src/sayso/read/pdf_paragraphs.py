"""Lines of pages to paragraphs: what every page repeats is left out, and what was broken at the end of a line is joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from sayso.read.pdf_lines import Line

Page = Sequence[Line]

PAGE_NUMBER = re.compile(
    r"[-–—\s(]*+(?:(?:page|p\.|seite|página|стр\.?)\s*+)?\d{1,4}(?:\s*+(?:/|of|von|de|из)\s*+\d{1,4})?[-–—\s)]*", re.IGNORECASE
)
LONGEST_NUMBER = 30
EDGE = 2
"""Lines at the top and at the bottom of a page that may be head or foot."""
REPEATED = 0.5
"""Share of the pages on which a line must stand at the edge to be a running head."""
GAP = 1.3
"""How many times the usual distance of lines there is between paragraphs."""
INDENT = 8.0
"""Points by which the first line of a paragraph is set in."""
LARGER = 1.15
"""How many times the size of its neighbour a heading has."""
SHORT = 0.8
"""Share of the width of the longest lines under which a line that ends a sentence ends a paragraph."""
SENTENCE_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
BULLET = re.compile(r"(?:[•·‣▪●*–—-]|\d{1,2}[.)])\s")
COMPOUND = re.compile(r"\b[^\W\d_]+-[^\W\d_]+")
HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-$")
LETTERS = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\0": None,
    }
)
"""Ligatures that fonts have as one sign."""


def paragraphs(pages: Sequence[Page]) -> tuple[list[str], int]:
    """The paragraphs, and how many lines of heads, feet and page numbers were left out."""
    cleaned = [[replace(line, text=_clean(line.text)) for line in page] for page in pages]
    kept = _without_edges(cleaned, [_edge(page) for page in cleaned])
    left_out = sum(map(len, cleaned)) - sum(map(len, kept))
    whole_words = frozenset(word for page in kept for line in page for word in COMPOUND.findall(line.text))
    return [_joined(lines, whole_words) for lines in _groups(kept)], left_out


def _clean(text: str) -> str:
    return " ".join(text.translate(LETTERS).split())


def _without_edges(pages: Sequence[Page], edges: Sequence[frozenset[Line]]) -> list[list[Line]]:
    """A line is running head or foot if most pages have it at an edge, whatever the numbers in it."""
    seen = Counter(shape for edge in edges for shape in {_shape(line.text) for line in edge})
    needed = max(2, REPEATED * len(pages))
    return [
        [line for line in page if not (line in edge and _is_furniture(line.text, seen, needed))]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edge(page: Page) -> frozenset[Line]:
    """The highest and the lowest lines, in whatever order they are drawn."""
    heights = sorted({line.y for line in page})
    at_edge = {*heights[:EDGE], *heights[-EDGE:]}
    return frozenset(line for line in page if line.y in at_edge)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text.lower())


def _is_furniture(text: str, seen: Counter[str], needed: float) -> bool:
    return seen[_shape(text)] >= needed or (len(text) <= LONGEST_NUMBER and bool(PAGE_NUMBER.fullmatch(text)))


def _groups(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Lines that are a paragraph together. One may go on over the end of a page."""
    group: list[Line] = []
    for page in pages:
        usual, width = _usual_gap(page), max((len(line.text) for line in page), default=0)
        left = median(line.left for line in page) if page else 0.0
        for number, line in enumerate(page):
            before = group[-1] if group else None
            if before and (_turned(before, line) if number == 0 else _apart(before, line, usual, width, left)):
                yield group
                group = []
            group.append(line)
    if group:
        yield group


def _usual_gap(page: Sequence[Line]) -> float:
    gaps = [above.y - below.y for above, below in pairwise(page) if above.y > below.y]
    return median(gaps) if gaps else 0.0


def _turned(before: Line, line: Line) -> bool:
    """Does the top of a page, or of a column, begin a paragraph? Not where a sentence goes on."""
    ends = _ends_sentence(before.text)
    return bool(ends or BULLET.match(line.text)) or not (line.text[:1].islower() or before.text.endswith(("-", ",")))


def _apart(before: Line, line: Line, usual: float, width: int, left: float) -> bool:
    gap = before.y - line.y
    if gap < 0:
        return _turned(before, line)
    if usual and gap > GAP * usual:
        return True
    sizes = sorted((before.size, line.size))
    if sizes[0] > 0 and sizes[1] > LARGER * sizes[0]:
        return True
    if BULLET.match(line.text) and not _hyphenated(before.text):
        return True
    ended = _ends_sentence(before.text)
    return ended and (len(before.text) < SHORT * width or (line.left > left + INDENT and before.left <= left + INDENT))


def _joined(lines: Sequence[Line], whole_words: frozenset[str]) -> str:
    pieces: list[str] = []
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        pieces.append(_before(line.text, after.text, whole_words) if after else line.text)
    return "".join(pieces).replace("\N{SOFT HYPHEN}", "")


def _before(text: str, after: str, whole_words: frozenset[str]) -> str:
    """A line as it stands before the next one: with a space, or without the hyphen that broke its last word.

    A hyphen goes if a small letter follows, unless the word stands with it within a line elsewhere.
    """
    if text.endswith("\N{SOFT HYPHEN}"):
        return text
    broken = _hyphenated(text)
    if broken is None:
        return text if text.endswith("-") and text[-2:-1].isalnum() else text + " "
    rest = re.match(r"[^\W\d_]{0,60}", after)
    word = f"{broken}-{rest[0] if rest else ''}"
    return text if not after[:1].islower() or word in whole_words else text[:-1]


def _hyphenated(text: str) -> str | None:
    """The first half of a word that goes on in the next line."""
    match = HYPHENATED.search(text[-60:])
    return match[1] if match else None


def _ends_sentence(text: str) -> bool:
    return bool(SENTENCE_ENDS.search(text[-10:]))
