"""`read` gives reports; a report gives `Terms`: what it is about, in at most sixty weighted words and pairs of words.

A term weighs more the rarer it is in news and the more often it stands in the report, above all in its headline. Terms are a
pure function of the report (see `rarity`), so they are stored with it and never made again.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from sayso.reconcile.stories.counts import Counts, level
from sayso.reconcile.stories.words import cut, stem
from sayso.types import Outlet, Report
from sayso.vocabulary import BlockKind

MOST = 60
MOST_OF_HEADLINE = 12


class Term(NamedTuple):
    """One word, or two with a blank between."""

    key: str
    """What is compared: stems."""
    shown: str
    """As the report writes it, for a person to read."""
    weight: float
    """The squares of all weights of a report add up to 1."""
    headline: float = 0.0
    """Its share in the headline, 0 for a term outside it. The shares add up to 1, or to 0 where there is no headline."""


Terms = tuple[Term, ...]
"""The heaviest first, then by key."""


def terms(report: Report) -> Terms:
    """What `report` is about. Text outside every block, and the outlet's own name, are left out."""
    counts = Counts(_own_words(report.outlet), report.language)
    for block in report.blocks:
        counts.add(block.span.of(report.text), headline=block.kind is BlockKind.TITLE)
    weights = {key: level(key) * (1 + math.log(counts.times[key])) for key in counts.counted()}
    headline = _shares(counts)
    kept = sorted(weights, key=lambda key: (key not in headline, -weights[key], key))[:MOST]
    length = math.sqrt(math.fsum(weights[key] ** 2 for key in kept))
    made = (Term(key, counts.shown(key), weights[key] / length, headline.get(key, 0.0)) for key in kept)
    return tuple(sorted(made, key=lambda term: (-term.weight, term.key)))


def _shares(counts: Counts) -> Mapping[str, float]:
    """What share of the headline each of its words is. A rare word tells far more than two common ones, hence the squares."""
    squares = {key: (level(key) * (1 + math.log(times))) ** 2 for key, times in counts.headline.items()}
    heaviest = sorted(squares, key=lambda key: (-squares[key], key))[:MOST_OF_HEADLINE]
    whole = math.fsum(squares[key] for key in heaviest)
    return {key: squares[key] / whole for key in heaviest}


def _own_words(outlet: Outlet | None) -> frozenset[str]:
    """The words of an outlet's name and site."""
    name = f"{outlet.name} {outlet.site or ''}" if outlet else ""
    return frozenset(stem(part) for word in cut(name) for part in word.split("-"))
