"""For administrators: `/users` with their roles, sessions and tokens, `/users/log` with what was written down."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from sayso.commands import tokens
from sayso.commands.people import attempts, record, session_rows, user_rows
from sayso.commands.people.managing import role_of
from sayso.commands.people.record import What, write_down
from sayso.commands.people.roles import LIMITABLE, Role
from sayso.commands.people.user_rows import User
from sayso.commands.token_file import Token
from sayso.errors import SaysoError
from sayso.ledger.canonical import moment
from sayso.limits import LONGEST_PASSWORD, SHORTEST_PASSWORD
from sayso.reconcile.situations import situation, situations
from sayso.serve.answers import page
from sayso.serve.desk import At, Desk
from sayso.serve.shared.door import Door
from sayso.serve.shared.with_door import Me, TheDoor
from sayso.show.page.adding import wrong

routes = APIRouter()

USERS = "/users"
PASSWORD = USERS + "/password"
LOGGED = 200
"""Lines of the record on one page; `sayso user log` prints all."""
TOLD = {
    **dict.fromkeys(("E011", "E033", "E042", "E165", "E168"), HTTPStatus.BAD_REQUEST),
    **dict.fromkeys(("E137", "E166"), HTTPStatus.NOT_FOUND),
    **dict.fromkeys(("E136", "E167"), HTTPStatus.CONFLICT),
    "E170": HTTPStatus.TOO_MANY_REQUESTS,
}
"""What is told on the page itself."""
DONE = {
    "added": "This user may log in now.",
    "access": "It is changed. Whoever was logged in under that name has to log in again.",
    "password": "There is another password. Whoever was logged in by the old one is out.",
    "removed": "That user is out. Verdicts stay in the ledger.",
    "ended": "It is ended: they have to log in again.",
    "revoked": "The token is taken back.",
}
"""What is told after it was done, by the word that the address then has."""
EVERYTHING = "everything"
"""What `sees` has to say for a user or token that is not limited. Where it says nothing, the situations that are ticked are all
that is seen, if any: a form that came without an answer gives nobody everything."""
Field = Annotated[str, Form()]
Chosen = Annotated[list[str], Form()]


@dataclass(frozen=True, slots=True)
class Shown:
    """A token as the page lists it."""

    token: Token
    state: str
    sees: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, so that a mistake loses nothing but the password."""

    name: str = ""
    role: str = Role.READER.value
    sees: str = ""
    situations: Sequence[str] = field(default_factory=list)


@routes.get(USERS)
def users(request: Request, at: At, door: TheDoor, me: Me, done: str = "") -> Response:
    return _page(request, at, door, done=DONE.get(done, ""))


@routes.post(USERS)
async def add(
    request: Request,
    at: At,
    door: TheDoor,
    me: Me,
    name: Field = "",
    role: Field = "",
    password: Field = "",
    again: Field = "",
    sees: Field = "",
    situation: Chosen = [],  # noqa: B006  FastAPI copies it
) -> Response:
    typed = Typed(name, role, sees, situation)
    try:
        made = await _made(at, door, typed, password, again)
        await run_in_threadpool(user_rows.add, door.file, made, door.hand(request))
    except SaysoError as error:
        return await run_in_threadpool(_wrong, request, at, door, error, typed)
    return _back("added")


@routes.post(USERS + "/access")
def access(
    request: Request,
    at: At,
    door: TheDoor,
    me: Me,
    name: Field = "",
    role: Field = "",
    sees: Field = "",
    situation: Chosen = [],  # noqa: B006
) -> Response:
    """Another role, and what is seen: everything, or the situations that are ticked. Ends their sessions."""
    try:
        _are_there(at, situation)
        user_rows.change_access(door.file, name, role_of(role), _seen(sees, situation), door.hand(request), limit=True)
    except SaysoError as error:
        return _wrong(request, at, door, error)
    return _back("access")


@routes.post(PASSWORD)
async def password(
    request: Request, at: At, door: TheDoor, me: Me, name: Field = "", password: Field = "", again: Field = ""
) -> Response:
    """For who forgot theirs. Ends their sessions."""
    try:
        _same(password, again)
        hashed = await door.hashed(password, name)
        await run_in_threadpool(user_rows.change_password, door.file, name, hashed, door.hand(request))
        await run_in_threadpool(attempts.forget, door.file, name)
    except SaysoError as error:
        return await run_in_threadpool(_wrong, request, at, door, error)
    return _back("password")


@routes.post(USERS + "/remove")
def remove(request: Request, at: At, door: TheDoor, me: Me, name: Field = "") -> Response:
    try:
        user_rows.remove(door.file, name, door.hand(request))
    except SaysoError as error:
        return _wrong(request, at, door, error)
    return _back("removed")


@routes.post(USERS + "/sessions")
def end(request: Request, at: At, door: TheDoor, me: Me, name: Field = "", session: Field = "") -> Response:
    """End one session of a user, or all of them."""
    try:
        session_rows.end_some(door.file, name, door.hand(request), session or None)
    except SaysoError as error:
        return _wrong(request, at, door, error)
    return _back("ended")


@routes.post(USERS + "/tokens")
def new_token(
    request: Request,
    at: At,
    door: TheDoor,
    me: Me,
    name: Field = "",
    expires: Field = "",
    user: Field = "",
    sees: Field = "",
    situation: Chosen = [],  # noqa: B006
) -> Response:
    """The answer shows it, this once. One of a user sees what that user sees, whatever `sees` says."""
    try:
        whose = user.strip() or None
        seen = None if whose and not situation else _seen(sees, situation)
        secret = tokens.made(at.session, name, expires.strip() or None, os.urandom, tokens.Sees(whose, seen))
        with door.file.writing() as rows:
            write_down(rows, door.hand(request), What.TOKEN_MADE, None, name)
    except SaysoError as error:
        return _wrong(request, at, door, error)
    return _page(request, at, door, secret=secret)


@routes.post(USERS + "/tokens/revoke")
def revoke_token(request: Request, at: At, door: TheDoor, me: Me, name: Field = "") -> Response:
    try:
        tokens.token_file(at.session).revoke(name, moment(door.now))
        with door.file.writing() as rows:
            write_down(rows, door.hand(request), What.TOKEN_REVOKED, None, name)
    except SaysoError as error:
        return _wrong(request, at, door, error)
    return _back("revoked")


@routes.get(USERS + "/log")
def log(request: Request, at: At, door: TheDoor, me: Me) -> Response:
    with door.file.writing() as rows:
        record.forget_addresses(rows, door.hand(request))
    lines = list(record.lines(door.file, LOGGED))
    return page(request, at, "users_log.html", lines=lines, most=LOGGED, keep_days=at.session.settings.keep_address_days)


async def _made(at: Desk, door: Door, typed: Typed, password: str, again: str) -> User:
    name, role = user_rows.named(typed.name), role_of(typed.role)
    seen = user_rows.fitting(role, _seen(typed.sees, typed.situations))
    await run_in_threadpool(_are_there, at, typed.situations)
    _same(password, again)
    return User(name, role, seen, await door.hashed(password, name), moment(door.now))


def _seen(sees: str, situations: Sequence[str]) -> tuple[str, ...] | None:
    return None if sees == EVERYTHING else tuple(situations)


def _same(password: str, again: str) -> None:
    if password != again:
        raise SaysoError("E165", detail="the two that were typed differ")


def _are_there(at: Desk, names: Sequence[str]) -> None:
    for name in names:
        situation(at.reader, name)


def _back(done: str) -> Response:
    return RedirectResponse(f"{USERS}?done={done}", HTTPStatus.SEE_OTHER)


def _wrong(request: Request, at: Desk, door: Door, error: SaysoError, typed: Typed | None = None) -> Response:
    if error.code.code not in TOLD:
        raise error
    return _page(request, at, door, error=error, typed=typed)


def _page(
    request: Request,
    at: Desk,
    door: Door,
    *,
    error: SaysoError | None = None,
    typed: Typed | None = None,
    secret: str | None = None,
    done: str = "",
) -> Response:
    now = moment(door.now)
    return page(
        request,
        at,
        "users.html",
        status=TOLD[error.code.code] if error else HTTPStatus.OK,
        users=user_rows.users(door.file),
        sessions=session_rows.sessions(door.file, door.now, door.lasting),
        tokens=[Shown(one, tokens.state(one, now), _sees(one)) for one in tokens.token_file(at.session).tokens()],
        roles=list(Role),
        limitable=LIMITABLE,
        situations=[one.name for one in situations(at.reader)],
        typed=typed or Typed(),
        wrong=wrong(error) if error else None,
        secret=secret,
        done=done,
        shortest=SHORTEST_PASSWORD,
        longest=LONGEST_PASSWORD,
    )


def _sees(one: Token) -> str:
    seen = user_rows.read(one.situations)
    return f"as {one.user}" if one.user else "everything" if seen is None else ", ".join(seen)
