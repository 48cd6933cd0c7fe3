"""A sentence as the rules for kinds see it, and what they find in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.types import Token
from sayso.understand.figures.counted import Counted
from sayso.understand.figures.cues import Cue
from sayso.understand.language import words
from sayso.understand.word_classes import members


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of the group people, the rule that found it, and how sure it is (shares of right ones in the development data)."""

    kind: str
    rule: str
    confidence: float
    teller: tuple[int, int] | None = None
    """Tokens (half open) of the verb, state or noun that tells the kind: `FigureMention.teller`."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The tokens of a sentence, the cues in it and its counted groups, all in order."""

    tokens: Sequence[Token]
    cues: Sequence[Cue]
    groups: Sequence[Counted]

    def word(self, at: int) -> str:
        """The token's lower-case form, "" beyond the ends."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def between(self, first: int, end: int) -> list[str]:
        """The words of the tokens from `first` to `end` (exclusive)."""
        return [token.lower for token in self.tokens[max(0, first) : max(0, end)]]

    def start(self, group: Counted) -> int:
        """The first token of a group, with the article, adjective, mark or noun for a set before it: "a group of 12 men"."""
        at = self._first_of(group.quantity.first)
        if self.word(at - 1) == "of" and self.word(at - 2) in members("set_of"):
            at = self._first_of(at - 2)
        return at

    def _first_of(self, at: int) -> int:
        """The first token of the articles, adjectives and marks before `at`."""
        while self.word(at - 1) in members("article") or self.word(at - 1) in members("before_number"):
            at -= 1
        return at

    def back_from(self, end: int) -> Iterator[Cue]:
        """The cues that end at or before `end`, nearest first."""
        return (cue for cue in reversed(self.cues) if cue.end <= end)

    def bounded_off(self, first: int, end: int) -> bool:
        """Does a clause boundary lie between?"""
        return any(word in words("figure_clause_ends") for word in self.between(first, end))

    def relative(self, end: int) -> bool:
        """Does a relative clause begin at `end`, with or without a comma?"""
        return self.word(end) in members("relative") or self.word(end + 1) in members("relative")
