"""One thing that an address asks for by its id, wherever it is known: what a link leads to fits no filter by chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from sayso.errors import SaysoError
from sayso.ledger.filters import Filters
from sayso.reconcile.of_stories import of_stories
from sayso.serve.desk import Desk, known
from sayso.serve.looks import Look

T = TypeVar("T")
Looking = Callable[[Desk, Filters], Look]


def sought(
    at: Desk, filters: Filters, id: str, what: str, find: Callable[[Look], T | None], looking: Looking = known
) -> tuple[Look, T]:
    """What `find` gives of what fits the filters, else of all that was known at their moment, with the look that has it.

    SaysoError E052, which calls it `what`, where it is told only later than that moment, E027 where it is nowhere.
    """
    for asked in _asked(at, filters, id):
        look = looking(at, asked)
        found = find(look)
        if found is not None:
            if asked.as_of != filters.as_of:
                raise SaysoError("E052", what=what, moment=filters.as_of)
            return look, found
    raise SaysoError("E027", id=id)


def _asked(at: Desk, filters: Filters, id: str) -> Iterable[Filters]:
    """Of an archive the story that tells it, which is quickly worked out, whatever else a view shows of it."""
    story = at.looks.story_of(id)
    moment = filters.moment if story is None else of_stories(filters.moment, frozenset({story}))
    first = [filters] if story is None or at.looks.made(filters, story) else []
    return dict.fromkeys((*first, moment, replace(moment, as_of=None)))
