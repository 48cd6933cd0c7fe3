"""What every request to a shared server passes after the guard: who asks, whether the table lets them, which ledger they see.

Nothing is believed that a client says of itself but a session's cookie or a token. What is not named in `rules` is refused.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.commands.people.roles import Role
from sayso.commands.people.session_rows import Who
from sayso.commands.people.user_rows import find
from sayso.commands.token_file import Token
from sayso.errors import SaysoError
from sayso.serve.answers import said, still_reading
from sayso.serve.api import problems
from sayso.serve.api.gate import Gate
from sayso.serve.desk import Desk, StillReading
from sayso.serve.shared.asked_by import DESK, DOOR, WHO
from sayso.serve.shared.door import Door
from sayso.serve.shared.rules import EXPORT, Rule, leads_somewhere, rule_of

LOGIN = "/login"
DeskOf = Callable[[tuple[str, ...]], Desk]
"""The desk of a ledger that holds these situations alone. Raises StillReading while it is being made."""


class Access:
    """`app` behind its users. `desk`: of everything; `limited`: of who is limited; `gate`: of tokens."""

    def __init__(self, app: ASGIApp, desk: Desk, door: Door, gate: Gate, limited: DeskOf) -> None:
        self.app, self._desk, self._door, self._gate, self._limited = app, desk, door, gate, limited
        gate.is_shared = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # there is no other way in: the server tells whoever comes by one that it is closed
        scope = {**scope, DOOR: self._door}
        scope.pop(WHO, None)
        request = Request(scope, receive)
        try:
            answer = await self._refused(request, scope)
        except SaysoError as error:
            answer = self._wrong(request, error)
        except StillReading as wait:
            told = problems.still_reading(request, wait) if _for_programs(request) else still_reading(request, self._desk)
            answer = told
        if answer is not None:
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _refused(self, request: Request, scope: Scope) -> Response | None:
        """What is answered in place of a route; None where the route may answer. SaysoError as `_who`."""
        rule = rule_of(request.method, request.scope["path"])
        if rule is not None and rule.least is None and request.scope["path"] != LOGIN:
            return None
        who = await self._who(request, rule)
        if who is not None:
            scope[WHO] = who
        if rule is not None and rule.least is None:
            return None
        if who is None:
            return self._anonymous(request)
        if rule is None and not leads_somewhere(self.app, scope):
            scope[DESK] = await self._desk_of(who)
            return None
        _let_through(rule, who)
        scope[DESK] = await self._desk_of(who)
        return None

    async def _desk_of(self, who: Who) -> Desk:
        if who.situations is None:
            return self._desk
        return await run_in_threadpool(self._limited, who.situations)

    async def _who(self, request: Request, rule: Rule | None) -> Who | None:
        """By the token that was sent, where one may be; else by the session. SaysoError E138, E139 for a wrong token."""
        sent = request.headers.get("authorization", "")
        if sent and rule is not None and rule.token:
            return await self._by_token(await self._gate.token(sent))
        id = request.cookies.get(self._door.cookie)
        return await run_in_threadpool(self._door.who, id) if id else None

    async def _by_token(self, token: Token) -> Who:
        if token.user is None:
            situations = None if token.situations is None else tuple(json.loads(token.situations))
            return Who(token.name, Role.READER, situations)
        user = await run_in_threadpool(find, self._door.file, token.user)
        if user is None or not hmac.compare_digest(user.name.encode(), token.user.encode()):
            raise SaysoError("E138", detail="whose it was is no user any more")
        if token.made_at < user.made_at:  # the name was given again: somebody else has it now
            raise SaysoError("E138", detail="whose it was is no user any more")
        return Who(user.name, Role.READER, user.situations)

    def _anonymous(self, request: Request) -> Response:
        if _for_programs(request):
            return self._wrong(request, SaysoError("E138", detail="neither a session nor a token was sent"))
        if request.method != "GET":
            return self._wrong(request, SaysoError("E172"))
        path = quote(request.scope["path"])
        onwards = f"{path}?{request.url.query}" if request.url.query else path
        query = "" if onwards == "/" else f"?{urlencode({'next': onwards})}"
        return RedirectResponse(LOGIN + query, 303)

    def _wrong(self, request: Request, error: SaysoError) -> Response:
        if _for_programs(request):
            return problems.problem(error, headers=self._gate.headers(error))
        status = {"E171": 403, "E172": 401, "E138": 401, "E139": 429, "E042": 404}.get(error.code.code, 503)
        return said(request, self._desk, status, error)


def _let_through(rule: Rule | None, who: Who) -> None:
    """SaysoError E171 where the table does not."""
    if rule is None or rule.least is None:
        raise SaysoError("E171", role="nobody", mine=who.role.value)
    if not who.role.covers(rule.least):
        raise SaysoError("E171", role=rule.least.value, mine=who.role.value)
    if who.situations is not None and not rule.limited:
        raise SaysoError("E171", role="who sees everything", mine="limited to situations")


def _for_programs(request: Request) -> bool:
    path: str = request.scope["path"]  # as the router sees it: an address that was put together again may have lost a part
    return path.startswith(f"{problems.PREFIX}/") or path == problems.PREFIX or path.startswith(EXPORT.partition("{")[0])
