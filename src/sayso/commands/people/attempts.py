"""What slows down whoever guesses passwords: after some failures each further one has to wait longer.

Three counts, kept in the file so that a restart forgets none: of a name from one address, of a name from anywhere, of an
address with any name. An attempt is counted before the password is looked at, so that many at once are many; a right password
gives back what it took. While one has to wait, nothing is looked at and nothing is counted, so that a wait always ends.

Nobody locks a user out: the wait for a name from anywhere is short, and is not asked of an address from which that user logged
in before. An address counts by its network where it is IPv6 (/64): one machine has all of these.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, ip_address

from sayso.commands.people.record import Hand
from sayso.commands.people.user_file import UserFile
from sayso.commands.people.user_rows import key_of

FORGOTTEN = 86_400.0
"""Seconds without a failure after which a count begins anew."""
NETWORK = 64
"""Bits of an IPv6 address that tell who it is."""


@dataclass(frozen=True, slots=True)
class Brake:
    """`free` failures cost nothing; then the wait doubles from one second to `longest`."""

    free: int
    longest: float

    def wait(self, failures: int) -> float:
        if failures < self.free:
            return 0.0
        return min(self.longest, 2.0 ** min(failures - self.free, 30))


PAIR, NAME, ADDRESS = Brake(5, 900.0), Brake(10, 30.0), Brake(30, 60.0)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to log in as `name` from `address`, at `at`, a number of seconds."""

    name: str
    address: str
    at: float

    @property
    def network(self) -> str:
        return _network(self.address)

    @property
    def pair(self) -> str:
        return _hidden("pair", key_of(self.name), self.network)

    @property
    def by_name(self) -> str:
        return _hidden("name", key_of(self.name))

    @property
    def by_address(self) -> str:
        return _hidden("address", self.network)


def attempt(name: str, address: str | None, now: datetime) -> Attempt:
    return Attempt(name, address or "", now.timestamp())


def take(file: UserFile, one: Attempt) -> float:
    """Seconds that it has to wait; 0 where the password may be looked at, and then it is counted as a failure."""
    with file.writing() as rows:
        rows.execute("DELETE FROM attempts WHERE last < ?", (one.at - FORGOTTEN,))
        brakes = _brakes(rows, one)
        wait = max(_left(rows, what, brake, one.at) for what, brake in brakes.items())
        if wait <= 0:
            for what in (one.pair, one.by_name, one.by_address):
                rows.execute(
                    "INSERT INTO attempts VALUES (?, 1, ?) ON CONFLICT (what) DO UPDATE SET failures = failures + 1, last = ?",
                    (what, one.at, one.at),
                )
    return max(0.0, wait)


def give_back(file: UserFile, one: Attempt, hand: Hand) -> None:
    """It was the right password: name and pair begin anew, the address has one failure less."""
    with file.writing() as rows:
        rows.execute("DELETE FROM attempts WHERE what IN (?, ?)", (one.pair, one.by_name))
        rows.execute("UPDATE attempts SET failures = max(0, failures - 1) WHERE what = ?", (one.by_address,))
        if hand.keep_days > 0:
            here = (key_of(one.name), _hidden("known", one.network), one.at)
            rows.execute("INSERT OR REPLACE INTO known VALUES (?, ?, ?)", here)


def not_looked_at(file: UserFile, one: Attempt) -> None:
    """It was sent away for the crowd that is before it: no failure, and of what was waited for nothing begins anew."""
    with file.writing() as rows:
        asked = _brakes(rows, one)
        for what in (one.pair, one.by_name, one.by_address):
            rows.execute("UPDATE attempts SET failures = max(0, failures - 1) WHERE what = ?", (what,))
            row = rows.execute("SELECT failures FROM attempts WHERE what = ? AND last = ?", (what, one.at)).fetchone()
            if row and what in asked:
                rows.execute("UPDATE attempts SET last = ? WHERE what = ?", (one.at - asked[what].wait(row[0]), what))


def forget(file: UserFile, name: str) -> None:
    """What was counted against a name from anywhere: it has another password now."""
    with file.writing() as rows:
        rows.execute("DELETE FROM attempts WHERE what = ?", (_hidden("name", key_of(name)),))


def _left(rows: sqlite3.Connection, what: str, brake: Brake, now: float) -> float:
    row = rows.execute("SELECT failures, last FROM attempts WHERE what = ?", (what,)).fetchone()
    return row[1] + brake.wait(row[0]) - now if row else 0.0


def _brakes(rows: sqlite3.Connection, one: Attempt) -> dict[str, Brake]:
    """Those that count for this one."""
    brakes = {one.pair: PAIR}
    return brakes if _is_known(rows, one) else brakes | {one.by_name: NAME, one.by_address: ADDRESS}


def _is_known(rows: sqlite3.Connection, one: Attempt) -> bool:
    here = (key_of(one.name), _hidden("known", one.network))
    return rows.execute("SELECT 1 FROM known WHERE user = ? AND address = ?", here).fetchone() is not None


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Address(int(found) >> NETWORK << NETWORK))


def _hidden(*parts: str) -> str:
    """What was typed as a name may be a password."""
    return hashlib.sha256("\0".join(parts).encode("utf8", "surrogatepass")).hexdigest()
