"""Reports with what is kept of them: their story, their copy group, and whose copy they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from sayso.reconcile.copies.credits import Credit, Member, of_group
from sayso.reconcile.copies.groups import groups
from sayso.reconcile.keep.schema import copies, placed
from sayso.reconcile.stories.assign import story_id
from sayso.reconcile.telling import Carrier


def carried(kept: Connection, carriers: Sequence[Carrier]) -> Iterator[Carrier]:
    """`carriers`, which are all that were known by some moment, as the tables know them.

    One that waits for its story, which is so for moments of a run that adds many, is a story of its own.
    """
    known = {row.report: row for row in kept.execute(select(*_STORY))}
    group_of = groups(carriers, _links(kept))
    credits = _credits((group_of[c.id], (c, _credit(known[c.id]))) for c in carriers)
    for carrier in carriers:
        copy = group_of[carrier.id]
        credit = credits.get(copy)
        agency = credit.agency if credit else carrier.credit
        yield replace(carrier, story=known[carrier.id].story or story_id(carrier.id), copy=copy, credit=agency)


_STORY = (placed.c.report, placed.c.story, placed.c.credit, placed.c.credit_because)


def _links(kept: Connection) -> Iterable[tuple[str, str]]:
    return ((row.later, row.earlier) for row in kept.execute(select(copies.c.later, copies.c.earlier)))


def _credit(row: object) -> Credit | None:
    agency, because = getattr(row, "credit", None), getattr(row, "credit_because", None)
    return Credit(agency, because) if agency and because else None


def _credits(members: Iterable[tuple[str, Member]]) -> dict[str, Credit]:
    """Of each copy group that is an agency's."""
    by_group: dict[str, list[Member]] = defaultdict(list)
    for group, member in members:
        by_group[group].append(member)
    found = {group: of_group(each) for group, each in by_group.items()}
    return {group: credit for group, credit in found.items() if credit}
