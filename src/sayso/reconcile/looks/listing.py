"""The stories of a ledger as a list: what a page needs to lead to each of them, with no claim in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso.ledger.filters import Filters
from sayso.reconcile.looks.question import Question, moment_of
from sayso.reconcile.of_stories import stories_asked


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One story as it was known by a moment."""

    id: str
    reports: int
    """Those that have a claim that fits."""
    fitting: int
    claims: int
    """Claims that fit, and all."""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """How it is listed: `title` is the headline of its first report that has one; days are `YYYY-MM-DD`, None where no report
    has a date."""

    row: StoryRow
    title: str
    first: str | None
    last: str | None
    demonstration: bool = False
    """One of its reports was written for demonstration."""


def listed(of: Question, filters: Filters, seq: int | None = None) -> Sequence[StoryRow]:
    """All that have anything to show, the largest first; with `seq`, by what is recorded up to that entry."""
    tally = of.tally(moment_of(filters, seq))
    numbers = tally.ranked
    if (only := stories_asked(filters)) is not None:
        there = [of.holding.numbers[one] for one in only if one in of.holding.numbers]
        numbers = numbers[np.isin(numbers, there)]
    counts = (tally.reports[numbers].tolist(), tally.fitting[numbers].tolist(), tally.claims[numbers].tolist())
    stories = of.holding.stories
    return [StoryRow(stories[n], *each) for n, *each in zip(numbers.tolist(), *counts, strict=True)]


def told_of(of: Question, filters: Filters, row: StoryRow, seq: int | None = None) -> StoryLine:
    """With title and days, as far as they were known."""
    at, reports = moment_of(filters, seq), of.holding.reports
    known = [reports.carriers[one] for one in of.holding.by_story[row.id] if reports.known(one, at)]
    dated = [carrier.known_by[:10] for carrier in known if carrier.known_by]
    title = next((carrier.title for carrier in known if carrier.title), known[0].name if known else row.id)
    made_up = any(carrier.demonstration for carrier in known)
    return StoryLine(row, title, dated[0] if dated else None, dated[-1] if dated else None, made_up)
