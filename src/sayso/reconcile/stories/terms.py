"""`read` gives reports; a report gives `Terms`: what it is about, in at most sixty weighted words and pairs of words.

A term weighs more the rarer it is in news and the more often it stands in the report, above all in its headline. Terms are a
pure function of the report (see `rarity`), so they are stored with it and never made again.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.reconcile.stories.rarity import COMMON, RAREST, rarity
from sayso.reconcile.stories.words import cut, stem
from sayso.types import Outlet, Report
from sayso.vocabulary import BlockKind

MOST = 60
MOST_OF_HEADLINE = 12
HEADLINE = 4
"""A word of the headline counts as often. Between 3 and 6 it made no difference in cross-validation (docs/measurements.md)."""
PAIR = 0.5
"""Of the mean rarity of its words: a pair repeats what its words say already."""
NUMBER = 0.5
"""Of the highest rarity: figures differ between reports of one event, and reports of two share them by accident."""
LONGEST = 40
"""Letters. What is longer is an address or broken text."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or two with a blank between. All weights of a report together have length 1, as have those of its headline."""

    key: str
    """What is compared: stems."""
    shown: str
    """As the report writes it, for a person to read."""
    weight: float
    headline: float = 0.0
    """Its share in the headline, 0 for a term outside it. All shares of a report add up to 1 where the headline has any."""


Terms = tuple[Term, ...]
"""The heaviest first."""


def terms(report: Report) -> Terms:
    """What `report` is about. Text outside every block, and the outlet's own name, are left out."""
    found = _Found()
    own = _own_words(report.outlet)
    for block in report.blocks:
        found.add(block.span.of(report.text), own, headline=block.kind is BlockKind.TITLE)
    return found.terms()


class _Found:
    """Counts of what stands in a report."""

    def __init__(self) -> None:
        self.times: Counter[str] = Counter()
        self.in_headline: Counter[str] = Counter()
        self.pairs: Counter[str] = Counter()
        self.shown: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, text: str, own: frozenset[str], headline: bool) -> None:
        """Count the words of `text` and the pairs of words that stand side by side."""
        before: tuple[str, str] | None = None
        for word, key in _telling(cut(text), own):
            if key is None:
                before = None
                continue
            self._one(key, word, headline)
            if before:
                pair = f"{before[1]} {key}"
                self.pairs[pair] += 1
                self._one(pair, f"{before[0]} {word}", headline)
            before = word, key

    def _one(self, key: str, shown: str, headline: bool) -> None:
        self.times[key] += HEADLINE if headline else 1
        self.in_headline[key] += headline
        self.shown[key][shown] += 1

    def terms(self) -> Terms:
        weights = {k: w for k, n in self.times.items() if (w := _rarity(k) * (1 + math.log(n))) and self.pairs.get(k, 2) > 1}
        headline = _headline(self.in_headline)
        first = sorted(weights, key=lambda key: (key not in headline, -weights[key], key))[:MOST]
        length = math.sqrt(sum(weights[key] ** 2 for key in first))
        made = (Term(key, self._shown(key), weights[key] / length, headline.get(key, 0.0)) for key in first)
        return tuple(sorted(made, key=lambda term: (-term.weight, term.key)))

    def _shown(self, key: str) -> str:
        """The form that it has most often, the first in the alphabet of equals."""
        forms = self.shown[key]
        return min(forms, key=lambda form: (-forms[form], form))
