"""What is written down of log-ins and of changes to users: appended, never changed, without passwords.

Addresses are personal data: each is forgotten after the days that `SAYSO_KEEP_ADDRESS_DAYS` says, which is the one change that
the file itself lets through. What was typed as a name is kept only where there is such a user: people type passwords there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sayso.commands.people.user_file import UserFile
from sayso.ledger.canonical import moment


class What(StrEnum):
    LOGGED_IN = "logged in"
    LOGGED_OUT = "logged out"
    FAILED = "log-in failed"
    ADDED = "user added"
    ROLE = "role changed"
    SITUATIONS = "situations changed"
    PASSWORD = "password changed"
    REMOVED = "user removed"
    ENDED = "sessions ended"
    TOKEN_MADE = "token made"
    TOKEN_REVOKED = "token revoked"


@dataclass(frozen=True, slots=True)
class Line:
    """`user`: whom it is about, None where nobody is called so; `by`: who did it, None for whoever has the machine."""

    at: str
    what: str
    user: str | None
    by: str | None
    address: str | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something, from where, and when. `keep_days`: how long the address is kept; 0 = not at all."""

    now: datetime
    by: str | None = None
    address: str | None = None
    keep_days: float = 0.0


def write_down(rows: sqlite3.Connection, hand: Hand, what: What, user: str | None = None, detail: str | None = None) -> None:
    """Within the transaction of what it tells of."""
    address = hand.address if hand.keep_days > 0 else None
    said = (moment(hand.now), what.value, user, hand.by, address, detail)
    rows.execute("INSERT INTO record (at, what, user, by, address, detail) VALUES (?, ?, ?, ?, ?, ?)", said)


def forget_addresses(rows: sqlite3.Connection, hand: Hand) -> None:
    """Those that are older than the setting says: of the record, of sessions, and of where somebody logged in before."""
    last = hand.now - timedelta(days=hand.keep_days)
    rows.execute("UPDATE record SET address = NULL WHERE address IS NOT NULL AND at < ?", (moment(last),))
    rows.execute("UPDATE sessions SET address = NULL WHERE address IS NOT NULL AND made_at < ?", (last.timestamp(),))
    rows.execute("DELETE FROM known WHERE at < ?", (last.timestamp(),))


def lines(file: UserFile, most: int | None = None) -> Iterator[Line]:
    """The newest first; none where there is no file."""
    if not file.is_there:
        return
    with file.reading() as rows:
        wanted = "SELECT at, what, user, by, address, detail FROM record ORDER BY seq DESC LIMIT ?"
        yield from (Line(*row) for row in rows.execute(wanted, (-1 if most is None else most,)).fetchall())
