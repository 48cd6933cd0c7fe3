"""The web application: routes, guard, and what is said when something is wrong. Made anew for each server and each test."""

from __future__ import annotations

from collections.abc import Collection

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from sayso.errors import SaysoError
from sayso.printable import clean
from sayso.serve import files
from sayso.serve.answers import page
from sayso.serve.api import problems
from sayso.serve.api.application import PREFIX, api
from sayso.serve.desk import Desk, StillReading
from sayso.serve.guard import Guard
from sayso.serve.packing import Packing
from sayso.serve.routes import ROUTES, add
from sayso.serve.status import status_of
from sayso.serve.traffic import Counted

LOOPBACK = ("127.0.0.1", "localhost", "::1")
WORTH_PACKING = 600
"""Bytes from which an answer is compressed."""


def guarded(desk: Desk, hosts: Collection[str] = LOOPBACK) -> ASGIApp:
    """The application behind its guard, which errors pass too. `hosts`: the names under which it may be reached."""
    settings = desk.session.settings
    return Guard(application(desk), hosts, settings.max_bytes, {add.ADD: settings.max_upload_bytes})


def application(desk: Desk) -> FastAPI:
    app = FastAPI(title="Sayso", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    app.mount(PREFIX, api(desk))
    app.include_router(files.routes)
    for routes in ROUTES:
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
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    again = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    return page(request, desk, "reading.html", status=202, again=again, is_read=desk.looks.loaded)


def _coded(request: Request, error: Exception) -> Response:
    assert isinstance(error, SaysoError)
    return _said(request, status_of(error), error.what, error.remedy, error.code.code)


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
    return _said(request, 500, wrong.what, wrong.remedy, wrong.code.code)


def _said(request: Request, status: int, what: str, remedy: str, code: str = "") -> Response:
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    later = request.url.path if code == "E052" else None
    return page(request, desk, "wrong.html", status=status, code=code, what=clean(what), remedy=clean(remedy), later=later)
