"""The description of all this: `/openapi.json`."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sayso.serve.api.described import description

routes = APIRouter()


@routes.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """As it holds now: with the first token the API begins to ask for one. Made when it is first asked for."""
    state = request.app.state
    return Response(description(state.api, state.gate.asks), media_type="application/json")
