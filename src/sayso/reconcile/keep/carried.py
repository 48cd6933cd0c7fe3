"""Reports with what is kept of them: their story, their copy group, and whose copy they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection, select

from sayso.reconcile.copies.credits import Credit, Member, of_group
from sayso.reconcile.copies.groups import groups
from sayso.reconcile.keep.latest import chunks
from sayso.reconcile.keep.schema import copies, placed
from sayso.reconcile.stories.assign import story_id
from sayso.reconcile.telling import Carrier


def carried(kept: Connection, carriers: Sequence[Carrier]) -> Iterator[Carrier]:
    """`carriers`, which are all that were known by some moment, as the tables know them.

    One that waits for its story, which is so for moments of a run that adds many, is a story of its own.
    """
    known = kept_of(kept)
    for carrier, marks in marked(carriers, known, links(kept)):
        yield replace(carrier, story=marks.story, copy=marks.copy, credit=marks.credit)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the tables have of one report. `story` is None while it waits for one."""

    story: str | None
    credit: Credit | None


class Marks(NamedTuple):
    """What a carrier gets from them, with all that are known beside it."""

    story: str
    copy: str
    credit: str | None


def marked(
    carriers: Sequence[Carrier], known: Mapping[str, Kept], links: Iterable[tuple[str, str]]
) -> Iterator[tuple[Carrier, Marks]]:
    """`carriers`, which are all that were known by some moment, each with its story, copy group and agency."""
    group_of = groups(carriers, links)
    credits = _credits((group_of[c.id], (c, known[c.id].credit)) for c in carriers)
    for carrier in carriers:
        copy = group_of[carrier.id]
        credit = credits.get(copy)
        story = known[carrier.id].story or story_id(carrier.id)
        yield carrier, Marks(story, copy, credit.agency if credit else carrier.credit)


def kept_of(kept: Connection) -> dict[str, Kept]:
    """By report."""
    return {row.report: Kept(row.story, _credit(row.credit, row.credit_because)) for row in kept.execute(select(*_STORY))}


def credits_kept(kept: Connection, reports: Collection[str] | None = None) -> dict[str, Credit]:
    """Whose copies these reports say that they are, or all of them; nothing of those that do not say."""
    wanted = select(placed.c.report, placed.c.credit, placed.c.credit_because).where(placed.c.credit.is_not(None))
    each = [wanted] if reports is None else [wanted.where(placed.c.report.in_(some)) for some in chunks(reports)]
    rows = (row for one in each for row in kept.execute(one))
    return {row.report: credit for row in rows if (credit := _credit(row.credit, row.credit_because))}


def links(kept: Connection) -> list[tuple[str, str]]:
    """Pairs of copies."""
    return [(row.later, row.earlier) for row in kept.execute(select(copies.c.later, copies.c.earlier))]


_STORY = (placed.c.report, placed.c.story, placed.c.credit, placed.c.credit_because)


def _credit(agency: str | None, because: str | None) -> Credit | None:
    return Credit(agency, because) if agency and because else None


def _credits(members: Iterable[tuple[str, Member]]) -> dict[str, Credit]:
    """Of each copy group that is an agency's."""
    by_group: dict[str, list[Member]] = defaultdict(list)
    for group, member in members:
        by_group[group].append(member)
    found = {group: of_group(each) for group, each in by_group.items()}
    return {group: credit for group, credit in found.items() if credit}
