"""From what was typed to what is known: the filters, with the situation's, and the look through all steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sayso.commands.asking import Asked
from sayso.commands.kind_names import unknown_kind
from sayso.commands.session import Session
from sayso.ledger.filters import Filters
from sayso.ledger.nearness import near
from sayso.ledger.query import Reader
from sayso.read.dates import iso
from sayso.reconcile.knowledge import Knowledge, knowledge
from sayso.reconcile.moment import moment
from sayso.reconcile.situations import situation
from sayso.reconcile.world import World, load
from sayso.vocabulary import Group, kinds

BEHIND = "the views of this ledger are behind its entries, and were made for this look only: sayso rebuild keeps them"


def reader(session: Session) -> Reader:
    return Reader.open(session.ledger, session.settings.wait_seconds)


@contextmanager
def looking(
    session: Session, asked: Asked, text: str | None = None, limit: int | None = None
) -> Iterator[tuple[Reader, Filters]]:
    """The ledger, and what was typed as filters, with the situation's. What was typed is checked first.

    Raises SaysoError E011 for no date, E016 for no kind, E033 for no point, E042 for no situation, and as `Reader.open`.
    """
    filters = typed(asked, text, limit)
    with reader(session) as ledger:
        yield ledger, with_situation(ledger, asked, filters)


def with_situation(ledger: Reader, asked: Asked, filters: Filters) -> Filters:
    """`filters`, with those of the situation that is asked for. SaysoError E042 where there is none of that name."""
    if asked.situation is None:
        return filters
    return situation(ledger, asked.situation, filters.recorded_by).filters(filters)


def typed(asked: Asked, text: str | None, limit: int | None) -> Filters:
    """What was typed, checked: `kind` may be a group."""
    plain = checked(asked.kind)
    return Filters(
        kind=None if plain in set(Group) else plain,
        group=plain if plain in set(Group) else None,
        place=asked.place,
        near=near(asked.near, asked.within),
        since=iso(asked.since) if asked.since else None,
        until=iso(asked.until) if asked.until else None,
        as_of=iso(asked.as_of) if asked.as_of else None,
        recorded_by=iso(asked.recorded_by) if asked.recorded_by else None,
        text=text,
        limit=limit,
    )


def checked(kind: str | None) -> str | None:
    """A kind or a group of kinds. SaysoError E016 for neither."""
    if kind is not None and kind not in kinds() and kind not in set(Group):
        raise unknown_kind(kind, (*kinds(), *Group))
    return kind


def known(session: Session, ledger: Reader, filters: Filters) -> Knowledge:
    """All that was known by the moment asked for."""
    return knowledge(world(session, ledger, filters))


def world(session: Session, ledger: Reader, filters: Filters) -> World:
    """The same, without the steps after loading."""
    found = load(ledger, filters)
    if found.behind:
        session.tell(BEHIND)
    return found


def day_shown(session: Session, filters: Filters, found: World) -> str:
    """The day at which something is open or closed, `YYYY-MM-DD`."""
    return moment(filters.as_of or filters.until, session.clock().date(), found.carriers.values())
