"""A copy has the same chain, head and views, whatever was copied, between whichever stores, and wherever it was stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from sayso.errors import SaysoError
from sayso.ledger import copying, schema
from sayso.ledger.address import Place
from sayso.ledger.append import write
from sayso.ledger.copying import Copied, copy
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from sayso.types import Entry, Unreadable
from tests.ledger.by_hand import Clock, capture, reading, report
from tests.ledger.test_views import STEPS, Step, do
from tests.stores import Somewhere, files

REPORTS = [report(f"Report number {number}.") for number in range(12)]
Opened = Callable[[], Ledger]


class StoppedError(Exception):
    """The copy was stopped after a step."""


def quiet(done: int, total: int) -> None:
    assert done <= total


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """Entries of one step, so that a copy of some entries has several."""
    monkeypatch.setattr(copying, "AT_ONCE", 4)
    return 4


@pytest.fixture(params=["to the store", "from the store"])
def pair(request: pytest.FixtureRequest, somewhere: Somewhere, tmp_path: Path) -> Iterator[tuple[Opened, Opened]]:
    """What opens a source and a target: one of them in a file, the other on the store of the test."""
    with ExitStack() as open_, files(tmp_path / "other") as file:
        (tmp_path / "other").mkdir()

        def opened(somewhere: Somewhere) -> Opened:
            return lambda: open_.enter_context(Ledger.open(somewhere(), Clock(), create=True))

        one, other = opened(file), opened(somewhere)
        yield (one, other) if request.param == "to the store" else (other, one)


@pytest.fixture
def source(pair: tuple[Opened, Opened]) -> Ledger:
    filled = pair[0]()
    for made in REPORTS:
        filled.add(capture(made), made, reading(made, 2))
    filled.add_unreadable(Unreadable("a.pdf", "E003", "\ud800 binary"))
    return filled


@pytest.fixture
def target(pair: tuple[Opened, Opened]) -> Ledger:
    return pair[1]()


def all_entries(ledger: Ledger) -> list[Entry]:
    with ledger.store.reading() as connection:
        return [Entry(**row._mapping) for row in connection.execute(select(schema.entries).order_by(schema.entries.c.seq))]


def copied(source: Ledger, target: Ledger) -> Copied:
    return copy(source.store, target.store, quiet)


def assert_same(source: Ledger, target: Ledger) -> None:
    one, other = Reader(source.store), Reader(target.store)
    assert all_entries(target) == all_entries(source)
    assert other.head() == one.head()
    assert other.state_hash() == one.state_hash()
    assert verify(target.store, one.head().hash, deep=True) == []


def test_all_of_it_is_there(source: Ledger, target: Ledger, few: int) -> None:
    assert copied(source, target).new == len(all_entries(source)) > few
    assert_same(source, target)
    assert copied(source, target).new == 0


def test_an_empty_ledger(pair: tuple[Opened, Opened]) -> None:
    one, other = pair[0](), pair[1]()
    assert copied(one, other).new == 0
    assert_same(one, other)


def test_one_that_ends_with_a_step(source: Ledger, target: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", len(all_entries(source)))
    copied(source, target)
    assert_same(source, target)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, more=STEPS)
def test_whatever_was_done_before_and_between(
    pair: tuple[Opened, Opened], few: int, steps: list[Step], more: list[Step]
) -> None:
    one, other = pair[0](), pair[1]()
    for batch in (steps, more):
        for step in batch:
            do(one, step)
        copied(one, other)
        assert_same(one, other)


@pytest.mark.parametrize("after", [1, 3, 9])
def test_stopped_after_any_step_it_goes_on(source: Ledger, target: Ledger, few: int, after: int) -> None:
    seen: list[int] = []

    def stop(done: int, _: int) -> None:
        seen.append(done)
        if len(seen) == after:
            raise StoppedError

    with pytest.raises(StoppedError):
        copy(source.store, target.store, stop)
    assert Reader(target.store).head().seq == few * after == seen[-1]
    assert copied(source, target).new == len(all_entries(source)) - few * after
    assert_same(source, target)


def test_what_is_appended_meanwhile_comes_too(source: Ledger, target: Ledger, few: int) -> None:
    late = [report(f"Late number {number}.") for number in range(3)]

    def append(done: int, _: int) -> None:
        if late and done >= few:
            made = late.pop()
            source.add(None, made, reading(made))

    copy(source.store, target.store, append)
    assert not late
    assert_same(source, target)


def test_a_body_that_was_erased_before_stays_erased(source: Ledger, target: Ledger, few: int) -> None:
    source.redact(REPORTS[0].id, "asked")
    assert not copied(source, target).erased
    assert_same(source, target)
    assert Reader(target.store).entry(REPORTS[0].id).body is None


def test_a_body_that_is_erased_after_it_was_copied_is_erased_by_the_next_copy(source: Ledger, target: Ledger, few: int) -> None:
    copied(source, target)
    source.redact(REPORTS[3].id, "asked")
    assert copied(source, target).erased
    assert_same(source, target)


def test_a_body_that_is_erased_while_it_is_copied(source: Ledger, target: Ledger, few: int) -> None:
    once = [REPORTS[0].id]

    def erase(done: int, _: int) -> None:
        if once and done > few:
            source.redact(once.pop(), "asked")

    assert copy(source.store, target.store, erase).erased
    assert_same(source, target)


@pytest.mark.parametrize("kept", [0, 1, 5, 11])
def test_a_target_that_goes_its_own_way_is_named_and_left_alone(source: Ledger, target: Ledger, few: int, kept: int) -> None:
    with target.store.writing() as connection:
        write(connection, all_entries(source)[:kept])
    for made in REPORTS[::-1]:
        target.add(None, made, reading(made))
    before = all_entries(target)
    with pytest.raises(SaysoError, match=rf"E066 .* entry {kept + 1} is not"):
        copied(source, target)
    assert all_entries(target) == before


def test_a_target_that_has_gone_on_is_refused(source: Ledger, target: Ledger) -> None:
    end = copied(source, target).head.seq
    target.add_unreadable(Unreadable("b.pdf", "E003", "binary"))
    with pytest.raises(SaysoError, match=rf"E066 .* entry {end + 1} is not"):
        copied(source, target)


@pytest.mark.parametrize(("column", "value"), [("body", b"{}"), ("hash", "0" * 64), ("recorded_at", "2001"), ("salt", None)])
def test_a_damaged_entry_is_named_and_those_before_it_are_copied(
    tmp_path: Path, where: Place, few: int, column: str, value: object
) -> None:
    with Ledger.open(tmp_path / "damaged", Clock(), create=True) as source, Ledger.open(where, Clock(), create=True) as target:
        for made in REPORTS:
            source.add(None, made, reading(made))
        with source.store.writing() as connection:
            connection.exec_driver_sql("DROP TRIGGER entries_never_changed")
            connection.exec_driver_sql(f"UPDATE entries SET {column} = ? WHERE seq = 7", (value,))
        with pytest.raises(SaysoError, match=r"E026 entry 7: .*damaged"):
            copied(source, target)
        assert Reader(target.store).head().seq == few
        assert verify(target.store, deep=True) == []


def test_views_that_differ_are_told(source: Ledger, target: Ledger) -> None:
    copied(source, target)
    with source.store.writing() as connection:
        connection.execute(schema.reports.update().values(title="Another"))
    with pytest.raises(SaysoError, match="E068 the view “reports”"):
        copied(source, target)
    source.rebuild()
    assert copied(source, target).new == 0
