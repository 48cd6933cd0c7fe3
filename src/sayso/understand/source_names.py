"""The name of a source within its phrase: with title and short apposition, without relative clause or what follows it."""

from __future__ import annotations

from sayso.understand.quoted_words import Words
from sayso.understand.source_phrases import phrase_before

RELATIVE = frozenset({"who", "whose", "which", "whom", "that"})
DOCUMENTS = frozenset({"statement", "report", "message", "letter", "communique", "tweet", "post"})
BY = frozenset({"from", "by", "of"})
MAX_NAME = 14
"""Tokens of a name; an apposition that makes it longer is left off."""


def name_range(w: Words, phrase: tuple[int, int]) -> tuple[int, int]:
    """The part of a source phrase that names it; never empty."""
    start, end = _past_document(w, *phrase), phrase[1]
    if w.at(start) in {"who", "which"} and end - start == 1:
        return phrase_before(w, start - (w.at(start - 1) == ",")) or phrase
    for at in range(start + 1, end):
        if w.at(at) in RELATIVE or (w.at(at) == "," and at - start >= MAX_NAME):
            end = at
            break
    if end - start > MAX_NAME:
        end = next((at for at in range(start + 1, end) if w.at(at) == ","), end)
    while end - 1 > start and w.at(end - 1) in {",", "-", "—", "–"}:
        end -= 1
    return start, end


def _past_document(w: Words, start: int, end: int) -> int:
    """After "a statement from": who made a statement is its source."""
    for at in range(start, min(end - 2, start + 4)):
        if w.at(at) in DOCUMENTS and w.at(at + 1) in BY:
            return at + 2
    return start
