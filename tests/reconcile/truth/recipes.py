"""Replays the recipes of `copies.json`: how a second text is made from a real report, so that no text need lie here.

A recipe names a report `a`, and a `b` that starts from a report and goes through operations of a closed list, in order. The
same recipe over the same corpus gives the same text on every machine: nothing is drawn by chance and no clock is read.
Paragraphs are the lines that are not empty, counted from 0 as they stand when the operation begins; sentences likewise within
their paragraph.

    {"do": "keep_first", "count": 3}      the first three paragraphs
    {"do": "title_from", "report": "…"}   under another report's headline
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SENTENCE_END = re.compile(r"(?<=[.!?])(?P<quote>[\"”’']?)\s+(?=[A-Z“\"‘'])")
WORD = re.compile(r"\w+")
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " "})
SHINGLE = 5
"""Words in a row that two texts seldom share by accident."""


class RecipeError(ValueError):
    """A recipe names an operation, a report or a place in a text that does not exist."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A report while it is made: `paragraphs` without the empty lines."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    publisher: str
    published: datetime

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


Reports = Mapping[str, Mapping[str, Any]]
"""By id, as they stand in `stories/reports.json`."""


def draft(report: Mapping[str, Any]) -> Draft:
    lines = tuple(line.strip() for line in report["text"].split("\n") if line.strip())
    return Draft(report["id"], report["title"], lines, report["publisher"], datetime.fromisoformat(report["published"]))


def replay(recipe: Mapping[str, Any], reports: Reports) -> tuple[Draft, Draft]:
    """Both texts of the pair. Raises RecipeError."""
    made = _report(reports, recipe["b"]["from"])
    for operation in recipe["b"]["operations"]:
        made = _apply(made, operation, reports)
    return _report(reports, recipe["a"]), replace(made, id=f"{recipe['id']}-b")


def shared(a: Draft, b: Draft) -> float:
    """The share of the shorter text's shingles that the other has too: 1.0 where one holds all of the other."""
    of_a, of_b = _shingles(a.text), _shingles(b.text)
    return len(of_a & of_b) / max(1, min(len(of_a), len(of_b)))


def recipes() -> tuple[Mapping[str, Any], ...]:
    pairs: list[Mapping[str, Any]] = json.loads((HERE / "copies.json").read_text(encoding="utf8"))["pairs"]
    return tuple(pairs)


def sentences(paragraph: str) -> tuple[str, ...]:
    return tuple(_split(paragraph))


# --- the operations: each takes a draft and gives another -----------------------------------------------------------


def keep_first(of: Draft, _: Reports, *, count: int) -> Draft:
    _within(of, count - 1)
    return replace(of, paragraphs=of.paragraphs[:count])


def drop_paragraphs(of: Draft, _: Reports, *, at: Sequence[int]) -> Draft:
    _within(of, *at)
    return replace(of, paragraphs=tuple(p for n, p in enumerate(of.paragraphs) if n not in at))


def swap_paragraphs(of: Draft, _: Reports, *, at: Sequence[int]) -> Draft:
    return replace(of, paragraphs=_swapped(of.paragraphs, at))


def join_paragraphs(of: Draft, _: Reports, *, at: int) -> Draft:
    """One paragraph of two: `at` and the next."""
    _within(of, at + 1)
    joined = f"{of.paragraphs[at]} {of.paragraphs[at + 1]}"
    return replace(of, paragraphs=(*of.paragraphs[:at], joined, *of.paragraphs[at + 2 :]))


def swap_sentences(of: Draft, _: Reports, *, paragraph: int, at: Sequence[int]) -> Draft:
    _within(of, paragraph)
    return _with_paragraph(of, paragraph, _swapped(sentences(of.paragraphs[paragraph]), at))


def drop_sentences(of: Draft, _: Reports, *, paragraph: int, at: Sequence[int]) -> Draft:
    _within(of, paragraph)
    left = tuple(s for n, s in enumerate(sentences(of.paragraphs[paragraph])) if n not in at)
    if not left:
        raise RecipeError(f"{of.id}: no sentence left in paragraph {paragraph}; use drop_paragraphs")
    return _with_paragraph(of, paragraph, left)


def replace_words(of: Draft, _: Reports, *, paragraph: int, at: Sequence[int], by: str) -> Draft:
    """Words of our own in the place of the characters `at` of a paragraph."""
    _within(of, paragraph)
    words, (start, end) = of.paragraphs[paragraph], at
    if not 0 <= start < end <= len(words):
        raise RecipeError(f"{of.id}: no characters {start} to {end} in paragraph {paragraph}")
    return _with_paragraph(of, paragraph, (words[:start] + by + words[end:],))


def replace_number(of: Draft, _: Reports, *, number: str, by: str) -> Draft:
    """Every place where the number stands alone, in title and text. "12" is not touched in "12.5", "1,120" or "12th"."""
    alone = re.compile(rf"(?<![\w.,]){re.escape(number)}(?![\w]|[.,]\d)")
    if not alone.search(of.text):
        raise RecipeError(f"{of.id}: no number {number}")
    return replace(of, title=alone.sub(by, of.title), paragraphs=tuple(alone.sub(by, p) for p in of.paragraphs))


def plain_punctuation(of: Draft, _: Reports) -> Draft:
    """Typewriter quotation marks and hyphens, as many sites print them."""
    return replace(of, title=of.title.translate(PLAIN), paragraphs=tuple(p.translate(PLAIN) for p in of.paragraphs))


def prepend(of: Draft, _: Reports, *, text: str) -> Draft:
    return replace(of, paragraphs=(text, *of.paragraphs))


def append(of: Draft, _: Reports, *, text: str) -> Draft:
    return replace(of, paragraphs=(*of.paragraphs, text))


def append_from(of: Draft, reports: Reports, *, report: str, paragraphs: Sequence[int]) -> Draft:
    other = _report(reports, report)
    _within(other, *paragraphs)
    return replace(of, paragraphs=(*of.paragraphs, *(other.paragraphs[n] for n in paragraphs)))


def insert_from(of: Draft, reports: Reports, *, report: str, paragraph: int, at: int) -> Draft:
    """A paragraph of another report before paragraph `at`."""
    other = _report(reports, report)
    _within(other, paragraph)
    _within(of, at)
    return replace(of, paragraphs=(*of.paragraphs[:at], other.paragraphs[paragraph], *of.paragraphs[at:]))


def title(of: Draft, _: Reports, *, text: str) -> Draft:
    return replace(of, title=text)


def title_from(of: Draft, reports: Reports, *, report: str) -> Draft:
    return replace(of, title=_report(reports, report).title)


def republish(of: Draft, _: Reports, *, publisher: str, hours: int) -> Draft:
    """By another outlet, so many hours later."""
    return replace(of, publisher=publisher, published=of.published + timedelta(hours=hours))


OPERATIONS: Mapping[str, Callable[..., Draft]] = {
    f.__name__: f
    for f in (
        keep_first, drop_paragraphs, swap_paragraphs, join_paragraphs, swap_sentences, drop_sentences, replace_words,
        replace_number, plain_punctuation, prepend, append, append_from, insert_from, title, title_from, republish,
    )
}  # fmt: skip


# --- small parts ----------------------------------------------------------------------------------------------------


def _apply(of: Draft, operation: Mapping[str, Any], reports: Reports) -> Draft:
    arguments = {name: value for name, value in operation.items() if name != "do"}
    if operation["do"] not in OPERATIONS:
        raise RecipeError(f"no operation {operation['do']}")
    return OPERATIONS[operation["do"]](of, reports, **arguments)


def _report(reports: Reports, name: str) -> Draft:
    if name not in reports:
        raise RecipeError(f"no report {name}")
    return draft(reports[name])


def _within(of: Draft, *places: int) -> None:
    if out := [n for n in places if not 0 <= n < len(of.paragraphs)]:
        raise RecipeError(f"{of.id} has {len(of.paragraphs)} paragraphs, none at {out}")


def _swapped(parts: Sequence[str], at: Sequence[int]) -> tuple[str, ...]:
    one, other = at
    if not max(one, other) < len(parts):
        raise RecipeError(f"cannot swap {one} and {other} of {len(parts)}")
    order = list(range(len(parts)))
    order[one], order[other] = other, one
    return tuple(parts[n] for n in order)


def _with_paragraph(of: Draft, at: int, parts: Sequence[str]) -> Draft:
    return replace(of, paragraphs=(*of.paragraphs[:at], " ".join(parts), *of.paragraphs[at + 1 :]))


def _split(paragraph: str) -> Iterator[str]:
    start = 0
    for end in SENTENCE_END.finditer(paragraph):
        yield paragraph[start : end.end("quote")]
        start = end.end()
    yield paragraph[start:]


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
