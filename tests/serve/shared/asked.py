"""Every route of the application, as it is asked for, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from starlette.routing import Mount

from sayso.serve.files import version

FILLED = {"number": "1", "id": "c0ffee", "name": "claims"}


def routes(app: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Method and path of each, of the mounted API too: what the application itself would answer."""
    for route in getattr(app, "router", app).routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from routes(included, before)
        elif isinstance(route, Mount):
            yield from routes(getattr(route.app, "app", route.app), before + route.path)
        else:
            yield from ((method, before + route.path) for method in sorted(route.methods - {"HEAD"}))


def filled(path: str) -> str:
    """With something in place of each part that varies."""
    if path.startswith("/static"):
        return f"/static/{version()}/sayso.css"
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda part: FILLED[part[1]], path)


def became(answer: Any, method: str) -> str:
    """ "let through", "refused" or "log in": by what only the door says."""
    location = answer.headers.get("location", "")
    if method == "GET" and answer.status_code == 303 and location.startswith("/login"):
        return "log in"
    if answer.status_code == 401 and ("E172" in answer.text or "E138" in answer.text):
        return "log in"
    if answer.status_code == 403 and "E171" in answer.text:
        return "refused"
    assert answer.status_code not in (401, 403, 500) or "E169" in answer.text, (answer.status_code, answer.text[:300])
    return "let through"
