"""Finite verbs that can be told as such without a parser."""

from __future__ import annotations

from sayso.understand.attributions.quoted_words import Words
from sayso.understand.language import words


def is_finite(word: str) -> bool:
    """Is `word` (lower case) surely, or by its ending most likely, a finite verb?"""
    return word in words("finite_verbs") or "n't" in word or (word.endswith("ed") and len(word) > 4)


def has_finite(w: Words, start: int, end: int) -> bool:
    """Is there a finite verb among the tokens start … end-1?"""
    return any(is_finite(w.lower[at]) for at in range(start, end))
