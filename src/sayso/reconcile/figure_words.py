"""A figure in words, as every table, sentence and page writes it."""

from __future__ import annotations

from sayso.types import Figure
from sayso.vocabulary import Relation

BEFORE = {
    Relation.AT_LEAST: "at least ",
    Relation.MORE_THAN: "more than ",
    Relation.ABOUT: "about ",
    Relation.UP_TO: "up to ",
    Relation.FEWER_THAN: "fewer than ",
}


def number(figure: Figure, between: str = " to ") -> str:
    """ "more than 3,700", "5 to 7"; the vague word as it is told."""
    if figure.vague or (figure.low is None and figure.high is None):
        return figure.vague or "an unknown number"
    low, high = figure.low, figure.high
    ends = [n for n in (low, high) if n is not None]
    told = f"{ends[0]:,}" if ends[0] == ends[-1] else f"{ends[0]:,}{between}{ends[-1]:,}"
    return BEFORE.get(figure.relation, "") + told
