"""Leafing through a list gives each row once, in the order of the whole list, whatever the size of the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from sayso.errors import SaysoError
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.paging import Page, claims_page, count, listed_reports
from sayso.ledger.query import Reader
from tests.ledger.by_hand import RULES, later, reading, report

T = TypeVar("T")
DAYS = ("2022-01-05", "2022-01-05", "2022-01-09T14:00+06:00", "2022-01", None, None, "2022-01-05")
QUESTIONS = [
    Filters(),
    Filters(kind="killed"),
    Filters(kind="arrest", as_of="2022-01-06"),
    Filters(as_of="2022-01-06"),
    Filters(since="2022-01-06"),
    Filters(until="2022-01-06", place="Almaty"),
    Filters(text="number"),
    Filters(text="3"),
    Filters(text="nobody"),
    Filters(recorded_by="2022-01-08T12:03"),
    Filters(recorded_by="2022-01-08T12:03", as_of="2022-01-06"),
    Filters(recorded_by="2020"),
]
NOWHERE = ["", "~", "x~1~2", "2022~1", "2022~1~2~3", "2022-01-05~٣~1", "9" * 50, "'; DROP TABLE claims", "\ud800"]


@pytest.fixture
def filled(ledger: Ledger, reader: Reader) -> Reader:
    for number, day in enumerate(DAYS):
        made = report(f"Report number {number} counts.", day, f"Title {number}")
        ledger.add(None, made, reading(made, claims=number % 4))
    again = report("Report number 3 counts.", DAYS[3], "Title 3")
    ledger.add(None, again, reading(again, 2, later(RULES, 2)))
    return reader


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
@pytest.mark.parametrize("filters", QUESTIONS)
def test_pages_of_claims_are_the_list_of_claims(filled: Reader, filters: Filters, size: int) -> None:
    whole = list(filled.claims(filters))
    assert leafed(lambda after: claims_page(filled, filters, size, after), size) == whole
    assert count(filled, filters) == len(whole)


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_of_reports_hold_each_report_once_with_its_claims(filled: Reader, size: int) -> None:
    found = leafed(lambda after: listed_reports(filled, size, after), size)
    assert [one.title for one in found] == [f"Title {number}" for number in (3, 2, 6, 1, 0, 5, 4)]
    assert [one.claims for one in found] == [2, 2, 2, 1, 0, 1, 0]


def test_reports_as_of_a_day_are_those_published_by_then_and_those_without_a_date(filled: Reader) -> None:
    found = listed_reports(filled, 10, filters=Filters(as_of="2022-01-06")).rows
    assert [one.published for one in found] == ["2022-01-05"] * 3 + [None] * 2


def test_reports_of_some_days_and_as_this_ledger_held_them(filled: Reader) -> None:
    whole = listed_reports(filled, 10).rows
    since = listed_reports(filled, 10, filters=Filters(since="2022-01-06")).rows
    assert since == tuple(one for one in whole if one.known_by is None or one.known_by >= "2022-01-06")
    until = listed_reports(filled, 10, filters=Filters(until="2022-01-05")).rows
    assert until == tuple(one for one in whole if one.known_by is None or one.known_by < "2022-01-06")
    assert 0 < len(since) < len(whole) and 0 < len(until) < len(whole)
    assert listed_reports(filled, 10, filters=Filters(recorded_by="2020")).rows == ()
    moments = sorted({one.recorded_at for one in whole})
    held = listed_reports(filled, 10, filters=Filters(recorded_by=moments[2])).rows
    assert {one.id for one in held} == {one.id for one in whole if one.recorded_at <= moments[2]}
    assert len(held) < len(whole)


def test_what_comes_in_while_somebody_leafs_shifts_nothing(ledger: Ledger, filled: Reader) -> None:
    first = listed_reports(filled, 3)
    rest = listed_reports(filled, 10, first.next)
    new = report("Newer than all.", "2022-02-01", "New")
    ledger.add(None, new, reading(new))
    assert listed_reports(filled, 10, first.next) == rest
    assert listed_reports(filled, 1).rows[0].title == "New"


@pytest.mark.parametrize("place", NOWHERE)
def test_what_is_no_place_in_the_list_is_its_beginning(filled: Reader, place: str) -> None:
    assert claims_page(filled, Filters(), 3, place) == claims_page(filled, Filters(), 3)
    assert listed_reports(filled, 3, place) == listed_reports(filled, 3)


def test_no_date_is_refused(filled: Reader) -> None:
    for ask in (
        lambda f: claims_page(filled, f, 3),
        lambda f: count(filled, f),
        lambda f: listed_reports(filled, 3, None, f),
    ):
        with pytest.raises(SaysoError) as error:
            ask(Filters(as_of="yesterday"))
        assert error.value.code.code == "E011"


def leafed(page: Callable[[str | None], Page[T]], size: int) -> list[T]:
    """All rows, page by page."""
    rows: list[T] = []
    after = None
    while True:
        found = page(after)
        assert len(found.rows) == size or found.next is None
        rows += found.rows
        after = found.next
        if after is None:
            return rows
