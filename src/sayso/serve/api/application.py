"""The API as an application of its own, which the page's hangs in under `/api/v1`: its errors are for programs."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from sayso.commands.tokens import token_file
from sayso.errors import SaysoError
from sayso.serve.api import problems
from sayso.serve.api.gate import MOST_WRONG, Gate
from sayso.serve.api.problems import PREFIX
from sayso.serve.api.routes import ROUTES
from sayso.serve.desk import Desk, StillReading

__all__ = ["PREFIX", "api"]


def api(desk: Desk, most_wrong: int = MOST_WRONG) -> Gate:
    """Behind its gate. `most_wrong`: as in `gate`."""
    app = FastAPI(title="Sayso", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    gate = Gate(app, token_file(desk.session), desk.clock, most_wrong)
    app.state.desk, app.state.answers, app.state.gate, app.state.api = desk, desk.answers, gate, app
    for routes in ROUTES:
        app.include_router(routes)
    app.add_exception_handler(SaysoError, problems.coded)
    app.add_exception_handler(HTTPException, problems.of_http)
    app.add_exception_handler(RequestValidationError, problems.unfit)
    app.add_exception_handler(StillReading, problems.still_reading)
    app.add_exception_handler(Exception, problems.unforeseen)
    return gate
