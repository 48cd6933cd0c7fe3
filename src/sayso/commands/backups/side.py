"""The small SQLite files beside a ledger: one consistent copy of each, and a look at those that come from a backup.

A backup may come from anywhere. A file of SQLite can hold triggers, views and virtual tables, which run when it is used: ours
have none, so one that has any is refused before Sayso opens it for what it is for.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sayso.commands.backups.form import DamagedError
from sayso.errors import SaysoError

PLAIN = "SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'"
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
            if connection.execute(PLAIN).fetchone()[0]:
                raise DamagedError(f"{name} holds more than tables")
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise DamagedError(f"{name} is no whole SQLite file")
    except sqlite3.Error as error:
        raise DamagedError(f"{name} is no whole SQLite file ({error})") from error
