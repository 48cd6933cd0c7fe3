"""Sessions: who is logged in. A session's id is 256 random bits, of which only the SHA-256 is kept, as of a token.

Each ends by itself, some hours after it was last used and some days after it began; whoever is logged in is looked up with each
request, so that what ends a session ends it at once.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sayso.commands.people.record import Hand, What, forget_addresses, write_down
from sayso.commands.people.roles import Role
from sayso.commands.people.user_file import UserFile
from sayso.commands.people.user_rows import read, still, there

BITS = 256
SEEN_AFTER = 60.0
"""Seconds after which it is written down again that a session is used: not with each request."""
HANDLE = 16
"""Digits of the hash by which a session is named in lists."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """Hours for which a session is good: after it was last used, and in all."""

    idle: float
    whole: float


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who may ask. `situations`: None = sees everything. `session`: its hash; None where a token was sent."""

    name: str
    role: Role
    situations: tuple[str, ...] | None
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """`handle` names it in a list. Moments are in UTC."""

    user: str
    handle: str
    made_at: datetime
    seen_at: datetime
    address: str | None


def new_id(random_bytes: Callable[[int], bytes]) -> str:
    """What the cookie holds."""
    return base64.urlsafe_b64encode(random_bytes(BITS // 8)).rstrip(b"=").decode("ascii")


def hashed(id: str) -> str:
    return hashlib.sha256(id.encode("utf8", "surrogateescape")).hexdigest()


def begin(file: UserFile, name: str, id: str, hand: Hand, lasting: Lasting, password: str | None = None) -> None:
    """A session of this user under a new id; those that are over are let go. `password`: the hash by which they came in, which
    may have been changed while it was worked out. SaysoError E166, E169 where it was."""
    with file.writing() as rows:
        user, now = still(rows, name, password), hand.now.timestamp()
        over = (now - lasting.whole * 3600, now - lasting.idle * 3600)
        rows.execute("DELETE FROM sessions WHERE made_at < ? OR seen_at < ?", over)
        address = hand.address if hand.keep_days > 0 else None
        rows.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", (hashed(id), user.key, now, now, address))
        write_down(rows, hand, What.LOGGED_IN, user.name)
        forget_addresses(rows, hand)


def who(file: UserFile, id: str, now: datetime, lasting: Lasting) -> Who | None:
    """Whose session this is; None where it is none, or is over."""
    at, sha256 = now.timestamp(), hashed(id)
    wanted = "SELECT u.name, u.role, u.situations, s.made_at, s.seen_at FROM sessions s JOIN users u ON u.key = s.user"
    with file.reading() as rows:
        row = rows.execute(f"{wanted} WHERE s.sha256 = ?", (sha256,)).fetchone()
        if row is None or at - row[3] > lasting.whole * 3600 or at - row[4] > lasting.idle * 3600:
            return None
        if at - row[4] > SEEN_AFTER:
            rows.execute("UPDATE sessions SET seen_at = ? WHERE sha256 = ?", (at, sha256))
    return Who(row[0], Role(row[1]), read(row[2]), sha256)


def end(file: UserFile, sha256: str, hand: Hand) -> None:
    """Log out."""
    with file.writing() as rows:
        if rows.execute("DELETE FROM sessions WHERE sha256 = ?", (sha256,)).rowcount:
            write_down(rows, hand, What.LOGGED_OUT, hand.by)


def end_some(file: UserFile, name: str, hand: Hand, handle: str | None = None, but: str | None = None) -> int:
    """Those of a user: the one of this handle, else all but the one with the hash `but`. How many. SaysoError E166."""
    with file.writing() as rows:
        user = there(rows, name)
        where, values = ("substr(sha256, 1, ?) = ?", (HANDLE, handle)) if handle else ("sha256 IS NOT ?", (but,))
        number = rows.execute(f"DELETE FROM sessions WHERE user = ? AND {where}", (user.key, *values)).rowcount
        if number:
            write_down(rows, hand, What.ENDED, user.name, str(number))
    return number


def sessions(file: UserFile, now: datetime, lasting: Lasting) -> tuple[Session, ...]:
    """Those that are good, by user, the last used first; none where there is no file."""
    if not file.is_there:
        return ()
    wanted = (
        "SELECT u.name, substr(s.sha256, 1, ?), s.made_at, s.seen_at, s.address FROM sessions s JOIN users u ON u.key = s.user"
    )
    at = now.timestamp()
    with file.reading() as rows:
        found = rows.execute(
            f"{wanted} WHERE s.made_at >= ? AND s.seen_at >= ? ORDER BY u.key, s.seen_at DESC",
            (HANDLE, at - lasting.whole * 3600, at - lasting.idle * 3600),
        ).fetchall()
    zone = now.tzinfo
    return tuple(
        Session(user, handle, datetime.fromtimestamp(made, zone), datetime.fromtimestamp(seen, zone), address)
        for user, handle, made, seen, address in found
    )
