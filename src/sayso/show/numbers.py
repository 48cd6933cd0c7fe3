"""The one number of a figure, or its range: the same rule on the page, in the brief and in reports."""

from __future__ import annotations

from sayso.reconcile.figure_words import number
from sayso.reconcile.judgement import Word
from sayso.reconcile.series_view import SeriesView

UNDONE = frozenset({Word.RETRACTED, Word.REFUTED})
"""Standings of a number that nobody stands by."""


def shown_number(view: SeriesView) -> str:
    """One number where people or two origins stand behind it, or where only one is told; else the range; where there are only
    words for it, the latest of them; "none stands"."""
    best, spread = view.spread.best, view.spread
    if best is None:
        words = [v for v in view.values if v.figure.vague and v.is_given and view.standings[v.id].word not in UNDONE]
        return number(words[-1].figure) if words else "none stands"
    if view.headline.value is not None or len({v.number for v in spread.standing}) == 1 or spread.low in (None, spread.high):
        return number((view.headline.value or best).figure)
    return f"{spread.low:,} to {spread.high:,}" if spread.high is not None else f"{spread.low:,} or more"
