"""The description of all this: `/openapi.json` for programs, `/docs` for people, from here alone (nothing of another host)."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from sayso.serve.answers import page
from sayso.serve.api.described import description
from sayso.serve.api.problems import PREFIX
from sayso.serve.desk import At

routes = APIRouter()


@routes.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """As it holds now: with the first token the API begins to ask for one."""
    return Response(_described(request), media_type="application/json")


@routes.get("/docs", include_in_schema=False)
def docs(request: Request, at: At) -> HTMLResponse:
    described = json.loads(_described(request))
    parts: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for path, operations in described["paths"].items():
        parts[operations["get"]["tags"][0]].append((path, operations["get"]))
    return page(request, at, "api.html", api=described, parts=list(parts.items()), server=PREFIX)


def _described(request: Request) -> bytes:
    state = request.app.state
    return description(state.api, state.gate.asks)
