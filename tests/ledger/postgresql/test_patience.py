"""A connection that is lost within COMMIT, before or after the server took it: the answer is that of one try all the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from sayso.errors import SaysoError
from sayso.ledger.address import Database, Place
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.postgresql import store
from sayso.ledger.postgresql.connecting import connect
from sayso.ledger.postgresql.failures import GaveWay, Lost
from sayso.ledger.postgresql.patience import patiently
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from sayso.types import Unreadable
from tests.ledger.by_hand import Clock, capture, reading, report

pytestmark = pytest.mark.stores("postgresql")

ONE, OTHER = report("Six were killed."), report("Seven were killed.", title="Other")
OF = Database("postgresql://h/d")

Cut = Callable[[psycopg.Connection[Any]], None]


def after(connection: psycopg.Connection[Any]) -> None:
    """The server takes it, and its answer does not arrive."""
    psycopg.Connection.commit.__wrapped__(connection)  # type: ignore[attr-defined]
    connection.close()


def before(connection: psycopg.Connection[Any]) -> None:
    connection.close()


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> list[Cut]:
    """The next commits are cut in these ways; those after them go through."""
    plain, ways = psycopg.Connection.commit, list[Cut]()

    def commit(connection: psycopg.Connection[Any]) -> None:
        if not ways:
            return plain(connection)
        ways.pop(0)(connection)
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    commit.__wrapped__ = plain  # type: ignore[attr-defined]
    monkeypatch.setattr(psycopg.Connection, "commit", commit)
    return ways


WAYS = pytest.mark.parametrize("ways", [[after], [before], [before, after], [after, before], [after, after]])


@pytest.fixture
def ledger(where: Place) -> Iterator[Ledger]:
    with Ledger.open(where, Clock(), create=True, wait_seconds=5) as ledger:
        yield ledger


@WAYS
def test_a_report_is_added_once_and_said_to_be_added(ledger: Ledger, cut: list[Cut], ways: list[Cut]) -> None:
    cut += ways
    assert ledger.add(capture(ONE), ONE, reading(ONE)) is Added.ADDED
    assert Reader(ledger.store).head().seq == 3
    cut += ways
    assert ledger.add(capture(ONE, "b.txt"), ONE, reading(ONE)) is Added.DUPLICATE
    assert ledger.add(capture(ONE), ONE, reading(ONE)) is Added.UNCHANGED
    assert not verify(ledger.store, deep=True)


@WAYS
def test_so_is_what_is_one_entry(ledger: Ledger, cut: list[Cut], ways: list[Cut]) -> None:
    cut += ways
    assert ledger.add_unreadable(Unreadable("a.txt", "E004", "empty")) is Added.ADDED
    assert ledger.add_unreadable(Unreadable("a.txt", "E004", "empty")) is Added.UNCHANGED


@WAYS
def test_a_redaction_is_not_refused_by_its_own_first_try(ledger: Ledger, cut: list[Cut], ways: list[Cut]) -> None:
    ledger.add(None, ONE, reading(ONE))
    cut += ways
    assert ledger.redact(ONE.id, "a court").erased[0] == ONE.id
    assert Reader(ledger.store).head().seq == 3
    with pytest.raises(SaysoError, match="E029"):
        ledger.redact(ONE.id, "a court")


@WAYS
def test_a_rebuild_and_a_new_ledger_are_whole(where: Place, cut: list[Cut], ways: list[Cut]) -> None:
    with Ledger.open(where, Clock(), create=True, wait_seconds=5) as ledger:
        ledger.add(None, ONE, reading(ONE))
        cut += ways
        ledger.rebuild()
        assert not verify(ledger.store, deep=True)


def test_what_another_added_in_between_is_not_our_own(ledger: Ledger, where: Place, cut: list[Cut]) -> None:
    def overtaken(connection: psycopg.Connection[Any]) -> None:
        before(connection)
        with Ledger.open(where, Clock(), wait_seconds=5) as other:
            assert other.add(None, ONE, reading(ONE)) is Added.ADDED

    cut.append(overtaken)
    assert ledger.add(None, ONE, reading(ONE)) is Added.UNCHANGED


def test_a_session_that_was_ended_while_it_lay_unused_is_no_loss(ledger: Ledger, where: Place) -> None:
    assert isinstance(where, Database)
    looking = Reader(ledger.store)
    for work in (looking.head, lambda: ledger.add(None, OTHER, reading(OTHER))):
        looking.head()
        with psycopg.connect(where.url, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND application_name = current_setting('application_name')"
            )
        assert work() is not None


@pytest.mark.parametrize("opening", [Ledger.open, Reader.open], ids=["adding", "reading"])
def test_a_session_that_ends_before_its_first_word_is_waited_for(
    ledger: Ledger, where: Place, opening: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """R15 met it once in many runs: the server was killed between the log-in and the first question, which ended in E099."""
    assert isinstance(where, Database)
    losses = [1, 2]

    def lost(of: Database, wait_seconds: float) -> Any:
        made = connect(of, wait_seconds)
        if losses:
            losses.pop()
            with psycopg.connect(of.url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", (made.info.backend_pid,))
        return made

    monkeypatch.setattr(store, "connect", lost)
    given = (where, Clock()) if opening == Ledger.open else (where,)
    with opening(*given, wait_seconds=5) as opened:
        assert opened is not None and losses == []
    losses += range(1_000)
    with pytest.raises(SaysoError, match="E058"), opening(*given, wait_seconds=0.3):
        pass


def test_who_is_lost_while_reading_is_told(ledger: Ledger) -> None:
    ledger.add(None, ONE, reading(ONE))
    with pytest.raises(SaysoError, match="E058"), ledger.store.reading() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, psycopg.Connection)
        raw.close()
        connection.exec_driver_sql("SELECT 1")


@pytest.mark.parametrize(("error", "code"), [(Lost("gone"), "E058"), (GaveWay("deadlock"), "E021")])
def test_patience_ends(error: Lost, code: str) -> None:
    tries = 0

    def work() -> None:
        nonlocal tries
        tries += 1
        raise error

    begun = time.monotonic()
    with pytest.raises(SaysoError) as told:
        patiently(OF, 0.3, work)
    assert told.value.code.code == code and tries > 2 and time.monotonic() - begun < 5


def test_other_errors_are_not_tried_again() -> None:
    tries = 0

    def work() -> None:
        nonlocal tries
        tries += 1
        raise SaysoError("E020", path="x")

    with pytest.raises(SaysoError, match="E020"):
        patiently(OF, 5, work)
    assert tries == 1
