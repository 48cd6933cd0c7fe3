"""Are triggers and tables in the file as their CREATE statements made them? SQLite keeps the statement, word for word."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

NAME = {"TRIGGER": 2, "VIRTUAL": 3}
"""Where the name stands, by the second word of a statement: CREATE TRIGGER n, CREATE VIRTUAL TABLE n."""


def name_in(statement: str) -> str:
    """The name of what a CREATE statement makes."""
    words = statement.split()
    return words[NAME[words[1]]]


def astray(connection: Connection, statements: Iterable[str]) -> list[str]:
    """The names of what is missing, or was made by another statement."""
    found = {row.name: row.sql for row in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")}
    return [name for name, statement in ((name_in(s), s) for s in statements) if found.get(name) != statement]
