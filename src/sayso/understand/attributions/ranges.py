"""A relation as the rules find it: ranges of tokens within one sentence."""

from __future__ import annotations

from dataclasses import dataclass

Range = tuple[int, int]
"""Tokens start … end-1 of a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A relation as ranges of tokens of one sentence. `lemma` is the cue's verb or noun, "according to", or ":"."""

    source: Range | None
    cue: Range
    contents: tuple[Range, ...]
    lemma: str
    medium: Range | None = None
    """Who passed it on, where the cue itself tells ("X was quoted by Y as saying")."""
    quoted: Range | None = None
    """Whom the source quotes, where the cue itself tells ("Y quoted X as saying")."""
