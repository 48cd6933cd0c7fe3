"""Phrases of a word list, found at a token: the longest one that starts there, and its value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.types import Token


class Phrases(Generic[V]):
    """Entries of a table, keyed by their first word so that a miss costs one look-up."""

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
        for words, value in self._by_first.get(tokens[at].lower, ()):
            end = at + len(words)
            if end <= len(tokens) and all(tokens[at + i].lower == word for i, word in enumerate(words)):
                return end, value
        return None

    def openers(self) -> frozenset[str]:
        """Every word that begins an entry."""
        return frozenset(self._by_first)
