from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.ledger import bodies
from sayso.ledger.append import Hand
from sayso.ledger.arrivals import Added, Adding, Arrival, arrival, arrived, unread
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from sayso.types import Capture, Reading, Report, Unreadable
from sayso.vocabulary import EntryKind
from tests.ledger.by_hand import RULES, Clock, capture, later, reading, report
from tests.stores import Somewhere

REPORTS = [report(f"Somebody was arrested {number} times.") for number in range(4)]
Item = tuple[Capture | None, Report, Reading]


def item(number: int, version: int, address: int | None) -> Item:
    one, maker = REPORTS[number], later(RULES, version) if version else RULES
    return (capture(one, f"{address}.html") if address is not None else None, one, reading(one, number, maker))


ITEMS = st.builds(item, st.integers(0, 3), st.integers(0, 2), st.none() | st.integers(0, 1))


def salts() -> Callable[[int], bytes]:
    numbers: Iterator[int] = count()
    return lambda size: next(numbers).to_bytes(size, "big")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(items=st.lists(ITEMS, max_size=12), size=st.integers(1, 5))
def test_many_at_once_give_the_entries_and_answers_of_one_by_one(somewhere: Somewhere, items: list[Item], size: int) -> None:
    with (
        Ledger.open(somewhere(), Clock(), create=True, random_bytes=salts()) as single,
        Ledger.open(somewhere(), Clock(), create=True, random_bytes=salts()) as many,
    ):
        one_by_one = [single.add(*one) for one in items]
        batches = [items[start : start + size] for start in range(0, len(items), size)]
        assert [a for batch in batches for a in many.add_many([arrival(*one) for one in batch])] == one_by_one
        assert Reader(many.store).content_hash() == Reader(single.store).content_hash()
        assert Reader(many.store).state_hash() == Reader(single.store).state_hash()
        assert Reader(many.store).head() == Reader(single.store).head()


def test_one_that_fails_costs_only_itself(ledger: Ledger) -> None:
    bad = reading(REPORTS[1], 2)
    bad = replace(bad, claims=(replace(bad.claims[0], confidence=float("nan")), bad.claims[1]))
    given = [(None, REPORTS[0], reading(REPORTS[0])), (None, REPORTS[1], bad), (None, REPORTS[2], reading(REPORTS[2]))]
    first, failed, last = ledger.add_many([arrival(*one) for one in given])
    assert (first, last) == (Added.ADDED, Added.ADDED)
    assert isinstance(failed, ValueError) and "JSON compliant" in str(failed)
    assert Reader(ledger.store).counts().reports == 2
    assert verify(ledger.store, deep=True) == []


def test_what_was_redacted_is_refused_among_others(ledger: Ledger) -> None:
    ledger.add(None, REPORTS[0], reading(REPORTS[0]))
    ledger.redact(REPORTS[0].id, "asked")
    answers = ledger.add_many([arrival(None, one, reading(one)) for one in REPORTS[:2]])
    assert answers == [Added.REFUSED, Added.ADDED]


def test_what_could_not_be_read_goes_in_among_reports_as_by_itself(ledger: Ledger, somewhere: Somewhere) -> None:
    broken = Unreadable("a.html", "E012", "no text", "0" * 64)
    given = [arrival(None, REPORTS[0], reading(REPORTS[0])), unread(broken), arrival(None, REPORTS[1], reading(REPORTS[1], 5))]
    assert ledger.add_many([*given, unread(broken)]) == [Added.ADDED] * 3 + [Added.UNCHANGED]
    assert ledger.add_unreadable(broken) == Added.UNCHANGED
    with Ledger.open(somewhere(), Clock(), create=True) as alone:
        alone.add(None, REPORTS[0], reading(REPORTS[0]))
        alone.add_unreadable(broken)
        alone.add(None, REPORTS[1], reading(REPORTS[1], 5))
        assert Reader(alone.store).content_hash() == Reader(ledger.store).content_hash()
    assert verify(ledger.store, deep=True) == []


def test_what_could_not_be_read_and_was_redacted_is_refused_among_others(ledger: Ledger) -> None:
    broken = Unreadable("a.html", "E012", "no text", "0" * 64)
    ledger.add_unreadable(broken)
    ledger.redact(bodies.id_of(broken), "asked")
    answers = ledger.add_many([unread(broken), arrival(None, REPORTS[0], reading(REPORTS[0]))])
    assert answers == [Added.REFUSED, Added.ADDED]


def test_nothing_at_all(ledger: Ledger) -> None:
    assert ledger.add_many([]) == []


def test_bytes_that_are_known_already_are_taken_as_they_are(somewhere: Somewhere) -> None:
    one, read = REPORTS[3], bodies.lean(reading(REPORTS[3], 3))
    received = bodies.receipt(capture(one), one)
    with Ledger.open(somewhere(), Clock(), create=True) as plain, Ledger.open(somewhere(), Clock(), create=True) as said:
        assert plain.add(capture(one), one, read) is Added.ADDED
        given = arrived(received, bodies.say(one), bodies.hear(EntryKind.READING, bodies.say(read).canonical))
        assert said.add_many([given]) == [Added.ADDED]
        assert Reader(said.store).content_hash() == Reader(plain.store).content_hash()
        assert Reader(said.store).state_hash() == Reader(plain.store).state_hash()


@pytest.mark.parametrize("happened", [True, False])
def test_after_a_lost_commit_the_answers_are_those_of_the_first_try(ledger: Ledger, happened: bool) -> None:
    work = Adding(Hand(Clock(), salts()), [arrival(None, one, reading(one)) for one in REPORTS[:2]], lambda: None)
    answers = [Added.ADDED, Added.ADDED]
    with ledger.store.writing() as connection:
        transaction = connection.begin_nested()
        assert work(connection) == answers
        transaction.commit() if happened else transaction.rollback()
    with ledger.store.writing() as connection:
        assert work(connection) == answers
    assert Reader(ledger.store).counts().reports == 2
    assert verify(ledger.store, deep=True) == []


def test_evidence_that_may_not_be_on_the_disk_is_refused(ledger: Ledger) -> None:
    pointing = replace(capture(REPORTS[0]), warc="1.warc", offset=0)
    given: list[Arrival] = [arrival(pointing, REPORTS[0], reading(REPORTS[0])), arrival(None, REPORTS[1], reading(REPORTS[1]))]
    wrong, right = ledger.add_many(given)
    assert isinstance(wrong, ValueError) and right is Added.ADDED


def test_the_disk_is_asked_once_for_all_of_them(somewhere: Somewhere) -> None:
    asked: list[int] = []
    with Ledger.open(somewhere(), Clock(), create=True, before_commit=lambda: asked.append(1)) as ledger:
        ledger.add_many([arrival(capture(one), one, reading(one)) for one in REPORTS])
        assert asked == [1]
        ledger.add_many([arrival(capture(one), one, reading(one)) for one in REPORTS])
        assert asked == [1]
