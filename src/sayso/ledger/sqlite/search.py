"""Full text through FTS5, as an external-content index over `claims`: it holds no copy of the text, only its words.

FTS5 marks deleted words and drops them later, so a redaction makes the index anew. The option `secure-delete` would do it
at once, but SQLite before 3.42 cannot read a file that has used it, and Debian 12 has 3.40.

The claims of a reading come into it together, when the row of the reading comes, which is the last of them: claim by claim FTS5
would write what it has to its tables each time, and that took more time than all the rest of an insert.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Executable, Integer, TextClause, bindparam, column, false, func, select, text

from sayso.ledger import schema
from sayso.ledger.sqlite import made
from sayso.ledger.storable import text as storable_text

CREATE = (
    """CREATE VIRTUAL TABLE search USING fts5(
    evidence, title, content='claims', content_rowid='row', tokenize='unicode61 remove_diacritics 2')""",
    f"""CREATE TRIGGER search_insert AFTER INSERT ON readings
    BEGIN INSERT INTO search(rowid, evidence, title)
    SELECT row, evidence, title FROM claims WHERE row >= NEW.row AND row < NEW.row + {schema.ROWS_PER_ENTRY}; END""",
    """CREATE TRIGGER search_delete AFTER DELETE ON claims
    BEGIN INSERT INTO search(search, rowid, evidence, title) VALUES ('delete', OLD.row, OLD.evidence, OLD.title); END""",
)
FEW = 10_000
"""Rows that are looked up and sorted in some 40 ms. Where more hold the words, the index of the order is gone along, which at
the worst is a look at each of its entries: 150 ns."""
DROP = ("DROP TRIGGER IF EXISTS search_insert", "DROP TRIGGER IF EXISTS search_delete", "DROP TABLE IF EXISTS search")


def create(connection: Connection) -> None:
    for statement in CREATE:
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    for statement in DROP:
        connection.exec_driver_sql(statement)


def renew(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO search(search) VALUES ('rebuild')")


def unfit(connection: Connection) -> list[str]:
    """What is missing of the index, or that it does not hold the words of `claims`."""
    if astray := made.astray(connection, CREATE):
        return [f"“{name}” of the search index is missing or changed" for name in astray]
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return [] if _fits(driver) else ["the search index does not fit the claims"]


def _fits(driver: sqlite3.Connection) -> bool:
    """FTS5 compares index and claims only within a write, so it gets a copy: a ledger may be read-only, or in use."""
    with tempfile.TemporaryDirectory(prefix="sayso-") as folder, closing(sqlite3.connect(Path(folder) / "copy")) as copy:
        driver.backup(copy)
        try:
            copy.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError:  # SQLITE_CORRUPT_VTAB, and whatever else a broken index leads to
            return False
    return True


def few(connection: Connection, words: str) -> bool:
    """Counting in the index alone costs microseconds: it never looks at a claim."""
    found = _found(words)
    if found is None:
        return True
    rows = found.columns(column("rowid", Integer)).subquery()
    most = select(rows.c.rowid).limit(FEW + 1).subquery()
    return bool(connection.execute(select(func.count()).select_from(most)).scalar_one() <= FEW)


def matches(words: str, in_order: bool = False) -> ColumnElement[bool]:
    """With `in_order`, SQLite must not begin with the rows that match: a term on `row + 0` is none that it can look rows up by
    (https://sqlite.org/optoverview.html), so it goes along the index of the order and stops at the limit.
    """
    found = _found(words)
    row = schema.claims.c.row
    return false() if found is None else (row + 0 if in_order else row).in_(found)


def within(words: str, first: ColumnElement[int], end: ColumnElement[int]) -> ColumnElement[bool]:
    """The index keeps the rows of a word in their order, and leaps to the first: microseconds."""
    found = _found(words)
    if found is None:
        return false()
    rows = found.columns(column("rowid", Integer)).subquery()
    return select(rows.c.rowid).where(rows.c.rowid >= first, rows.c.rowid < end).exists()


def rows_with(words: str) -> Executable:
    """From the index alone, without a look at any claim."""
    found = _found(words)
    return select(schema.claims.c.row).where(false()) if found is None else found


def _found(words: str) -> TextClause | None:
    """Each word is quoted, so that none is taken for FTS5's own syntax. Words without letter or digit are passed over; None
    where no other is left."""
    quoted = [f'"{w.replace(chr(34), chr(34) * 2)}"' for w in storable_text(words).split() if any(c.isalnum() for c in w)]
    if not quoted:
        return None
    return text("SELECT rowid FROM search WHERE search MATCH :words").bindparams(bindparam("words", " ".join(quoted)))
