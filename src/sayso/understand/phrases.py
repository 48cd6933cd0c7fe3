"""Phrases of a word list, found in the tokens of a sentence: at one token, or all from left to right; the longest counts.

A list is indexed by first word, so that a sentence costs one look-up a token however long the list is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.types import Span, Token

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """A phrase in a sentence: tokens `first` up to but not including `last`, and the value that the list gives it."""

    first: int
    last: int
    value: V

    def span(self, tokens: Sequence[Token]) -> Span:
        return Span(tokens[self.first].start, tokens[self.last - 1].end)


class Phrases(Generic[V]):
    """Entries of a word list, keyed by their first word so that a miss costs one look-up."""

    __slots__ = ("_by_first",)

    def __init__(self, entries: Mapping[str, V]) -> None:
        by_first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for entry, value in entries.items():
            words = tuple(entry.split())
            by_first.setdefault(words[0], []).append((words, value))
        for same in by_first.values():
            same.sort(key=lambda item: -len(item[0]))
        self._by_first = by_first

    def match(self, tokens: Sequence[Token], at: int) -> tuple[int, V] | None:
        """The end (exclusive) and value of the longest entry that starts at token `at`."""
        if at >= len(tokens):
            return None
        second = tokens[at + 1].lower if at + 1 < len(tokens) else None
        for words, value in self._by_first.get(tokens[at].lower, ()):
            if len(words) == 1:
                return at + 1, value
            end = at + len(words)
            if words[1] == second and end <= len(tokens) and words == tuple(t.lower for t in tokens[at:end]):
                return end, value
        return None

    def find(self, tokens: Sequence[Token]) -> Iterator[Found[V]]:
        """Entries from left to right that do not overlap."""
        by_first, last = self._by_first, 0
        for at, token in enumerate(tokens):
            if at >= last and token.lower in by_first and (match := self.match(tokens, at)):
                last = match[0]
                yield Found(at, *match)

    def openers(self) -> frozenset[str]:
        """Every word that begins an entry."""
        return frozenset(self._by_first)
