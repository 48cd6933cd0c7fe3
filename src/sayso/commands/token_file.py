"""Who may ask the API: tokens by name, of which only a hash is kept, in a file beside the ledger that its owner alone may read.

A token is 256 random bits, so its SHA-256 tells nothing of it and needs no salt: nobody can try 2^256 of them. A revoked token
stays, with its name, so that the file goes on asking for one, and a name never stands for two. `NAME.tokens` is a small SQLite
file, as the alerts are: two who make a token at once both get one.
"""

from __future__ import annotations

import base64
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import SaysoError
from sayso.printable import printable

TABLE = """CREATE TABLE IF NOT EXISTS tokens (
  name TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, made_at TEXT NOT NULL, expires_at TEXT, revoked_at TEXT,
  user TEXT, situations TEXT)"""
LATER = ("user", "situations")
"""Columns that a file of before shared use lacks."""
SUFFIX = ".tokens"
"""Beside the ledger."""
BITS = 256
BEGINS = "sayso_"
"""So that a token that lies where it should not is known for one."""
FOR_THE_OWNER = 0o600
WAIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Token:
    """Moments are as `canonical.moment` writes them; `expires_at` and `revoked_at` are None where that never comes.

    On a shared server a token is a reader. `user`: it sees what that user sees, and nothing once there is no such user;
    `situations`: it sees these alone, as a list in JSON; None = everything.
    """

    name: str
    sha256: str
    made_at: str
    expires_at: str | None = None
    revoked_at: str | None = None
    user: str | None = None
    situations: str | None = None

    def holds(self, now: str) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now <= self.expires_at)


def new_secret(random_bytes: Callable[[int], bytes]) -> str:
    """What is sent as `Authorization: Bearer …`: shown once, kept nowhere."""
    return BEGINS + base64.urlsafe_b64encode(random_bytes(BITS // 8)).rstrip(b"=").decode("ascii")


def hashed(secret: str) -> str:
    """SHA-256, as hex digits."""
    return hashlib.sha256(secret.encode("utf8", "surrogateescape")).hexdigest()


class TokenFile:
    """SaysoError E135 where it cannot be read or written, from each method."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_there(self) -> bool:
        """Has a token ever been made?"""
        return self.path.exists()

    def tokens(self) -> tuple[Token, ...]:
        """In the order in which they were made; none where there is no file."""
        if not self.is_there:
            return ()
        with self._open() as rows:
            return tuple(Token(*row) for row in rows.execute("SELECT * FROM tokens ORDER BY made_at, name"))

    def add(self, one: Token) -> None:
        """SaysoError E136 where there is, or was, one of that name."""
        self._make()
        values = (one.name, one.sha256, one.made_at, one.expires_at, one.revoked_at, one.user, one.situations)
        with self._open() as rows:
            added = rows.execute("INSERT OR IGNORE INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?)", values).rowcount
        if not added:
            raise SaysoError("E136", name=one.name)

    def revoke(self, name: str, at: str) -> None:
        """SaysoError E137 where none is called so, or it is revoked already."""
        known = ", ".join(one.name for one in self.tokens() if one.revoked_at is None) or "none"
        if not self.is_there:
            raise SaysoError("E137", name=name, known=known)
        with self._open() as rows:
            said = "UPDATE tokens SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL"
            if not rows.execute(said, (at, name)).rowcount:
                raise SaysoError("E137", name=name, known=known)

    def _make(self) -> None:
        """Before anything is written into it, the file is its owner's alone."""
        with self._coded():
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, FOR_THE_OWNER))
            self.path.chmod(FOR_THE_OWNER)
        with self._open() as rows:
            rows.execute(TABLE)
            there = {row[1] for row in rows.execute("PRAGMA table_info(tokens)")}
            for column in LATER:
                if column not in there:
                    rows.execute(f"ALTER TABLE tokens ADD COLUMN {column} TEXT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with self._coded():
            address = f"{self.path.absolute().as_uri()}?mode=rw"
            connection = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
        with closing(connection), self._coded():
            yield connection

    @contextmanager
    def _coded(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, TypeError, ValueError) as error:
            detail = error.strerror if isinstance(error, OSError) else str(error)
            raise SaysoError("E135", path=printable(str(self.path)), detail=printable(detail or "no reason given")) from error
