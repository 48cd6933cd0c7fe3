"""R10: nothing that another site makes a browser ask changes anything, and no GET, HEAD or OPTIONS does, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from sayso.export.formats.registry import FORMATS
from sayso.serve.app import application
from sayso.serve.guard import Guard
from tests.command import done
from tests.prove.kept_state import kept
from tests.prove.proof import FULL, Proof
from tests.prove.routes import FORMS, METHODS, SAFE, Route, form_of, parts_of, routes
from tests.serve.conftest import HERE, OWN, desk_of
from tests.serve.waiting import until

EVIL = "http://evil.example"
NAVIGATES = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
CASES: Mapping[str, Mapping[str, str]] = {
    "a form of another site": {"Sec-Fetch-Site": "cross-site", "Origin": EVIL, **NAVIGATES},
    "a script of another site": {"Sec-Fetch-Site": "cross-site", "Origin": EVIL, "Sec-Fetch-Mode": "cors"},
    "without its name": {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    "another port": {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:9999"},
    "an older browser": {"Origin": EVIL},
    "an older browser, sandboxed": {"Origin": "null"},
    "an older browser, another port": {"Origin": "http://127.0.0.1:9999"},
    "an older browser, no port": {"Origin": "http://127.0.0.1"},
    "an older browser, another scheme": {"Origin": "https://127.0.0.1:8022"},
    "a name that begins alike": {"Origin": "http://127.0.0.1:8022.evil.example"},
    "a name that ends alike": {"Origin": "http://evil-127.0.0.1:8022"},
    "a name within": {"Origin": "http://evil.example#http://127.0.0.1:8022"},
    "a user's name alike": {"Origin": "http://127.0.0.1:8022@evil.example"},
    "the oldest browser": {"Referer": f"{EVIL}/{HERE}/"},
    "the oldest browser, a name alike": {"Referer": f"{HERE}.evil.example/"},
    "a foreign name for this machine": {"Host": "evil.example:8022", "Origin": "http://evil.example:8022"},
    "the same, as if from itself": {"Host": "evil.example", "Sec-Fetch-Site": "same-origin", "Origin": EVIL},
    "another name of loopback": {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8022"},
    "words that no browser sends": {"Sec-Fetch-Site": "Same-Origin , cross-site", "Origin": EVIL},
}
"""What the headers say, by whom they are from."""
BODIES: Mapping[str, tuple[str, bytes | None]] = {
    "a form": ("application/x-www-form-urlencoded", None),
    "plain text": ("text/plain", b'{"name":"x=y"}'),
    "a form in parts": ("multipart/form-data; boundary=x", None),
    "JSON": ("application/json", b"{}"),
}
"""The three types that a form of any site may send without asking, and one for which a script has to ask first."""
OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")


@dataclass
class Site:
    """`reached`: requests that came past the guard."""

    client: TestClient
    app: FastAPI
    ledger: Path
    parts: dict[str, str] = field(default_factory=dict)
    reached: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def site(demo_ledger: Path, tmp_path: Path) -> Iterator[Site]:
    ledger = tmp_path / "ledger" / "own.ledger"
    ledger.parent.mkdir()
    ledger.write_bytes(demo_ledger.read_bytes())
    done(ledger, "situation", "new", "unrest", "--place", "KZ")
    with ExitStack() as open_:
        app = application(desk_of(ledger, open_))
        made = Site(TestClient(app), app, ledger)

        async def counting(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                made.reached.append((scope["method"], scope["path"]))
            await app(scope, receive, send)

        outer = Guard(counting, ("127.0.0.1", "localhost", "::1"), 1_000_000, {})
        made.client = open_.enter_context(TestClient(outer, base_url=HERE, raise_server_exceptions=False))
        made.parts = parts_of(made.client)
        made.reached.clear()
        yield made


def unsafe(site: Site) -> list[Route]:
    """Whatever the application answers to with something else than looking."""
    return [route for route in routes(site.app) if route.method not in SAFE]


def body(route: Route, site: Site, kind: str) -> tuple[str, bytes]:
    content_type, given = BODIES[kind]
    form = form_of(route.path, site.parts)
    if given is not None:
        return content_type, given
    if "urlencoded" in content_type:
        return content_type, urlencode(form).encode()
    parts = (f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in form.items())
    return content_type, ("".join(parts) + "--x--\r\n").encode()


def test_no_change_from_elsewhere(site: Site, proof: Proof) -> None:
    before, asked = kept(site.ledger), 0
    for route in unsafe(site):
        for told, headers in CASES.items():
            for kind in BODIES:
                content_type, content = body(route, site, kind)
                for method in {route.method, "POST", "PUT", "PATCH", "DELETE"} if FULL else {route.method}:
                    how = {"content": content, "headers": {"Content-Type": content_type, **headers}}
                    answer = site.client.request(method, route.at(site.parts), follow_redirects=False, **how)  # type: ignore[arg-type]
                    assert answer.status_code in (403, 421), (method, route, told, kind, answer.status_code)
                    asked += 1
    assert site.reached == [], "none came past the guard"
    assert before.changed(kept(site.ledger)) == []
    assert len(CASES) >= 12
    proof.saw(
        f"{len(unsafe(site))} routes that change something × {len(CASES)} cases × {len(BODIES)} bodies ({asked:,}): 0 changes"
    )


def test_the_same_from_our_own_page_does_change_something(site: Site) -> None:
    """Else the test above would prove nothing."""
    for route in unsafe(site):
        if route.path not in FORMS:
            continue
        before = kept(site.ledger)
        content_type, content = body(route, site, "a form")
        answer = site.client.post(
            route.at(site.parts), content=content, headers={**OWN, "Content-Type": content_type}, follow_redirects=False
        )
        assert answer.status_code == 303, (route, answer.text)
        until(lambda before=before: before.changed(kept(site.ledger)) != [])  # type: ignore[misc]


def test_no_method_in_disguise_and_no_leave_for_scripts(site: Site, proof: Proof) -> None:
    """A GET that says that it is a POST is a GET; and no site is told that its scripts may ask or read."""
    before, asked = kept(site.ledger), 0
    for route in unsafe(site):
        form = urlencode(form_of(route.path, site.parts))
        for method in ("GET", "HEAD"):
            for headers in (OWN, {**CASES["a form of another site"]}, {}):
                for name in OVERRIDES:
                    for at in (f"{route.at(site.parts)}?{form}&_method=POST", f"{route.at(site.parts)}?{form}"):
                        site.client.request(method, at, headers={**headers, name: "POST"})
                        asked += 1
    for route in routes(site.app):
        for headers in (
            {"Origin": EVIL},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:9999", "Sec-Fetch-Site": "same-site"},
        ):
            wants = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
            wants |= {"Access-Control-Request-Private-Network": "true"}
            answer = site.client.options(route.at(site.parts), headers={**headers, **wants})
            assert answer.status_code == 403 and not [name for name in answer.headers if name.startswith("access-control")]
            asked += 1
    assert before.changed(kept(site.ledger)) == []
    proof.saw(f"{asked:,} GETs that call themselves POST, and preflights: 0 changes, no leave given")


def test_another_site_makes_the_server_work_for_nothing(site: Site, proof: Proof) -> None:
    """What it would load or frame is refused before any route; a link that a person follows is not."""
    loads = [
        {"Sec-Fetch-Site": site_, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
        for site_ in ("cross-site", "same-site")
        for mode, dest in (
            *(
                ("no-cors", dest)
                for dest in ("image", "script", "style", "video", "audio", "font", "object", "embed", "empty", "track")
            ),
            *(
                ("cors", "empty"),
                ("navigate", "iframe"),
                ("navigate", "frame"),
                ("navigate", "object"),
                ("websocket", "websocket"),
            ),
        )
    ]
    links = [{"Sec-Fetch-Site": "cross-site", **NAVIGATES}]
    listed = [route for route in routes(site.app) if route.method == "GET"]
    for route in listed:
        for headers in loads:
            assert site.client.get(route.at(site.parts), headers=headers).status_code == 403, (route, headers)
    assert site.reached == []
    for route in listed:
        assert site.client.get(route.at(site.parts), headers=links[0], follow_redirects=False).status_code not in (403, 421), (
            route
        )
    assert len(site.reached) == len(listed)
    proof.saw(f"{len(listed)} routes × {len(loads)} ways of another site to load them: 0 reach a route; its links do")


HOSTILE = (
    "",
    "x",
    "%",
    "<script>",
    "\x00",
    "a" * 201,
    "2022-01-08",
    "-1",
    "' OR 1=1 --",
    "../../x",
    "POST",
    "\u202e",
    "killed",
    "KZ",
)


def test_looking_changes_nothing(site: Site, proof: Proof) -> None:
    """Every parameter of every route with words that fit and words that attack; every export; by GET, HEAD and OPTIONS."""
    listed, asked = [route for route in routes(site.app) if route.method == "GET"], 0
    before = kept(site.ledger)
    for route in listed:
        ats = [route.at(site.parts)]
        if route.path == "/export/{name}":
            ats = [f"/export/{name}" for name in FORMATS]
        for at in ats:
            for number, (name, value) in enumerate(_queries(route) if at == ats[0] else [("", "")]):
                if not FULL and number % 10:
                    continue
                query = urlencode({name: value}, errors="surrogatepass") if name else ""
                for method in ("GET", "HEAD", "OPTIONS"):
                    site.client.request(method, f"{at}?{query}", headers=OWN, follow_redirects=False)
                    asked += 1
        assert kept(site.ledger).head == before.head, route
    assert before.changed(kept(site.ledger)) == []
    proof.saw(
        f"{asked:,} GET, HEAD and OPTIONS of {len(listed)} routes, every parameter: 0 changes (head, SHA-256 of each file)"
    )


def _queries(route: Route) -> Iterator[tuple[str, str]]:
    yield "", ""
    for name in route.asks:
        for value in HOSTILE:
            yield name, value


def test_other_methods_change_nothing(site: Site, proof: Proof) -> None:
    """From our own page: what a route does not know, it does not do."""
    before, known = kept(site.ledger), {(route.method, route.path) for route in routes(site.app)}
    asked = 0
    for route in routes(site.app):
        for method in METHODS:
            if method in SAFE or (method, route.path) in known:
                continue
            answer: Any = site.client.request(method, route.at(site.parts), headers=OWN, follow_redirects=False)
            assert answer.status_code in (404, 405, 413), (method, route, answer.status_code)
            asked += 1
    assert before.changed(kept(site.ledger)) == []
    proof.saw(f"{asked} requests with a method that the route does not have: 0 changes")
