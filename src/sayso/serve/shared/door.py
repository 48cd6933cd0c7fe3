"""Logging in: a name and a password become a session, slowly for who guesses, and without holding up the pages.

Hashing is meant to cost much, so that few may be hashed at once, in threads of their own, and of those that wait more than some
are sent away. Whoever waits holds no thread.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.requests import HTTPConnection
from starlette.responses import Response

from sayso import limits
from sayso.commands.people import attempts, session_rows, user_rows
from sayso.commands.people.attempts import attempt
from sayso.commands.people.passwords import Passwords, checked
from sayso.commands.people.record import Hand, What, write_down
from sayso.commands.people.session_rows import Lasting, Who
from sayso.commands.people.user_file import UserFile
from sayso.commands.people.user_rows import User
from sayso.errors import SaysoError
from sayso.serve.shared.asked_by import who

T = TypeVar("T")
COOKIE = "sayso_session"
OVER_TLS = "__Host-"
"""Before the cookie's name: a browser takes such a one only over TLS, from this host alone, for all of it (RFC 6265bis)."""
BUSY_SECONDS = 5


class Door:
    """`secure`: browsers speak TLS, with this server or with the proxy before it."""

    def __init__(
        self,
        file: UserFile,
        passwords: Passwords,
        lasting: Lasting,
        keep_days: float,
        clock: Callable[[], datetime],
        secure: bool = False,
        random_bytes: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self.file, self.lasting, self.secure = file, lasting, secure
        self._passwords, self._keep_days = passwords, keep_days
        self._clock, self._random_bytes = clock, random_bytes
        self._limiter = CapacityLimiter(limits.LOG_INS_AT_ONCE)
        self._hashing = 0

    @property
    def now(self) -> datetime:
        return self._clock()

    def hand(self, request: HTTPConnection) -> Hand:
        """Who does it, for the record."""
        by = who(request)
        return Hand(self.now, by.name if by else None, address(request), self._keep_days)

    async def log_in(self, name: str, password: str, hand: Hand) -> str:
        """The id of a new session. SaysoError E169 for a wrong name or password, E170 where there were too many of these."""
        user = await self.check(name, password, hand)
        return await anyio.to_thread.run_sync(self.begin, user.name, hand, user.password)

    def begin(self, name: str, hand: Hand, password: str | None = None) -> str:
        """A session without asking for the password; with the hash of one only while that holds. SaysoError E166, E169."""
        id = session_rows.new_id(self._random_bytes)
        session_rows.begin(self.file, name, id, hand, self.lasting, password)
        return id

    async def check(self, name: str, password: str, hand: Hand) -> User:
        """The user whose password this is, with the hash that is kept now. SaysoError E169, E170; nobody learns from it whether
        there is such a user."""
        one = attempt(name, hand.address, hand.now)
        wait = await anyio.to_thread.run_sync(attempts.take, self.file, one)
        if wait > 0:
            raise SaysoError("E170", seconds=math.ceil(wait))
        user = await anyio.to_thread.run_sync(user_rows.find, self.file, name)
        kept = user.password if user else None
        try:
            right = await self._costly(lambda: self._passwords.holds(password, kept))
        except SaysoError:  # too many wait: a flood of others counts against nobody
            await anyio.to_thread.run_sync(attempts.not_looked_at, self.file, one)
            raise
        if not right or user is None:
            await anyio.to_thread.run_sync(self._failed, user, hand)
            raise SaysoError("E169")
        await anyio.to_thread.run_sync(attempts.give_back, self.file, one, hand)
        if self._passwords.is_old(user.password):
            new = await self._costly(lambda: self._passwords.hashed(password))
            await anyio.to_thread.run_sync(user_rows.keep_hash, self.file, user.key, user.password, new)
            return replace(user, password=new)
        return user

    async def hashed(self, password: str, name: str) -> str:
        """Of a new password. SaysoError E165 for one that is not taken."""
        good = checked(password, name)
        return await self._costly(lambda: self._passwords.hashed(good))

    def who(self, id: str) -> Who | None:
        return session_rows.who(self.file, id, self.now, self.lasting)

    def end(self, sha256: str, hand: Hand) -> None:
        session_rows.end(self.file, sha256, hand)

    @property
    def cookie(self) -> str:
        return OVER_TLS + COOKIE if self.secure else COOKIE

    def give(self, answer: Response, id: str) -> None:
        """The session's cookie. Lax: a link from a mail leads in, and what changes anything is checked by the guard."""
        age = int(self.lasting.whole * 3600)
        answer.set_cookie(self.cookie, id, age, path="/", secure=self.secure, httponly=True, samesite="lax")

    def take(self, answer: Response) -> None:
        answer.delete_cookie(self.cookie, path="/", secure=self.secure, httponly=True, samesite="lax")

    def _failed(self, user: User | None, hand: Hand) -> None:
        with self.file.writing() as rows:
            write_down(rows, hand, What.FAILED, user.name if user else None)

    async def _costly(self, work: Callable[[], T]) -> T:
        """SaysoError E170 where many wait for it already."""
        if self._hashing >= limits.LOG_INS_AT_ONCE + limits.LOG_INS_WAITING:
            raise SaysoError("E170", seconds=BUSY_SECONDS)
        self._hashing += 1
        try:
            return await anyio.to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._hashing -= 1


def address(request: HTTPConnection) -> str | None:
    return request.client.host if request.client else None
