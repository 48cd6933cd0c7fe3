"""The name of a source within its phrase: with title and short apposition, without relative clause or what follows it."""

from __future__ import annotations

from sayso.understand.quoted_words import Words

RELATIVE = frozenset({"who", "whose", "which", "whom", "that"})
MAX_NAME = 14
"""Tokens of a name; an apposition that makes it longer is left off."""


def name_range(w: Words, phrase: tuple[int, int]) -> tuple[int, int]:
    """The part of a source phrase that names it; never empty."""
    start, end = phrase
    for at in range(start + 1, end):
        if w.at(at) in RELATIVE or (w.at(at) == "," and at - start >= MAX_NAME):
            end = at
            break
    if end - start > MAX_NAME:
        end = next((at for at in range(start + 1, end) if w.at(at) == ","), end)
    while end - 1 > start and w.at(end - 1) in {",", "-", "—", "–"}:
        end -= 1
    return start, end
