"""Set reports in order: whose copy each is among the reports before it, and which story it belongs to.

One report is set in order as it comes, through look-ups whose cost does not grow (`Tables`). A report that comes late, or goes,
may change those after it: `from_place` sets all of them in order again, where they are many with everything in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from sayso.ledger.storable import storable
from sayso.reconcile.copies.likeness import likeness
from sayso.reconcile.keep.features import features_of, sketch_of, term_number
from sayso.reconcile.keep.latest import chunks, latest
from sayso.reconcile.keep.recent import RecentKeys, RecentStories
from sayso.reconcile.keep.schema import copies, copy_keys, in_order, placed, story_terms
from sayso.reconcile.stories.assign import EACH as EACH_OF_TERM
from sayso.reconcile.stories.assign import Placed, assign
from sayso.reconcile.stories.index import Holding, Member, Place

EACH = 20
"""Reports that are looked up for one key of a copy, the latest ones: one member of a group is enough to join it."""

CANDIDATES = 16
"""Reports that are compared word for word, those that share the most keys. A round-up of ten agency reports has ten."""


HOLDINGS = (story_terms.c.term, story_terms.c.report, story_terms.c.weight, story_terms.c.headline)
HOLDERS = (copy_keys.c.report,)
"""What is looked up of the latest rows of a term, and of a key."""

AS_DEAR = 8
"""Reports set in order in memory, loading included, in the time of one through the tables: 1.8 and 13 ms on 342 reports."""


class Keys(Protocol):
    """The reports before a place by the keys of their sketches."""

    def sharing(self, keys: Sequence[int], before: str) -> Iterable[str]:
        """Of every key the `EACH` latest reports that have it."""
        ...

    def rows(self, reports: Sequence[str]) -> Iterable[Any]:
        """Their rows of `placed`."""
        ...


def one(connection: Connection, report: str) -> None:
    """Set one report in order, after those that are before it."""
    row = connection.execute(select(placed).where(placed.c.report == report)).one()
    tables = Tables(connection)
    _write(connection, [_made(row, assign(features_of(row), tables), tables)])


def from_place(connection: Connection, place: str) -> None:
    """Set every report at or after `place` in order again: few at the end one by one, or else everything is loaded."""
    some = how_many(connection, place)
    if some * AS_DEAR < how_many(connection, ""):
        after = select(placed.c.report).where(placed.c.place >= place).order_by(placed.c.place)
        for report in connection.execute(after).scalars().all():
            one(connection, report)
    elif some:
        _in_memory(connection, place)


def _in_memory(connection: Connection, place: str) -> None:
    """Everything is gone through once, a few hundred reports at a time."""
    stories, keys = RecentStories(EACH_OF_TERM), RecentKeys(EACH)
    in_order = connection.execute(select(placed.c.report).order_by(placed.c.place)).scalars().all()
    for some in chunks(in_order):
        made = list[Made]()
        for row in sorted(_rows_of(connection, some), key=lambda row: str(row.place)):
            features, story = features_of(row), row.story
            if row.place >= place:
                found = assign(features, stories)
                made.append(_made(row, found, keys))
                story = found.story
            stories.add(features, story)
            keys.add(row, sketch_of(row).keys)
        _write(connection, made)


def _rows_of(connection: Connection, reports: Sequence[str]) -> Iterator[Any]:
    for some in chunks(reports):
        yield from connection.execute(select(placed).where(placed.c.report.in_(some)))


def waiting(connection: Connection) -> list[str]:
    """Reports that have no story yet, in the order of their places."""
    return list(connection.execute(select(placed.c.report).where(placed.c.story.is_(None)).order_by(placed.c.place)).scalars())


def how_many(connection: Connection, place: str) -> int:
    """Reports at or after `place`."""
    return connection.execute(select(func.count()).select_from(placed).where(placed.c.place >= place)).scalar_one()


@dataclass(frozen=True, slots=True)
class Made:
    """What setting one report in order gave."""

    report: str
    story: str
    because: str
    copies: tuple[Mapping[str, Any], ...]


def _made(row: Any, found: Placed, keys: Keys) -> Made:
    return Made(row.report, found.story, found.because, tuple(_copies(row, keys)))


def _copies(row: Any, keys: Keys) -> Iterator[Mapping[str, Any]]:
    shared = Counter(keys.sharing(sketch_of(row).keys, row.place))
    candidates = sorted(shared, key=lambda report: (-shared[report], report))[:CANDIDATES]
    return copies_among(row, keys.rows(candidates))


def copies_among(row: Any, others: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """Rows of `copies`, of a row of `placed` and its candidates. Of one address there are versions, not copies."""
    small = sketch_of(row)
    for other in sorted(others, key=lambda other: str(other.report)):
        found = likeness(small, sketch_of(other))
        if found.copy and not (row.address and row.address == other.address):
            yield {"later": row.report, "earlier": other.report, "share": found.share, "because": storable(found.because)}


def _write(connection: Connection, made: Sequence[Made]) -> None:
    if not made:
        return
    connection.execute(_STORY, [{"of": m.report, "story": m.story, "because": storable(m.because)} for m in made])
    for some in chunks(m.report for m in made):
        connection.execute(delete(copies).where(copies.c.later.in_(some)))
    links = [link for m in made for link in m.copies]
    if links:
        connection.execute(insert(copies), links)


_STORY = update(placed).where(placed.c.report == bindparam("of")).values(story=bindparam("story"), because=bindparam("because"))


@dataclass(frozen=True, slots=True)
class Tables:
    """`Index` and `Keys` over the tables."""

    connection: Connection

    def holdings(self, keys: Sequence[str], before: Place, each: int) -> Iterator[Holding]:
        numbers = {term_number(key): key for key in keys}
        place = in_order(before[0], before[1])
        for number, report, weight, headline in latest(self.connection, HOLDINGS, list(numbers), place, each):
            yield Holding(numbers[number], report, weight, headline)

    def members(self, reports: Sequence[str]) -> Mapping[str, Member]:
        """Those that have a story: one that waits for it can be joined by none."""
        return {row.report: Member(features_of(row), row.story) for row in self.rows(reports) if row.story}

    def sharing(self, keys: Sequence[int], before: str) -> Iterator[str]:
        yield from (report for (report,) in latest(self.connection, HOLDERS, sorted(set(keys)), before, EACH))

    def rows(self, reports: Sequence[str]) -> Iterator[Any]:
        return _rows_of(self.connection, reports)
