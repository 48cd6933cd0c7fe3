"""Things by the sentences that they stand in, so that asking what overlaps some words costs the same in any text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from sayso.types import Sentence, Span

T = TypeVar("T")


class Nearby(Generic[T]):
    """Items with their spans. `near` gives those that stand in a sentence that a span touches, in the order they came."""

    def __init__(self, sentences: Sequence[Sentence], items: Iterable[tuple[T, Sequence[Span]]]) -> None:
        self._starts = [s.span.start for s in sentences]
        self._items: list[T] = []
        self._touching: dict[int, list[int]] = defaultdict(list)
        for number, (item, spans) in enumerate(items):
            self._items.append(item)
            for sentence in sorted({n for span in spans for n in self._numbers(span)}):
                self._touching[sentence].append(number)

    def near(self, span: Span) -> list[T]:
        found = sorted({number for sentence in self._numbers(span) for number in self._touching.get(sentence, ())})
        return [self._items[number] for number in found]

    def within(self, sentence: int) -> list[T]:
        """Those that stand in the sentence with this number."""
        return [self._items[number] for number in self._touching.get(sentence, ())]

    def _numbers(self, span: Span) -> range:
        first = max(0, bisect_right(self._starts, span.start) - 1)
        return range(first, max(first + 1, bisect_left(self._starts, span.end, lo=first)))
