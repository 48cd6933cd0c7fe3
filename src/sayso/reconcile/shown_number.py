"""The one number of a figure, or its range: the same rule on the page, in the brief and in reports.

The ends of a range are numbers that somebody told, in the words that told them: "5,135 to about 5,800", never the 5,850 that
"about" leaves possible.
"""

from __future__ import annotations

from sayso.reconcile.bounds import Spread
from sayso.reconcile.figure_words import number
from sayso.reconcile.judgement import Standing, Word
from sayso.reconcile.publishing import agree
from sayso.reconcile.series_view import SeriesView
from sayso.types import Figure
from sayso.vocabulary import Relation

UNDONE = frozenset({Word.RETRACTED, Word.REFUTED})
"""Standings of a number that nobody stands by."""


def shown_number(view: SeriesView) -> str:
    """One number where people or two origins stand behind it, where one origin tells it, or where it satisfies all that is told
    (50, and "at least 50"), as the line to publish has it; else the range; where there are only words for it, the latest of
    them; "none stands"."""
    best, spread = view.spread.best, view.spread
    if best is None:
        words = [v for v in view.values if v.figure.vague and v.is_given and view.standings[v.id].word not in UNDONE]
        return number(words[-1].figure) if words else "none stands"
    if view.headline.value is not None or agree(spread.standing) or spread.low in (None, spread.high):
        return number((view.headline.value or best).figure)
    return _range(spread)


def is_undone(standing: Standing) -> bool:
    """Does nobody stand by it: was it taken back, or refuted? Where people disagree on that, what the rules found stays."""
    return standing.word in UNDONE or (standing.word is Word.CONTESTED and standing.by_rules in UNDONE)


def _range(spread: Spread) -> str:
    """From the value that leaves the least possible to the one that leaves the most; open where that has no end."""
    lowest = min(spread.standing, key=lambda v: (v.bounds.low, v.id))
    if spread.high is None:
        return f"{_end(lowest.figure, lower=True)} or more"
    highest = max(spread.standing, key=lambda v: (v.bounds.high or 0, v.id))
    return f"{_end(lowest.figure, lower=True)} to {_end(highest.figure, lower=False)}"


def _end(figure: Figure, *, lower: bool) -> str:
    """An end of a range, as told; "up to 32" begins at none."""
    ends = (figure.low, figure.high) if lower else (figure.high, figure.low)
    told = next((n for n in ends if n is not None), 0)
    if lower and figure.low is None:
        return "0"
    return f"{'about ' if figure.relation is Relation.ABOUT else ''}{told:,}"
