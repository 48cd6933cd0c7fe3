"""Which stories have anything to show, and of very many the largest: arithmetic on columns, without a claim in hand.

A page that showed all of a large archive would show nobody anything. Where the stories have more claims than `Bound.whole`, it
shows those that the most reports tell of what is asked for (a long report with a hundred claims is one voice, so claims do not
count), one after the other as long as they have no more than `Bound.part` claims together, and one at least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.ledger.filters import Filters, covered
from sayso.reconcile.looks.columns import Mask
from sayso.reconcile.looks.holding import Holding
from sayso.reconcile.looks.since import Moment

Counts = NDArray[np.int64]


class Bound(NamedTuple):
    """Claims of the stories that have anything to show."""

    whole: int
    part: int


SHOWN = Bound(whole=20_000, part=2_500)
"""What a view of the page shows, and a situation report. Up to the first bound it is one situation that a person can narrow
down, and its days are worked out in a minute; of an archive, of which nobody reads all, the largest stories are shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How much of what fits a look shows; `stories` None = all of it."""

    stories: frozenset[str] | None
    number: int
    of_number: int
    claims: int
    of_claims: int
    """Claims that fit and were known, of the stories shown and of all."""

    @property
    def is_part(self) -> bool:
        return self.number < self.of_number


@dataclass(frozen=True, eq=False)
class Tally:
    """Of each story, by its number: what was known by a moment, and what of it fits."""

    holding: Holding
    claims: Counts
    """All of them."""
    fitting: Counts
    reports: Counts
    """Reports that have a claim that fits."""

    @cached_property
    def ranked(self) -> NDArray[np.intp]:
        """Numbers of the stories that have anything to show: of the most reports first, of as many the one with more claims."""
        any_ = np.flatnonzero(self.fitting)
        return any_[np.lexsort((any_, -self.fitting[any_], -self.reports[any_]))]

    def shown(self, bound: Bound | None) -> Shown:
        """All, or the largest."""
        ranked = self.ranked
        known = np.cumsum(self.claims[ranked])
        every = int(self.fitting[ranked].sum())
        if bound is None or not len(ranked) or known[-1] <= bound.whole:
            return Shown(None, len(ranked), len(ranked), every, every)
        first = ranked[: max(1, int(np.searchsorted(known, bound.part, side="right")))]
        chosen = self.of(self.holding.together(self.holding.stories[n] for n in first.tolist()))
        return replace(chosen, of_number=len(ranked), of_claims=every)

    def of(self, stories: frozenset[str]) -> Shown:
        """All of these stories."""
        fits = self.fitting[[self.holding.numbers[one] for one in stories]]
        number, claims = int(np.count_nonzero(fits)), int(fits.sum())
        return Shown(stories, number, number, claims, claims)


def tally(holding: Holding, at: Moment, fitting: Mask | None) -> Tally:
    """`fitting`: by claim; None = all do."""
    known, columns = holding.known(at), holding.columns
    of_claims = known[columns.report]
    stories = holding.story[columns.report]
    count = len(holding.stories)
    claims = np.bincount(stories[of_claims], minlength=count)
    if fitting is None:
        telling = np.bincount(columns.report[of_claims], minlength=columns.reports) > 0
        return Tally(holding, claims, claims, np.bincount(holding.story[telling], minlength=count))
    fits = of_claims & fitting
    telling = np.bincount(columns.report[fits], minlength=columns.reports) > 0
    return Tally(
        holding, claims, np.bincount(stories[fits], minlength=count), np.bincount(holding.story[telling], minlength=count)
    )


def fitting(holding: Holding, asked: Filters, looked_up: Sequence[Mask]) -> Mask | None:
    """By claim, whether it fits, whatever the moment; None where all do. `looked_up`: those with the words, and
    near the point, that are asked for.

    The same as `ledger.filters.conditions`. SaysoError E011 for a date that is none.
    """
    columns = holding.columns
    found = list(looked_up)
    if asked.kind is not None:
        found.append(columns.kind == columns.words.kinds.number(asked.kind))
    if asked.group is not None:
        found.append(columns.group == columns.words.groups.number(asked.group))
    if asked.kinds:
        found.append(columns.of_kinds(asked.kinds))
    if asked.place is not None:
        found.append(columns.in_place(asked.place))
    if asked.report is not None:
        found.append(columns.report == columns.words.reports.get(asked.report, -1))
    days = _days(holding, asked)
    if days is not None:
        found.append(days[columns.report])
    return _all(found)


def _days(holding: Holding, asked: Filters) -> Mask | None:
    """By report."""
    known_by, found = holding.known_by, list[Mask]()
    if asked.since is not None:
        found.append((known_by == b"") | (known_by >= covered(asked.since).start.encode()))
    if asked.until is not None:
        found.append(known_by <= covered(asked.until).end.encode())
    return _all(found)


def _all(found: Sequence[Mask]) -> Mask | None:
    return np.logical_and.reduce(found) if found else None
