"""Lines of pages to paragraphs: what every page repeats is left out, and what was broken at the end of a line is joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from sayso.read.pdf_lines import Line

Page = Sequence[Line]

PAGE_NUMBER = re.compile(
    r"[-–—\s(]*(?:(?:page|p\.|seite|página|стр\.?)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|из)\s*\d{1,4})?[-–—\s)]*", re.IGNORECASE
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
HYPHENATED = re.compile(r"([^\W\d_]+)-$")
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
    kept = _without_edges(cleaned)
    left_out = sum(map(len, cleaned)) - sum(map(len, kept))
    whole_words = Counter(re.findall(r"[^\W\d_]+-[^\W\d_]+", "\n".join(line.text for page in kept for line in page)))
    return [_joined(lines, whole_words) for lines in _groups(kept)], left_out


def _clean(text: str) -> str:
    return " ".join(text.translate(LETTERS).split())


def _without_edges(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """A line is running head or foot if most pages have it at an edge, whatever the numbers in it."""
    seen = Counter(key for page in pages for key in {_shape(line.text) for line in _edge(page)})
    needed = max(2, REPEATED * len(pages))
    return [[line for line in page if not (line in _edge(page) and _is_furniture(line.text, seen, needed))] for page in pages]


def _edge(page: Sequence[Line]) -> list[Line]:
    """The highest and the lowest lines, in whatever order they are drawn."""
    heights = sorted({line.y for line in page})
    edges = {*heights[:EDGE], *heights[-EDGE:]}
    return [line for line in page if line.y in edges]


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
    gaps = [above.y - below.y for above, below in zip(page, page[1:], strict=False) if above.y > below.y]
    return median(gaps) if gaps else 0.0


def _turned(before: Line, line: Line) -> bool:
    """Does the top of a page, or of a column, begin a paragraph? Not where a sentence goes on."""
    ends = SENTENCE_ENDS.search(before.text)
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
    if BULLET.match(line.text) and not HYPHENATED.search(before.text):
        return True
    ended = bool(SENTENCE_ENDS.search(before.text))
    return ended and (len(before.text) < SHORT * width or (line.left > left + INDENT and before.left <= left + INDENT))


def _joined(lines: Sequence[Line], whole_words: Counter[str]) -> str:
    text = ""
    for line in lines:
        text = _added(text, line.text, whole_words) if text else line.text
    return text.replace("\N{SOFT HYPHEN}", "")


def _added(text: str, line: str, whole_words: Counter[str]) -> str:
    """A hyphen at the end of a line goes if a small letter follows, unless the word stands with it within a line elsewhere."""
    if text.endswith("\N{SOFT HYPHEN}"):
        return text + line
    broken = HYPHENATED.search(text[-60:])
    if broken is None:
        return text + ("" if text.endswith("-") and text[-2:-1].isalnum() else " ") + line
    rest = re.match(r"[^\W\d_]*", line)
    word = f"{broken[1]}-{rest[0] if rest else ''}"
    return text + line if not line[:1].islower() or whole_words[word] else text[:-1] + line
