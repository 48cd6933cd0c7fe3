"""What the views make of a look, made before anybody asks: of the whole ledger, now and as of each of its days."""

from __future__ import annotations

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
