"""The web application: routes, guard, and what is said when something is wrong. Made anew for each server and each test."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from sayso.errors import SaysoError
from sayso.limits import LOG_IN_BYTES
from sayso.printable import clean
from sayso.serve import files
from sayso.serve.answers import page, said, still_reading
from sayso.serve.api import problems
from sayso.serve.api.application import PREFIX, api
from sayso.serve.desk import Desk, StillReading
from sayso.serve.guard import Guard
from sayso.serve.packing import Packing
from sayso.serve.routes import OF_USERS, ROUTES, WITH_PASSWORDS, add
from sayso.serve.shared.access import Access, DeskOf
from sayso.serve.shared.asked_by import DESK
from sayso.serve.shared.door import Door
from sayso.serve.shared.listening import LOOPBACK
from sayso.serve.status import status_of
from sayso.serve.traffic import Counted

WORTH_PACKING = 600
"""Bytes from which an answer is compressed."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a server needs that asks who comes. `limited`: the desk of who sees these situations alone."""

    door: Door
    limited: DeskOf


def guarded(desk: Desk, hosts: Collection[str] = LOOPBACK, shared: Shared | None = None) -> ASGIApp:
    """The application behind its guard, which errors pass too. `hosts`: the names under which it may be reached."""
    settings = desk.session.settings
    more = {add.ADD: settings.max_upload_bytes, **(dict.fromkeys(WITH_PASSWORDS, LOG_IN_BYTES) if shared else {})}
    return Guard(within(desk, shared), hosts, settings.max_bytes, more, is_secure=shared is not None and shared.door.secure)


def within(desk: Desk, shared: Shared | None) -> ASGIApp:
    """The application; behind its users, where there are any."""
    app = application(desk, shared is not None)
    if shared is None:
        return app
    return Access(app, desk, shared.door, app.state.gate, shared.limited)


def application(desk: Desk, is_shared: bool = False) -> FastAPI:
    app = FastAPI(title="Sayso", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    app.state.gate = api(desk)
    app.mount(PREFIX, app.state.gate)
    app.include_router(files.routes)
    for routes in (*ROUTES, *(OF_USERS if is_shared else ())):
        app.include_router(routes)
    app.add_middleware(Packing, minimum_size=WORTH_PACKING, compresslevel=5)
    app.add_middleware(Counted, traffic=desk.looks.traffic)
    app.add_exception_handler(SaysoError, _coded)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(StillReading, _still_reading)
    app.add_exception_handler(Exception, _unforeseen)
    return app


def _still_reading(request: Request, error: Exception) -> Response:
    return still_reading(request, _desk(request))


def _coded(request: Request, error: Exception) -> Response:
    assert isinstance(error, SaysoError)
    later = request.url.path if error.code.code == "E052" else None
    return said(request, _desk(request), status_of(error), error, later)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if request.url.path.startswith(PREFIX):  # as of an address with a line break in it, which leads nowhere
        return problems.of_http(request, error)
    if error.status_code == 404:
        return _said(request, 404, "There is no page at this address", "the views above lead to all there is")
    return _said(request, error.status_code, str(error.detail), "go back, and try another way")


def _unfit(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors()[:3])
    return _said(request, 400, f"The address asks for something that does not fit ({told})", "change it, or begin anew")


def _unforeseen(request: Request, error: Exception) -> Response:
    """What nobody foresaw is told to the person in one line; the server tells whoever runs it in full."""
    wrong = SaysoError("E099", detail=f"{type(error).__name__} at {request.url.path}")
    return said(request, _desk(request), 500, wrong)


def _said(request: Request, status: int, what: str, remedy: str) -> Response:
    """What has no code."""
    what, remedy = clean(what), clean(remedy)
    return page(request, _desk(request), "wrong.html", status=status, code="", what=what, remedy=remedy, later=None)


def _desk(request: Request) -> Desk:
    found = request.scope.get(DESK) or request.app.state.desk
    assert isinstance(found, Desk)
    return found
