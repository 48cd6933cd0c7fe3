"""R10: every route with every status that it can give carries the policy and all other headers of the guard."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from sayso.errors import CODES, SaysoError
from sayso.serve import app as application_of
from sayso.serve.api import problems
from sayso.serve.app import application, guarded
from sayso.serve.desk import StillReading, desk
from sayso.serve.guard import HEADERS
from sayso.serve.status import STATUS as OF_PAGES
from tests.command import done
from tests.prove.proof import Proof
from tests.prove.routes import METHODS, Route, api_of, form_of, parts_of, routes
from tests.serve.api.conftest import bearer, make_token
from tests.serve.conftest import HERE, OWN, desk_of

FOREIGN = {"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"}
NATURAL = (403, 404, 405, 413, 421)
"""What the guard and the router say, whichever route it is."""


@dataclass
class Site:
    """`seen`: how often each status was answered, by route."""

    client: TestClient
    app: FastAPI
    parts: dict[str, str]
    seen: Counter[tuple[str, int]]

    def ask(self, route: Route | str, method: str, at: str, **how: Any) -> int:
        answer = self.client.request(method, at, follow_redirects=False, **how)
        held(answer, f"{method} {at[:200]} {how} → {answer.status_code}")
        self.seen[f"{route.method} {route.path}" if isinstance(route, Route) else route, answer.status_code] += 1
        return int(answer.status_code)


def held(answer: Any, told: str) -> None:
    """All headers of the guard, each once; none that opens the answer to others; a cookie is not sent along from elsewhere."""
    for name, value in HEADERS.items():
        assert answer.headers.get_list(name) == [value], (told, name, answer.headers.get_list(name))
    assert answer.headers.get("cache-control"), told
    assert not [name for name in answer.headers if name.startswith("access-control-") or name == "server"], told
    assert not answer.content or answer.headers.get("content-type"), told
    for cookie in answer.headers.get_list("set-cookie"):
        assert "samesite=" in cookie.lower() and "httponly" in cookie.lower(), (told, cookie)


@pytest.fixture(scope="module")
def site(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo with a situation, behind the guard; the application inside is kept, so that failures can be put into it."""
    own = tmp_path_factory.mktemp("own") / "own.ledger"
    own.write_bytes(demo_ledger.read_bytes())
    done(own, "situation", "new", "unrest", "--place", "KZ")
    with ExitStack() as open_, pytest.MonkeyPatch.context() as patch:
        made: list[FastAPI] = []

        def keeping(*of: Any, **more: Any) -> FastAPI:
            made.append(application(*of, **more))
            return made[-1]

        patch.setattr(application_of, "application", keeping)
        outer = guarded(desk_of(own, open_))
        client = open_.enter_context(TestClient(outer, base_url=HERE, raise_server_exceptions=False))
        yield Site(client, made[0], parts_of(client), Counter())


def injected(of_api: bool) -> dict[int, Exception]:
    """An exception for each status that a route can end in, by the tables that the routes themselves use."""
    table = problems.STATUS if of_api else OF_PAGES
    codes = {status: code for code, status in sorted(table.items())} | {problems.UNFIT if of_api else 400: "E033"}
    found: dict[int, Exception] = {status: _error(code) for status, code in codes.items()}
    found |= {403: HTTPException(403, "<b>no</b>"), 500: RuntimeError("<b>secret</b>"), 599: _error("E099")}
    return found | {503 if of_api else 202: StillReading()}


def _error(code: str) -> SaysoError:
    """With values that would be markup."""
    fields = {name for text in (CODES[code].what, CODES[code].remedy) for _, name, *_ in string.Formatter().parse(text) if name}
    return SaysoError(code, **dict.fromkeys(fields, "<script>\r\nX-Evil: 1"))


def test_every_route_with_every_status(site: Site, proof: Proof) -> None:
    table = routes(site.app)
    assert len(table) > 40
    for route in table:
        at, unknown = route.at(site.parts), route.at({"at": "x", "number": "999999"})
        form = form_of(route.path, site.parts)
        site.ask(route, route.method, at, headers=OWN, **({"data": form} if route.method == "POST" else {}))
        site.ask(route, route.method, unknown, headers=OWN)
        for method in METHODS:  # 405, and what HEAD and OPTIONS say
            site.ask(route, method, at, headers=OWN)
        _refused(site, route, at)
        for asked in route.asks:
            site.ask(route, route.method, f"{at}?{asked}=%3Cscript%3E%00{'x' * 300}", headers=OWN)
    for route in table:
        _failing(site, route)
    proof.saw(
        f"{len(table)} routes, {len(site.seen)} pairs of route and status, {sum(site.seen.values()):,} answers: all headers"
    )
    statuses = {status for _, status in site.seen}
    missing = {200, 202, 303, 400, 403, 404, 405, 409, 413, 421, 422, 500, 503} - statuses
    assert not missing, missing
    proof.saw(f"statuses seen: {', '.join(map(str, sorted(statuses)))}")


def _refused(site: Site, route: Route, at: str) -> None:
    """What the guard refuses, before any route."""
    assert site.ask(route, route.method, at, headers=FOREIGN) == 403
    assert site.ask(route, route.method, at, headers=OWN | {"Host": "evil.example"}) == 421
    assert site.ask(route, route.method, at, headers=OWN | {"Content-Length": "9" * 15}) == 413


def _failing(site: Site, route: Route) -> None:
    """Each status once more, put into what every route asks for first."""
    inner = api_of(site.app) if route.is_api else site.app
    for error in injected(route.is_api).values():
        inner.dependency_overrides[desk] = _raising(error)
        try:
            answer = site.ask(route, route.method, route.at(site.parts), headers=OWN)
        finally:
            inner.dependency_overrides.clear()
        assert answer != 200 or _asks_nobody(route), (route, error)


def _raising(error: Exception) -> Callable[[], Awaitable[None]]:
    async def failing() -> None:
        raise error

    return failing


def _asks_nobody(route: Route) -> bool:
    """Answers that are the same whatever the ledger."""
    return route.path.startswith("/static/") or route.path.endswith(("/openapi.json", "/docs", "/health"))


def test_what_is_no_route(site: Site, proof: Proof) -> None:
    odd: tuple[str, ...] = (
        "/nowhere",
        "/api",
        "/api/v1",
        "/api/v1/nowhere",
        "//evil.example/",
        "/static/../x",
        "/%00",
        "/%ff",
        "/a" * 5_000,
    )
    odd += (
        "/add/x",
        "/add/-1",
        "/report/%0d%0aX-Evil:%201",
        "/export/%0aX",
        "/claim/%E2%80%AE",
        "/.git/config",
        "/%2e%2e/%2e%2e/etc",
    )
    for at in odd:
        for method in METHODS:
            site.ask("no route", method, at, headers=OWN)
    proof.saw(f"{len(odd)} addresses that lead nowhere × {len(METHODS)} methods: all headers")


def test_what_was_there_before_and_tokens(site: Site, demo_ledger: Path, tmp_path: Path, proof: Proof) -> None:
    """304 with the tag of an answer; 401 and 429 where tokens are asked for."""
    api = [route for route in routes(site.app) if route.is_api and not _asks_nobody(route)]
    unchanged = 0
    for route in api:
        tag = site.client.get(route.at(site.parts)).headers.get("etag")
        if tag:
            unchanged += site.ask(route, "GET", route.at(site.parts), headers={"If-None-Match": tag}) == 304
    assert unchanged >= 15
    own = tmp_path / "own.ledger"
    own.write_bytes(demo_ledger.read_bytes())
    secret = make_token(own)
    with ExitStack() as open_:
        client = TestClient(guarded(desk_of(own, open_)), base_url=HERE, raise_server_exceptions=False)
        closed = Site(client, site.app, site.parts, Counter())
        for route in api:
            assert closed.ask(route, "GET", route.at(site.parts)) == 401
            assert closed.ask(route, "GET", route.at(site.parts), headers=bearer(secret)) in (200, 404)
        for _ in range(25):
            closed.ask("wrong", "GET", api[0].at(site.parts), headers=bearer("wrong"))
        assert closed.seen["wrong", 429]
    proof.saw(f"304 of {unchanged} routes of the API; 401 of {len(api)}, and 429: all headers")
