"""The database refuses whatever is not appending, whichever program asks for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from sayso.ledger.address import Database, Place
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from tests.ledger.by_hand import Clock, reading, report
from tests.stores import Server

pytestmark = pytest.mark.stores("postgresql")

ONE = report("Six were killed.")
COPY = "SELECT seq + {0}, kind, id || 'x', recorded_at, body, salt, commitment, {1}, hash || 'x' FROM entries WHERE seq = 2"


@pytest.fixture
def other(where: Place, ledger: Ledger) -> Any:
    """Another program, on the same schema."""
    ledger.add(None, ONE, reading(ONE))
    assert isinstance(where, Database)
    with psycopg.connect(where.url, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("DELETE FROM entries", "never deleted"),
        ("DELETE FROM entries WHERE seq = 2", "never deleted"),
        ("TRUNCATE entries", "never deleted"),
        ("UPDATE entries SET body = 'x' WHERE seq = 2", "never changed"),
        ("UPDATE entries SET body = NULL, salt = NULL WHERE seq = 1", "never changed"),
        ("UPDATE entries SET seq = 9 WHERE seq = 2", "never changed"),
        ("INSERT INTO entries " + COPY.format(2, "hash"), "only appended"),
        ("INSERT INTO entries " + COPY.format(1, "prev"), "only appended"),
        ("INSERT INTO entries " + COPY.format(-1, "hash"), "only appended"),
    ],
)
def test_what_is_refused(other: Any, ledger: Ledger, said: str, words: str) -> None:
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match=words):
        other.execute(said)
    assert verify(ledger.store, deep=True) == []


@pytest.mark.parametrize("why", ["a court", '\x00 \ud800 \\u0000 \\ " ünï'])
def test_a_redaction_may_erase_what_it_names_and_nothing_else(other: Any, ledger: Ledger, why: str) -> None:
    two = report("Seven were killed.")
    ledger.add(None, two, reading(two))
    ledger.redact(ONE.id, why)
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="never changed"):
        other.execute("UPDATE entries SET body = NULL, salt = NULL WHERE seq = 3")
    assert verify(ledger.store, deep=True) == []


@pytest.mark.parametrize(
    ("done", "name"),
    [
        ("DROP TRIGGER entries_never_changed ON entries", "entries_never_changed"),
        ("ALTER TABLE entries DISABLE TRIGGER entries_only_appended", "entries_only_appended"),
        ("DROP TRIGGER entries_never_truncated ON entries", "entries_never_truncated"),
        (
            "CREATE OR REPLACE FUNCTION entries_never_deleted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
            "entries_never_deleted",
        ),
    ],
    ids=["dropped", "disabled", "truncate", "replaced"],
)
def test_a_guard_that_was_taken_away_is_named_and_made_anew(other: Any, ledger: Ledger, done: str, name: str) -> None:
    other.execute(done)
    assert [one.what for one in verify(ledger.store, deep=True)] == [f"the guard “{name}” is missing or changed"]
    ledger.rebuild()
    assert verify(ledger.store, deep=True) == []


def test_an_index_that_is_not_valid_is_damage(other: Any, ledger: Ledger) -> None:
    with pytest.raises(psycopg.errors.UniqueViolation):  # what is left behind is an index that nobody may use
        other.execute("CREATE UNIQUE INDEX CONCURRENTLY half_made ON entries (recorded_at)")
    with ledger.store.reading() as connection:
        assert ledger.store.damage(connection) == ["the index “half_made” is not valid"]


def test_whatever_the_schema_is_called(where: Place, postgresql: Server) -> None:
    """Its name stands in functions: it ends none of them, and begins nothing."""
    assert isinstance(where, Database)
    name = f"{where.schema} $guard$ $made$ '%s \";--"
    quoted = '"' + name.replace('"', '""') + '"'
    place = Database(where.url.replace(str(where.schema), quote('"' + name.replace('"', '""').replace(" ", "\\ ") + '"'), 1))
    assert place.schema == name
    try:
        with Ledger.open(place, Clock(), create=True) as ledger:
            ledger.add(None, ONE, reading(ONE, 2))
            assert verify(ledger.store, deep=True) == []
            with Reader.open(place) as reader:
                assert len(list(reader.claims())) == 2
    finally:
        postgresql.connection.execute(f"DROP SCHEMA IF EXISTS {quoted} CASCADE")
