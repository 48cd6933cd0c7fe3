"""The small SQLite files beside a ledger: one consistent copy of each, and a look at those that come from a backup.

A backup may come from anywhere. A file of SQLite can hold triggers, views and virtual tables, which run when it is used: ours
have none but the two triggers by which the record of users only grows, letter for letter. One that has any other is refused
before Sayso opens it for what it is for.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sayso.commands.backups.form import USERS, DamagedError
from sayso.commands.people.user_file import PRAGMAS, TABLES
from sayso.errors import SaysoError

PLAIN = ("CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX ")
"""How SQLite itself begins what makes a plain table, whatever its row says that it is."""
OURS = {USERS: TABLES}
"""Whose triggers a file may hold."""
WAIT_SECONDS = 10.0


def copied(path: Path, target: Path) -> None:
    """As the file is at one moment, while others write to it, and without what was deleted from it. SaysoError E176."""
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise SaysoError("E176", path=path, detail=error) from error


def sound(path: Path, name: str) -> None:
    """DamagedError where `path`, which came as `name`, is not a whole SQLite file of plain tables."""
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            if not _is_plain(connection, OURS.get(name, "")):
                raise DamagedError(f"{name} holds more than tables")
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise DamagedError(f"{name} is no whole SQLite file")
    except sqlite3.Error as error:
        raise DamagedError(f"{name} is no whole SQLite file ({error})") from error


def without_sessions(path: Path) -> None:
    """Of users that come back nobody is logged in: a session that was ended since the backup is not to begin again. SaysoError
    E182."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as connection:
            for pragma in PRAGMAS:
                connection.execute(pragma)
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sessions'").fetchone():
                connection.execute("DELETE FROM sessions")
    except sqlite3.Error as error:
        raise SaysoError("E182", path=path, detail=error) from error


def _is_plain(connection: sqlite3.Connection, ours: str) -> bool:
    """`ours`: the script whose triggers may be there."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(ours)
        triggers = {sql for (sql,) in made.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")}
    found = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    return all(isinstance(sql, str) and (sql.startswith(PLAIN) or sql in triggers) for (sql,) in found)
