"""Passwords: what is taken for one, and its hash by argon2id (RFC 9106).

https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html tells why this one. The parameters stand in
each hash, so that they may be raised: who logs in with an older hash gets a new one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso import limits
from sayso.errors import SaysoError

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash takes: passes over the memory, KiB of it, threads. The second recommendation of RFC 9106, 4."""

    time: int = 3
    memory: int = 65_536
    parallelism: int = 4


def checked(password: str, name: str) -> str:
    """`password`, if it may be the one of user `name`. SaysoError E165."""
    if len(password) < limits.SHORTEST_PASSWORD:
        raise SaysoError("E165", detail=f"it needs {limits.SHORTEST_PASSWORD} characters or more")
    if len(password) > limits.LONGEST_PASSWORD:
        raise SaysoError("E165", detail=f"it has more than {limits.LONGEST_PASSWORD:,} characters")
    if _plain(password) == _plain(name) or len(set(password)) == 1:
        raise SaysoError("E165", detail="it is the user's name, or one character again and again")
    return password


class Passwords:
    """Threads may share it. One hash takes some 110 ms of two cores and 64 MiB."""

    def __init__(self, cost: Cost | None = None, random_bytes: Callable[[int], bytes] | None = None) -> None:
        from argon2 import PasswordHasher  # late: no other command needs it

        cost = cost or Cost()
        self._hasher: PasswordHasher = PasswordHasher(cost.time, cost.memory, cost.parallelism)
        self._nobodys = self._hasher.hash("")
        """What is tried where there is no such user, so that it takes as long."""

    def hashed(self, password: str) -> str:
        return self._hasher.hash(_bytes(password))

    def holds(self, password: str, kept: str | None) -> bool:
        """Is it the one of which `kept` is the hash? None = there is no such user; that takes as long."""
        from argon2.exceptions import InvalidHashError, VerificationError

        fits = len(password) <= limits.LONGEST_PASSWORD
        try:
            right = self._hasher.verify(kept or self._nobodys, _bytes(password[: limits.LONGEST_PASSWORD]))
        except (VerificationError, InvalidHashError):
            return False
        return right and fits and bool(kept)

    def is_old(self, kept: str) -> bool:
        """Was it made with other parameters?"""
        return self._hasher.check_needs_rehash(kept)


def _bytes(password: str) -> bytes:
    """The same password typed on another keyboard is the same: as NIST SP 800-63B, 3.1.1.2 asks."""
    return unicodedata.normalize("NFKC", password).encode("utf8", "surrogatepass")


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold().strip()
