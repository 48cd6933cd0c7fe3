"""The route table of a page, taken from the application itself: the views, the API that hangs in it, and the static files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from sayso.serve.api.application import PREFIX
from sayso.serve.files import served, version

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
PART = re.compile(r"\{(\w+)(?::\w+)?\}")


FORMS: dict[str, Callable[[Mapping[str, str]], dict[str, str]]] = {
    "/add": lambda parts: {"text": "Five people were killed in Almaty, the Interior Ministry said.", "published": "2022-01-06"},
    "/review": lambda parts: {"subject": parts["claim/id"], "verdict": "refute", "why": "asked", "reviewer": "Ann"},
    "/review/undo": lambda parts: {"subject": parts["claim/id"], "why": "a slip", "reviewer": "Ann"},
    "/situations": lambda parts: {"name": "another", "place": "KZ"},
}
"""What changes something, filled in as a person would; undoing comes after deciding."""


@dataclass(frozen=True, slots=True)
class Route:
    """`path` with its parts in braces; `asks`: the names of what its query may say."""

    method: str
    path: str
    asks: tuple[str, ...]

    @property
    def is_api(self) -> bool:
        return self.path.startswith(PREFIX)

    def at(self, parts: Mapping[str, str]) -> str:
        """Its address, with `parts` by "view/name" or by name alone; what has none is called "nothing"."""
        view = self.path.removeprefix(PREFIX).split("/")[1]
        return PART.sub(lambda found: parts.get(f"{view}/{found[1]}", parts.get(found[1], "nothing")), self.path)


def routes(app: FastAPI) -> list[Route]:
    """Those of the page first, then those of the API."""
    [api] = [route.app.app for route in app.routes if getattr(route, "path", "") == PREFIX]  # type: ignore[attr-defined]
    return [*_routes(app, ""), *_routes(api, PREFIX)]


def api_of(app: FastAPI) -> FastAPI:
    [api] = [route.app.app for route in app.routes if getattr(route, "path", "") == PREFIX]  # type: ignore[attr-defined]
    assert isinstance(api, FastAPI)
    return api


def _routes(app: FastAPI, before: str) -> Iterator[Route]:
    for one in iter_route_contexts(app.routes):
        for method in sorted(one.methods or ()):
            yield Route(method, f"{before}{one.path}", tuple(_asks(one.dependant)))


def _asks(dependant: Any) -> Iterator[str]:
    for one in dependant.query_params:
        model = getattr(one.field_info.annotation, "model_fields", None)
        yield from model or [one.alias]
    for further in dependant.dependencies:
        yield from _asks(further)


def form_of(path: str, parts: Mapping[str, str]) -> dict[str, str]:
    """Empty where nobody fills in anything."""
    return FORMS[path](parts) if path in FORMS else {}


def parts_of(client: Any) -> dict[str, str]:
    """Something that is there for each part of a path."""

    def first(listed: str, id: str) -> str:
        return str(client.get(f"{PREFIX}/{listed}?limit=1").json()["items"][0][id])

    story, report, claim = first("stories", "story"), first("reports", "report"), first("claims", "claim")
    figure, incident = first("figures", "series"), first("incidents", "incident")
    found = {"figure/id": figure, "figures/id": figure, "incident/id": incident, "incidents/id": incident}
    found |= {"report/id": report, "reports/id": report, "claim/id": claim, "claims/id": claim, "stories/id": story}
    found |= {"export/name": "claims-csv", "situations/name": "unrest", "number": "1"}
    return found | {"at": version(), "static/name": next(iter(served()))}
