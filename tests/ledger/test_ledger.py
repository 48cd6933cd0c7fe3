from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from sayso.errors import SaysoError
from sayso.ledger.address import Place
from sayso.ledger.bodies import Setting
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from sayso.types import Layers, Maker, Reading, Report, Unreadable, Verdict
from sayso.vocabulary import EntryKind, Verdicts
from tests.ledger.by_hand import CLOCK, RULES, Clock, capture, later, reading, report
from tests.ledger.strategies import anything
from tests.stores import POSTGRESQL, SQLITE, Somewhere

ONE = report("Twelve people were killed, the ministry said.")


def test_a_report_is_added_once(ledger: Ledger, reader: Reader) -> None:
    assert ledger.add(capture(ONE), ONE, reading(ONE)) is Added.ADDED
    before = reader.head()
    assert ledger.add(capture(ONE), ONE, reading(ONE)) is Added.UNCHANGED
    assert reader.head() == before


def test_the_same_report_from_elsewhere_is_a_duplicate_and_the_place_is_kept(ledger: Ledger, reader: Reader) -> None:
    ledger.add(capture(ONE), ONE, reading(ONE))
    assert ledger.add(capture(ONE, "b.txt"), ONE, reading(ONE)) is Added.DUPLICATE
    assert reader.counts().entries[EntryKind.CAPTURE] == 2
    assert reader.counts().reports == 1


def test_the_same_report_under_another_name_in_the_same_file_is_a_duplicate_and_found(ledger: Ledger, reader: Reader) -> None:
    other = replace(ONE, name="the second name")
    received = capture(ONE)
    outcomes = [ledger.add(received, made, reading(made)) for made in (ONE, other, ONE, other)]
    assert outcomes == [Added.ADDED, Added.DUPLICATE, Added.UNCHANGED, Added.UNCHANGED]
    assert reader.report("the second name").id == reader.report(ONE.name).id == ONE.id


def test_bad_lines_of_one_file_are_kept_apart_by_their_reasons(ledger: Ledger, reader: Reader) -> None:
    lines = [Unreadable("a.jsonl", "E007", f"a.jsonl: line {number} is not JSON", "ab" * 32) for number in range(4)]
    assert [ledger.add_unreadable(line) for line in lines] == [Added.ADDED] * 4
    assert reader.counts().unreadable == tuple(lines)


def test_the_same_bytes_fetched_later_from_the_same_place_are_unchanged(ledger: Ledger) -> None:
    ledger.add(capture(ONE), ONE, reading(ONE))
    assert ledger.add(capture(ONE, at=CLOCK.replace(year=2023)), ONE, reading(ONE)) is Added.UNCHANGED


def test_a_new_version_of_the_reader_supersedes_and_the_old_reading_is_kept(ledger: Ledger, reader: Reader) -> None:
    ledger.add(capture(ONE), ONE, reading(ONE, claims=3))
    assert ledger.add(capture(ONE), ONE, reading(ONE, claims=2, maker=later(RULES, 2))) is Added.REREAD
    assert [c.claim.maker.version for c in reader.claims()] == ["2", "2"]
    assert reader.counts().entries[EntryKind.READING] == 2


def test_a_later_reading_without_claims_ends_the_claims_before(ledger: Ledger, reader: Reader) -> None:
    ledger.add(None, ONE, reading(ONE, claims=3))
    ledger.add(None, ONE, reading(ONE, claims=0, maker=later(RULES, 2)))
    assert list(reader.claims()) == []


@pytest.mark.parametrize("maker", [Maker("model", "1"), Maker("rules", "2")])
def test_another_reader_or_version_is_another_reading(ledger: Ledger, maker: Maker) -> None:
    ledger.add(None, ONE, reading(ONE))
    assert ledger.add(None, ONE, reading(ONE, maker=maker)) is Added.REREAD


def test_a_reading_of_another_report_is_a_mistake_of_the_caller(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="not of"):
        ledger.add(None, ONE, reading(report("Another.")))


@pytest.mark.parametrize("id", ["", "\ud800", "r\n", "rü"])
def test_an_id_must_be_printable_ascii(ledger: Ledger, id: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        ledger.add(None, replace(ONE, id=id), Reading(id, RULES, Layers(), ()))


def test_what_could_not_be_read_is_kept_with_its_reason(ledger: Ledger, reader: Reader) -> None:
    broken = Unreadable("a.pdf", "E003", "not text but PDF", "ab" * 32)
    assert ledger.add_unreadable(broken) is Added.ADDED
    assert ledger.add_unreadable(broken) is Added.UNCHANGED
    assert reader.counts().unreadable == (broken,)


def test_two_opinions_stand_side_by_side(ledger: Ledger, reader: Reader) -> None:
    ledger.add(None, ONE, reading(ONE))
    head = reader.head().hash
    first = Verdict("c1", Verdicts.CONFIRM, "seen", "Ann", CLOCK, head)
    second = replace(first, verdict=Verdicts.REFUTE, reviewer="Bo")
    assert [ledger.append_verdict(v) for v in (first, second, first)] == [Added.ADDED, Added.ADDED, Added.UNCHANGED]
    assert reader.verdicts("c1") == (first, second)


def test_a_setting_is_an_entry(ledger: Ledger, reader: Reader) -> None:
    assert ledger.append_setting(Setting("situation", "Kazakhstan", CLOCK)) is Added.ADDED
    assert reader.counts().entries[EntryKind.SETTING] == 1


def test_a_clock_set_back_does_not_turn_the_order_around(where: Place) -> None:
    with Ledger.open(where, Clock(CLOCK), create=True) as ledger:
        ledger.add(None, ONE, reading(ONE))
    with Ledger.open(where, Clock(CLOCK.replace(year=2000))) as ledger:
        ledger.add_unreadable(Unreadable("a", "E003", "binary"))
        assert verify(ledger.store) == []


def refuses(ledger: Ledger, statement: str) -> None:
    ledger.add(None, ONE, reading(ONE))
    with pytest.raises(SaysoError, match=r"entries are (never|only)"), ledger.store.writing() as connection:
        connection.execute(text(statement))
    assert verify(ledger.store) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entries WHERE seq = 1",
        "UPDATE entries SET body = 'x' WHERE seq = 1",
        "UPDATE entries SET body = NULL, salt = NULL WHERE seq = 1",
        "UPDATE entries SET hash = 'x' WHERE seq = 1",
        "INSERT INTO entries SELECT 9, kind, 'r2', recorded_at, body, salt, commitment, prev, 'h' FROM entries WHERE seq = 1",
        "INSERT INTO entries SELECT 3, kind, 'r2', recorded_at, body, salt, commitment, prev, 'h' FROM entries WHERE seq = 1",
    ],
)
def test_the_database_itself_refuses_all_but_appending(ledger: Ledger, statement: str) -> None:
    refuses(ledger, statement)


@pytest.mark.stores(SQLITE)
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO entries SELECT seq, kind, 'r2', recorded_at, body, salt, commitment, prev, hash FROM entries",
        "INSERT OR REPLACE INTO entries SELECT 3, kind, id, recorded_at, body, salt, commitment, prev, hash FROM entries",
    ],
)
def test_nor_by_the_ways_of_sqlite(ledger: Ledger, statement: str) -> None:
    refuses(ledger, statement)


@pytest.mark.stores(POSTGRESQL)
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE entries",
        "INSERT INTO entries SELECT * FROM entries ON CONFLICT (seq) DO UPDATE SET hash = 'x'",
        "MERGE INTO entries USING (SELECT 1 AS one) AS x ON seq = one WHEN MATCHED THEN DELETE",
    ],
)
def test_nor_by_the_ways_of_postgresql(ledger: Ledger, statement: str) -> None:
    refuses(ledger, statement)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=anything(Report), layers=anything(Layers), extra=st.integers(0, 10**6))
def test_any_report_at_all_is_kept_exactly(somewhere: Somewhere, made: Report, layers: Layers, extra: int) -> None:
    known = replace(made, id=f"r{extra}")
    found = replace(layers, sentences=())
    with Ledger.open(somewhere(), Clock(), create=True) as ledger:
        ledger.add(None, known, Reading(known.id, RULES, found, ()))
        assert Reader(ledger.store).report(known.id) == known
        assert verify(ledger.store, deep=True) == []
