"""What the owner of the database changes is found where it is, over both stores. More of it, over SQLite: `test_verify`."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from tests.ledger.by_hand import capture, reading, report
from tests.ledger.tampering import unguard
from tests.stores import POSTGRESQL, SQLITE

REDACTED = report("Report number 2.")
PUT_BACK = """UPDATE entries SET body = (SELECT body FROM entries WHERE seq = 2),
salt = (SELECT salt FROM entries WHERE seq = 2) WHERE seq = 8"""


@pytest.fixture
def whole(ledger: Ledger) -> Ledger:
    """Entries 7 to 9 are redacted by the last one, 13."""
    for number in range(4):
        made = report(f"Report number {number}.")
        ledger.add(capture(made), made, reading(made))
    ledger.redact(REDACTED.id, "asked")
    return ledger


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["UPDATE entries SET recorded_at = '2022-01-08T11:00:00.000000Z' WHERE seq = 5"], {5}),
        (["UPDATE entries SET hash = '0' WHERE seq = 5"], {5, 6}),
        (["UPDATE entries SET commitment = prev WHERE seq = 5"], {5}),
        (["UPDATE entries SET id = 'r0' WHERE seq = 5"], {5}),
        (["UPDATE entries SET kind = 'verdict' WHERE seq = 5"], {5}),
        (["UPDATE entries SET body = (SELECT body FROM entries WHERE seq = 2) WHERE seq = 5"], {5}),
        (["UPDATE entries SET salt = (SELECT salt FROM entries WHERE seq = 2) WHERE seq = 5"], {5}),
        (["UPDATE entries SET body = NULL, salt = NULL WHERE seq = 5"], {5}),
        (["UPDATE entries SET body = NULL WHERE seq = 5"], {5}),
        ([PUT_BACK], {8}),
        (["DELETE FROM entries WHERE seq = 5"], {6}),
        (["DELETE FROM entries WHERE seq = 13"], {7, 8, 9, 13}),
        ([f"UPDATE entries SET seq = {to} WHERE seq = {of}" for of, to in ((4, -1), (5, 4), (-1, 5))], {4, 5, 6}),
    ],
)
def test_it_is_found_where_it_is(whole: Ledger, statements: list[str], found: set[int]) -> None:
    head = Reader(whole.store).head().hash
    assert verify(whole.store, head, deep=True) == []
    with whole.store.writing() as connection:
        unguard(connection)
        for statement in statements:
            connection.execute(text(statement))
    assert {finding.seq for finding in verify(whole.store, head)} == found


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE claims SET low = 99", "the view “claims” does not fit"),
        ("DELETE FROM claims WHERE row = (SELECT min(row) FROM claims)", "the view “claims” does not fit"),
        ("UPDATE reports SET title = 'x'", "the view “reports” does not fit"),
        ("DROP TABLE settings", "the view “settings” is missing"),
    ],
)
def test_a_view_that_was_changed_is_found_and_made_anew(whole: Ledger, statement: str, told: str) -> None:
    mended(whole, statement, told)


BEFORE_THE_FIRST = "UPDATE entries SET seq = -3 WHERE seq = 5"


def test_an_entry_before_the_first_is_found(whole: Ledger) -> None:
    with whole.store.writing() as connection:
        unguard(connection)
        connection.execute(text(BEFORE_THE_FIRST))
    assert -3 in {finding.seq for finding in verify(whole.store)}


@pytest.mark.stores(SQLITE)
@pytest.mark.parametrize("column", ["kind", "id", "recorded_at", "body", "salt", "commitment", "prev", "hash"])
def test_the_same_bytes_of_another_type_are_found(whole: Ledger, column: str) -> None:
    """SQLite takes text for bytes and bytes for text."""
    kind = "TEXT" if column in ("body", "salt") else "BLOB"
    with whole.store.writing() as connection:
        unguard(connection)
        connection.execute(text(f"UPDATE entries SET {column} = CAST({column} AS {kind}) WHERE seq = 5"))
    assert 5 in {finding.seq for finding in verify(whole.store)}


@pytest.mark.stores(SQLITE)
@pytest.mark.parametrize("change", ["kind = CAST(kind AS BLOB)", "demonstration = 2"])
def test_so_are_those_of_a_view_with_their_row(whole: Ledger, change: str) -> None:
    with whole.store.writing() as connection:
        row = connection.execute(text("SELECT max(row) FROM claims")).scalar_one()
        connection.execute(text(f"UPDATE claims SET {change} WHERE row = {row}"))
    [finding] = verify(whole.store, deep=True)
    assert finding.what == f"the view “claims” does not fit the entries, from row {row} (entry {row >> 20}) on"


@pytest.mark.stores(POSTGRESQL)
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DROP TRIGGER entries_never_changed ON entries", "the guard “entries_never_changed” is missing"),
        (
            "ALTER TABLE entries DISABLE TRIGGER entries_never_deleted",
            "the guard “entries_never_deleted” is missing or changed",
        ),
        (
            "CREATE OR REPLACE FUNCTION entries_only_appended() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "the guard “entries_only_appended” is missing or changed",
        ),
        ("DROP INDEX claims_words", "“claims_words” of the search index is missing"),
        ("ALTER TABLE claims DROP COLUMN words", "of the search index is missing"),
    ],
)
def test_what_only_postgresql_has_is_found_missing_and_made_anew(whole: Ledger, statement: str, told: str) -> None:
    mended(whole, statement, told)


def mended(whole: Ledger, statement: str, told: str) -> None:
    with whole.store.writing() as connection:
        connection.execute(text(statement))
    findings = verify(whole.store, deep=True)
    assert findings and {finding.code for finding in findings} == {"E032"}
    assert told in " ".join(finding.what for finding in findings)
    whole.rebuild()
    assert verify(whole.store, deep=True) == []
