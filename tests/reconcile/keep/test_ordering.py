"""One report set in order through the tables is set as `from_place` sets it, with everything in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection, create_engine, insert, select, update

from sayso.reconcile.keep import features, ordering
from sayso.reconcile.keep.schema import copies, derived, placed
from sayso.types import Report
from tests.ledger.by_hand import report
from tests.reconcile.keep.made import BREAD, FLOOD, POOL, STRIKE, rows

WORDS = (FLOOD, STRIKE, BREAD)
MANY = 2 * ordering.CANDIDATES
"""More copies of one text than are looked up for a key, and more than are compared."""


def put(tables: Connection, report: Report) -> None:
    """What is kept of a report by itself."""
    for table, rows_ in features.rows(report).tables.items():
        if rows_:
            tables.execute(insert(table), rows_)


@pytest.fixture
def tables() -> Iterator[Connection]:
    engine = create_engine("sqlite+pysqlite://")
    with engine.begin() as connection:
        derived.create_all(connection)
        yield connection
    engine.dispose()


def many() -> list[Report]:
    """Texts made of the sentences of several stories, a third of them of one day, some undated, some of one address."""
    made = []
    for number in range(MANY):
        first, second = WORDS[number % 3], WORDS[number // 7 % 3]
        day = "2022-03-05" if number % 3 == 0 else f"2022-03-{1 + number % 28:02}" if number % 11 else None
        one = report(f"{first[: 400 - number]} {second[number : 200 + number]}", day, f"Number {number} of {first[:30]}")
        made.append(replace(one, url="https://a.invalid/x") if number % 13 == 0 else one)
    return made


@pytest.mark.parametrize(
    "reports", [POOL, many(), [report(FLOOD, "2022-03-05", str(n)) for n in range(MANY)]], ids=["pool", "many", "copies"]
)
def test_one_by_one_through_the_tables_equals_all_in_memory(tables: Connection, reports: list[Report]) -> None:
    for one in reports:
        put(tables, one)
    ordering.from_place(tables, "")
    in_memory = rows(tables)
    tables.execute(update(placed).values(story=None, because=None))
    tables.execute(copies.delete())
    for id in tables.execute(select(placed.c.report).order_by(placed.c.place)).scalars().all():
        ordering.one(tables, id)
    assert rows(tables) == in_memory
    assert len(in_memory["copies"]) > 3 and ordering.waiting(tables) == []


@pytest.mark.parametrize("as_dear", [0, 2, 10**6], ids=["one by one", "both", "in memory"])
def test_from_any_place_it_is_set_as_from_the_first(tables: Connection, monkeypatch: pytest.MonkeyPatch, as_dear: int) -> None:
    monkeypatch.setattr(ordering, "AS_DEAR", as_dear)
    for one in POOL:
        put(tables, one)
    ordering.from_place(tables, "")
    whole = rows(tables)
    for place in tables.execute(select(placed.c.place)).scalars().all():
        after = placed.c.place >= place
        tables.execute(copies.delete().where(copies.c.later.in_(select(placed.c.report).where(after))))
        tables.execute(update(placed).where(after).values(story="s", because=""))
        ordering.from_place(tables, place)
        assert rows(tables) == whole


def test_one_that_waits_for_its_story_is_joined_by_none(tables: Connection) -> None:
    """Or a report would get no story from it, and all such reports would look like one."""
    for one in POOL:
        put(tables, one)
    ordering.one(tables, POOL[4].id)  # its story's first reports are not set yet
    assert POOL[4].id not in ordering.waiting(tables)


def test_places_sort_as_reports_are_ordered(tables: Connection) -> None:
    for one in POOL:
        put(tables, one)
    known = [(row.known_by or "", row.report) for row in tables.execute(select(placed).order_by(placed.c.place))]
    assert known == sorted(known)
