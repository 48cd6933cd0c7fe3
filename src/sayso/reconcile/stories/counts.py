"""What stands in a report and how often: words, numbers, and pairs of words side by side, headline apart from the rest."""

from __future__ import annotations

from collections import Counter, defaultdict

from sayso.reconcile.stories.rarity import COMMON, LISTED, RAREST, rarity
from sayso.reconcile.stories.words import cut, is_date, stem

HEADLINE = 4
"""A word of the headline counts as often: between 3 and 6 made no difference on the development stories."""
PAIR = 0.5
"""Of the mean rarity of its words: a pair repeats what its words say already."""
NUMBER = RAREST / 2
"""Figures differ between reports of one event, and reports on two share them by accident."""
PAIR_TIMES = 2
"""A pair that stands once is an accident of wording."""
LONGEST = 40
"""Letters. What is longer is an address or broken text."""

LONG = 6
"""Letters. In a language without a list of rarity, shorter words count as common ones, unless they have a capital."""


class Counts:
    """Keys are stems; a pair is two stems with a blank between."""

    def __init__(self, own: frozenset[str], language: str | None) -> None:
        self.listed = language in (None, LISTED)
        self.own = own
        """Stems that tell nothing here: the outlet's own name, which its pages repeat."""
        self.times: Counter[str] = Counter()
        self.headline: Counter[str] = Counter()
        self._pairs: Counter[str] = Counter()
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, text: str, headline: bool) -> None:
        """Count a block. A pair does not reach over a common word, nor from block to block."""
        before: tuple[str, str] | None = None
        for word in cut(text):
            key = stem(word)
            if not self._tells(key, word):
                before = None
                continue
            self._count(key, word, headline)
            if before:
                self._pairs[f"{before[0]} {key}"] += 1
                self._count(f"{before[0]} {key}", f"{before[1]} {word}", headline)
            before = key, word

    def _count(self, key: str, form: str, headline: bool) -> None:
        self.times[key] += HEADLINE if headline else 1
        self._forms[key][form] += 1
        if headline and " " not in key:
            self.headline[key] += 1

    def _tells(self, key: str, word: str) -> bool:
        """Does it tell one story from another? A date is left to the time of the report."""
        if not self.listed and len(key) < LONG and word.islower():
            return False
        return 1 < len(key) <= LONGEST and key not in self.own and level(key) >= COMMON and not is_date(key)

    def counted(self) -> list[str]:
        """The keys that count: a pair does only where it stands more than once."""
        return [key for key in self.times if " " not in key or self._pairs[key] >= PAIR_TIMES]

    def shown(self, key: str) -> str:
        """The form that it has most often, the first in the alphabet among equals."""
        forms = self._forms[key]
        return min(forms, key=lambda form: (-forms[form], form))


def level(key: str) -> float:
    """How much a word, number or pair tells: the rarer, the more."""
    first, _, second = key.partition(" ")
    if second:
        return PAIR * (level(first) + level(second)) / 2
    return NUMBER if key[0].isdigit() else rarity(key)
