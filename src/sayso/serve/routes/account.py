"""One's own account: `/account`, with another password and one's own sessions."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from sayso.commands.people import attempts, session_rows, user_rows
from sayso.commands.people.session_rows import HANDLE, Who
from sayso.errors import SaysoError
from sayso.limits import LONGEST_PASSWORD, SHORTEST_PASSWORD
from sayso.serve.answers import page
from sayso.serve.desk import At, Desk
from sayso.serve.shared.door import Door
from sayso.serve.shared.with_door import Me, TheDoor
from sayso.show.page.adding import wrong

routes = APIRouter()

ACCOUNT = "/account"
PASSWORD = ACCOUNT + "/password"
TOLD = {"E165": HTTPStatus.BAD_REQUEST, "E169": HTTPStatus.FORBIDDEN, "E170": HTTPStatus.TOO_MANY_REQUESTS}
"""What is told in the form itself."""
Field = Annotated[str, Form()]


@routes.get(ACCOUNT)
def account(request: Request, at: At, door: TheDoor, me: Me, changed: bool = False) -> Response:
    return _page(request, at, door, me, changed=changed)


@routes.post(PASSWORD)
async def password(
    request: Request, at: At, door: TheDoor, me: Me, old: Field = "", new: Field = "", again: Field = ""
) -> Response:
    """Ends all sessions of this user, and begins another here."""
    hand = door.hand(request)
    try:
        user = await door.check(me.name, old, hand)
        if new != again:
            raise SaysoError("E165", detail="the two that were typed differ")
        hashed = await door.hashed(new, me.name)
        await run_in_threadpool(user_rows.change_password, door.file, me.name, hashed, hand, user.password)
    except SaysoError as error:
        if error.code.code not in TOLD:
            raise
        return await run_in_threadpool(_page, request, at, door, me, error)
    await run_in_threadpool(attempts.forget, door.file, me.name)
    answer = RedirectResponse(f"{ACCOUNT}?changed=true", HTTPStatus.SEE_OTHER)
    door.give(answer, await run_in_threadpool(door.begin, me.name, hand, hashed))
    return answer


@routes.post(ACCOUNT + "/sessions")
def end(request: Request, door: TheDoor, me: Me, session: Field = "") -> Response:
    """End one of one's own sessions, or all but this one."""
    session_rows.end_some(door.file, me.name, door.hand(request), session or None, me.session)
    return RedirectResponse(ACCOUNT, HTTPStatus.SEE_OTHER)


def _page(
    request: Request, at: Desk, door: Door, me: Who, error: SaysoError | None = None, *, changed: bool = False
) -> Response:
    every = session_rows.sessions(door.file, door.now, door.lasting)
    return page(
        request,
        at,
        "account.html",
        status=TOLD[error.code.code] if error else HTTPStatus.OK,
        sessions=[one for one in every if one.user == me.name],
        here=(me.session or "")[:HANDLE],
        wrong=wrong(error) if error else None,
        changed=changed,
        shortest=SHORTEST_PASSWORD,
        longest=LONGEST_PASSWORD,
        lasting=door.lasting,
    )
