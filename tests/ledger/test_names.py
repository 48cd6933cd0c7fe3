"""The same text under several names: which of them came first is seen nowhere, and each name finds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from sayso.ledger.filters import EVERYTHING, Filters
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.names import renamed
from sayso.ledger.paging import listed_reports
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from sayso.reconcile.keep.follow import follow, settle
from sayso.reconcile.looks.knowing import Remembered
from sayso.reconcile.looks.look import plain_look
from sayso.types import Attribution
from tests.ledger.by_hand import Clock, capture, reading, report
from tests.stores import Somewhere

MADE = replace(report("Nine people were killed."), name="first")
NAMES = ("middle", "zebra", "almaty")


def add(ledger: Ledger, name: str) -> Added:
    """In the report's own voice: its origin is called after it."""
    named, read = replace(MADE, name=name), reading(MADE, 2)
    own = replace(read, claims=tuple(replace(one, attribution=Attribution()) for one in read.claims))
    return ledger.add(capture(named, f"{name}.txt"), named, own)


def filled(place: object, names: Sequence[str]) -> Ledger:
    ledger = Ledger.open(place, Clock(), create=True)  # type: ignore[arg-type]
    assert [add(ledger, name) for name in names] == [Added.ADDED, *(Added.DUPLICATE,) * (len(names) - 1)]
    follow(ledger.store)
    settle(ledger.store)
    return ledger


def shown(reader: Reader) -> object:
    """What is shown of it, and by what name."""
    listed = [(one.claim, one.report) for one in reader.claims()]
    paged = [(one.id, one.name) for one in listed_reports(reader, 5).rows]
    tellings = [(t.carrier, t.origin) for t in plain_look(reader, EVERYTHING).knowledge.tellings]
    return reader.report(MADE.id), list(reader.reports()), listed, paged, tellings, reader.names()


def test_in_every_order_the_same_is_shown_and_hashed(somewhere: Somewhere) -> None:
    found = []
    for names in permutations(NAMES):
        with filled(somewhere(), names) as ledger:
            reader = Reader(ledger.store)
            assert verify(ledger.store, deep=True) == []
            found.append((reader.content_hash(), shown(reader)))
    assert all(one == found[0] for one in found)
    assert reader.report("zebra") == reader.report("almaty") == replace(MADE, name="almaty")
    assert reader.names() == {MADE.id: ("almaty", "middle", "zebra")}


def test_what_names_it_did_not_come_under_is_another_content(somewhere: Somewhere) -> None:
    with filled(somewhere(), NAMES) as all_of_them, filled(somewhere(), NAMES[:2]) as some:
        assert Reader(all_of_them.store).content_hash() != Reader(some.store).content_hash()


def test_what_was_recorded_by_a_moment_has_the_name_of_that_moment(somewhere: Somewhere) -> None:
    with filled(somewhere(), NAMES) as ledger:
        reader, then = Reader(ledger.store), Filters(recorded_by="2022-01-08T12:01")
        assert {one.report.name for one in reader.claims(then)} == {"middle"}
        assert {t.carrier.name for t in plain_look(reader, then).knowledge.tellings} == {"middle"}
        assert {one.report.name for one in reader.claims()} == {"almaty"}
        with ledger.store.reading() as connection:
            assert renamed(connection) == {MADE.id: "almaty"}
            assert renamed(connection, last=3) == {}
            assert renamed(connection, since=4) == {MADE.id: "almaty"}
            assert renamed(connection, since=5) == {}


def test_a_page_that_remembers_learns_of_another_name(somewhere: Somewhere) -> None:
    with filled(somewhere(), NAMES[:1]) as ledger:
        reader = Reader(ledger.store)
        remembered = Remembered(reader, 100_000)
        for name in ("middle", *NAMES[1:]):
            if name != "middle":
                assert add(ledger, name) is Added.DUPLICATE
                follow(ledger.store)
            look, anew = remembered.look(EVERYTHING), plain_look(reader, EVERYTHING)
            assert look is not None
            found = [(t.carrier, t.origin) for t in look.knowledge.tellings]
            assert found == [(t.carrier, t.origin) for t in anew.knowledge.tellings]
            assert {origin.name for _, origin in found} == {f"{min('middle', name)} (naming nobody)"}


def test_a_report_without_receipt_keeps_its_own_name(ledger: Ledger, reader: Reader) -> None:
    ledger.add(None, MADE, reading(MADE))
    assert reader.report(MADE.id) == MADE
    assert reader.names() == {MADE.id: ("first",)}


@pytest.mark.parametrize("name", ["\ud800", "a\0b"])
def test_a_name_that_no_store_takes_comes_back_as_it_was(ledger: Ledger, reader: Reader, name: str) -> None:
    add(ledger, name)
    assert reader.report(MADE.id).name == name
