"""Asking for some stories: a filter that the ledger does not know, since stories are made from its entries."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy import select

from sayso.errors import SaysoError
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.ledger.storable import text
from sayso.reconcile.keep.follow import state
from sayso.reconcile.keep.schema import placed


@dataclass(frozen=True, slots=True)
class OfStories(Filters):
    """Filters, and of what fits them only what is of these stories.

    `ledger.filters.conditions` passes the stories over: who makes a list of claims of them has to choose the reports.
    """

    stories: frozenset[str] = frozenset()
    """Their whole ids."""


def check(reader: Reader, story: str) -> None:
    """SaysoError E027 where no report has it. A ledger that nothing has followed yet knows of no story, and is asked anew."""
    with reader.store.reading() as connection:
        if state(connection) is None:
            return
        if connection.execute(select(placed.c.report).where(placed.c.story == text(story)).limit(1)).first() is None:
            raise SaysoError("E027", id=story)


def of_stories(filters: Filters, stories: frozenset[str]) -> OfStories:
    return OfStories(**{field.name: getattr(filters, field.name) for field in fields(Filters)}, stories=stories)


def without_stories(filters: Filters) -> Filters:
    """The same, whatever the story."""
    if not isinstance(filters, OfStories):
        return filters
    return Filters(**{field.name: getattr(filters, field.name) for field in fields(Filters)})


def stories_asked(filters: Filters) -> frozenset[str] | None:
    """None where any will do."""
    return filters.stories if isinstance(filters, OfStories) else None
