"""What the views make of a look, made before anybody asks: of the whole ledger, now and as of each of its days."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.ledger.filters import EVERYTHING, Filters
from sayso.serve.asking import Question
from sayso.serve.desk import Desk
from sayso.serve.looks import Look
from sayso.serve.routes import origins, review, situation


def ahead(at: Desk, look: Look) -> None:
    """`look` is of everything, as of a day or now."""
    asks = Question(as_of=look.filters.as_of)
    situation.shown(at, look, asks)
    origins.shown(at, look, asks)
    review.shown(at, look)
    if asks.as_of is None:  # of a day it is quickly made, and takes memory
        at.by_claim(look)
    for later in _compared_with(at, look):
        situation.compared_with_day_before(at, later)


def _compared_with(at: Desk, look: Look) -> Iterator[Look]:
    """The looks that come right after this one of a day, which are made before it: of the next day, and of now after the last
    but one."""
    days = at.looks.days()
    n = days.index(look.filters.as_of) if look.filters.as_of in days else 0
    if n > 0:
        yield at.looks.at(Filters(as_of=days[n - 1]))
    if n == 1:
        yield at.looks.at(EVERYTHING)
