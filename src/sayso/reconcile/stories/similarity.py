"""How alike two reports are: their terms, above all those of the headlines, and a little how far apart they were published.

`1` is the same text on the same day. Nothing here knows of any third report.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import NamedTuple

from sayso.reconcile.stories.terms import Term, Terms

OF_HEADLINE = 0.2
"""Weight of "what the one headline names, the other report speaks of" against the likeness of all terms."""
APART = 0.3
"""What a year between them takes away. Stories run for years, so that no distance forbids anything: see YEAR."""
YEAR = 365
"""Days after which no more is taken away; the loss grows with the logarithm of the days until then."""


class Likeness(NamedTuple):
    """How alike, and what of: the terms of both, those that make the most of it first."""

    value: float
    shared: tuple[Term, ...] = ()


def likeness(one: Terms, other: Terms, days: float | None) -> Likeness:
    """Symmetric, between 0 and 1. `days` lie between the two, None where one of them has no date."""
    of_other = {term.key: term for term in other}
    pairs = [(term, of_other[term.key]) for term in one if term.key in of_other]
    together = math.fsum(a.weight * b.weight for a, b in pairs)
    named = math.fsum(a.headline for a, _ in pairs), math.fsum(b.headline for _, b in pairs)
    value = mixed(together, *named) * nearness(days)
    heaviest = sorted(pairs, key=lambda pair: (-pair[0].weight * pair[1].weight, pair[0].key))
    return Likeness(value, tuple(a for a, _ in heaviest))


def mixed(together: float, one: float, other: float) -> float:
    """From the likeness of all terms, and of each headline the share that the other report holds."""
    return (1 - OF_HEADLINE) * together + OF_HEADLINE * (one + other) / 2


def nearness(days: float | None) -> float:
    """1 for one moment, 1 - APART from a year on; 1 where it is not known, which is held against nobody."""
    if days is None:
        return 1.0
    return 1 - APART * math.log1p(min(days, YEAR)) / math.log1p(YEAR)


def days_apart(one: str | None, other: str | None) -> float | None:
    """Between two moments in ISO 8601; None where one is not known."""
    if one is None or other is None:
        return None
    return abs((_moment(one) - _moment(other)).total_seconds()) / 86_400


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
