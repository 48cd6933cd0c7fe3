"""Who may ask: everybody on this machine while no token was ever made; from then on who sends one that holds.

`Authorization: Bearer TOKEN` (RFC 6750, 2.1) and nothing else: an address with a token in it ends up in logs. The hash of what
was sent is compared with every hash that is kept, each in constant time, so that an answer tells nothing of how near a guess
was. A right token is always let through; of wrong ones, after some a minute, it is only said that they are too many. So nobody
locks another out.
"""

from __future__ import annotations

import hmac
import os
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.commands.token_file import Token, TokenFile, hashed
from sayso.errors import SaysoError
from sayso.ledger.canonical import moment
from sayso.serve.api.problems import problem

OPEN = frozenset({"/health", "/openapi.json", "/docs"})
"""What is told to everybody: nothing of the ledger."""
MOST_WRONG = 20
"""Wrong tokens within `WHILE` of which each is told that it is wrong."""
WHILE = timedelta(minutes=1)
SETTLED = 2.0
"""Seconds: of a file that changed later than so long ago, another change might have the same time, so it is read again."""
SCHEME = "bearer "

Stat = tuple[int, int, int]


class Gate:
    """`app` behind the tokens of a file. `clock` tells the time with its zone."""

    def __init__(self, app: ASGIApp, file: TokenFile, clock: Callable[[], datetime], most_wrong: int = MOST_WRONG) -> None:
        self.app = app
        self._file, self._clock = file, clock
        self._most_wrong, self._wrong = most_wrong, deque[datetime](maxlen=most_wrong + 1)
        self._read: tuple[Stat, tuple[Token, ...]] | None = None
        self.is_shared = False
        """Has who comes here been asked already who they are?"""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] == "http"
            and not self.is_shared
            and scope["path"].removeprefix(scope.get("root_path", "")) not in OPEN
        ):
            try:
                self._check(await self._tokens(), Headers(scope=scope).get("authorization", ""))
            except SaysoError as error:
                await problem(error, headers=self.headers(error))(scope, receive, send)
                return
        await self.app(scope, receive, send)

    @property
    def asks(self) -> bool:
        """Does it ask for a token?"""
        return self.is_shared or self._file.is_there

    async def token(self, sent: str) -> Token:
        """The one that was sent in the header `Authorization`. SaysoError E138, E139, E135."""
        return self._found(await self._tokens() or (), sent)

    def _check(self, tokens: tuple[Token, ...] | None, sent: str) -> None:
        if tokens is not None:
            self._found(tokens, sent)

    def _found(self, tokens: tuple[Token, ...], sent: str) -> Token:
        """SaysoError E138 for no token, or one that does not hold; E139 where there were too many of these."""
        if not sent:
            raise SaysoError("E138", detail="none was sent")
        if not sent.lower().startswith(SCHEME):
            raise self._a_wrong_one("it is sent as a Bearer")
        found, now = hashed(sent[len(SCHEME) :].strip()), self._clock()
        same = [one for one in tokens if hmac.compare_digest(one.sha256, found)]
        good = next((one for one in same if one.holds(moment(now))), None)
        if good is None:
            raise self._a_wrong_one("this one is expired or revoked" if same else "this one is none of this ledger")
        return good

    def _a_wrong_one(self, detail: str) -> SaysoError:
        now = self._clock()
        while self._wrong and now - self._wrong[0] > WHILE:
            self._wrong.popleft()
        self._wrong.append(now)
        if len(self._wrong) > self._most_wrong:
            return SaysoError("E139", seconds=int(WHILE.total_seconds()))
        return SaysoError("E138", detail=detail)

    def headers(self, error: SaysoError) -> dict[str, str]:
        """As RFC 6750, 3 and RFC 9110, 10.2.3 ask."""
        match error.code.code:
            case "E138":
                return {"WWW-Authenticate": 'Bearer realm="sayso"'}
            case "E139":
                return {"Retry-After": str(int(WHILE.total_seconds()))}
        return {}

    async def _tokens(self) -> tuple[Token, ...] | None:
        """None where none was ever made. SaysoError E135 where they cannot be read: then nobody is let through."""
        stat = self._stat()
        if stat is None:
            return None
        if self._read is None or self._read[0] != stat:
            tokens = await run_in_threadpool(self._file.tokens)
            if self._clock().timestamp() - stat[0] / 1e9 <= SETTLED:
                return tokens
            self._read = stat, tokens
        return self._read[1]

    def _stat(self) -> Stat | None:
        try:
            found = os.stat(self._file.path)  # noqa: PTH116  called with every request
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SaysoError("E135", path=self._file.path, detail=error.strerror or "it cannot be looked at") from error
        return found.st_mtime_ns, found.st_size, found.st_ino
