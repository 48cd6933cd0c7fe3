"""Logging in and out: `/login`, `/logout`. They are there where `sayso serve --auth` asks who comes.

`next` is where one was going: an address of this page, never of another host.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from sayso.errors import SaysoError
from sayso.serve.answers import page
from sayso.serve.desk import At, Desk
from sayso.serve.shared.asked_by import who
from sayso.serve.shared.door import Door
from sayso.serve.shared.with_door import TheDoor
from sayso.show.page.adding import Wrong, wrong

routes = APIRouter()

LOGIN, LOGOUT = "/login", "/logout"
LONGEST_NEXT = 4_000
STATUS = {"E169": HTTPStatus.UNAUTHORIZED, "E170": HTTPStatus.TOO_MANY_REQUESTS}

Next = Annotated[str, Query(max_length=LONGEST_NEXT)]
Field = Annotated[str, Form()]


@routes.get(LOGIN)
def form(request: Request, at: At, next: Next = "") -> Response:
    """Whoever is logged in already goes on."""
    if who(request) is not None:
        return RedirectResponse(own(next), HTTPStatus.SEE_OTHER)
    return _form(request, at, "", next)


@routes.post(LOGIN)
async def log_in(request: Request, at: At, door: TheDoor, name: Field = "", password: Field = "", next: Field = "") -> Response:
    """A new session, whatever session there was; or the form with what is wrong, which tells nothing of the name."""
    try:
        id = await door.log_in(name, password, door.hand(request))
    except SaysoError as error:
        if error.code.code not in STATUS:
            raise
        return await run_in_threadpool(_form, request, at, name, next, error)
    await run_in_threadpool(_end, request, door)
    answer = RedirectResponse(own(next), HTTPStatus.SEE_OTHER)
    door.give(answer, id)
    return answer


@routes.post(LOGOUT)
def log_out(request: Request, door: TheDoor) -> Response:
    """The session ends here, whatever the browser does with its cookie."""
    _end(request, door)
    answer = RedirectResponse(LOGIN, HTTPStatus.SEE_OTHER)
    door.take(answer)
    return answer


def own(next: str) -> str:
    """`next` where it is a path of this page, else the first view: browsers take "//host" and "/\\host" for other hosts, and
    leave out tabs and line breaks."""
    plain = next.isprintable() and "\\" not in next and next.startswith("/") and not next.startswith("//")
    try:
        parts = urlsplit(next)
    except ValueError:
        return "/"
    return next if plain and not parts.netloc and not parts.scheme and parts.path not in (LOGIN, LOGOUT) else "/"


def _end(request: Request, door: Door) -> None:
    asked = who(request)
    if asked is not None and asked.session is not None:
        door.end(asked.session, door.hand(request))


def _form(request: Request, at: Desk, name: str, next: str, error: SaysoError | None = None) -> Response:
    told: Wrong | None = wrong(error) if error else None
    status = STATUS[error.code.code] if error else HTTPStatus.OK
    answer = page(request, at, "login.html", status=status, name=name, next=next if own(next) == next else "", wrong=told)
    if error is not None and error.code.code == "E170":
        answer.headers["Retry-After"] = error.values["seconds"]
    return answer
