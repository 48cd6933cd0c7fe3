"""Asking for some stories: a filter that the ledger does not know, since stories are made from its entries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields

from sqlalchemy import func, select

from sayso.errors import SaysoError
from sayso.ledger import schema
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.ledger.storable import text
from sayso.reconcile.keep.follow import state
from sayso.reconcile.keep.latest import chunks
from sayso.reconcile.keep.schema import placed
from sayso.reconcile.stories.assign import story_id


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


def reports_of(reader: Reader, stories: Collection[str]) -> frozenset[str]:
    """Ids of the reports of these stories; none where nothing has followed the ledger yet."""
    with reader.store.reading() as connection:
        if state(connection) is None:
            return frozenset()
        each = (select(placed.c.report).where(placed.c.story.in_(some)) for some in chunks(stories))
        return frozenset(id for wanted in each for id in connection.execute(wanted).scalars())


def has_stories(reader: Reader) -> bool:
    """Whether the ledger has kept tables of this version."""
    with reader.store.reading() as connection:
        return state(connection) is not None


def stories_of(reader: Reader, reports: Collection[str]) -> dict[str, str]:
    """The story of each of these reports; a report that waits for one is a story of its own. Empty where the ledger has no kept
    tables, or those of another version."""
    with reader.store.reading() as connection:
        if state(connection) is None:
            return {}
        each = (select(placed.c.report, placed.c.story).where(placed.c.report.in_(some)) for some in chunks(reports))
        return {row.report: row.story or story_id(row.report) for wanted in each for row in connection.execute(wanted)}


def claims_in(reader: Reader, stories: Collection[str]) -> dict[str, int]:
    """How many claims each of these stories has now."""
    readings = schema.readings.c
    joined = placed.join(schema.readings, readings.report == placed.c.report)
    number = func.coalesce(func.sum(readings.claims), 0)
    wanted = select(placed.c.story, number).select_from(joined).where(readings.ended.is_(None)).group_by(placed.c.story)
    with reader.store.reading() as connection:
        each = (wanted.where(placed.c.story.in_(some)) for some in chunks(stories))
        return {story: int(claims) for one in each for story, claims in connection.execute(one)}
