"""Whose word on who asks is believed: that of the proxy, by its address, and of nobody else."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from sayso.serve.shared.proxied import Proxied

TLS = ("X-Forwarded-Proto", "https")
REAL, PROXY = "203.0.113.7", "10.0.0.5"


async def who(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope)
    assert request.client
    await PlainTextResponse(f"{request.url.scheme} {request.client.host}")(scope, receive, send)


def asked(*headers: tuple[str, str], of: str = PROXY) -> Any:
    app = Proxied(who, [ip_network("10.0.0.0/24"), ip_network("::1")])
    return TestClient(app, client=(of, 4711)).get("/", headers=list(headers))


@pytest.mark.parametrize(
    ("said", "real"),
    [
        ([REAL], REAL),
        ([f"198.51.100.1, {REAL}"], REAL),
        (["198.51.100.1", REAL], REAL),
        ([f"{REAL}, 10.0.0.9"], REAL),
        ([f"{REAL},,  , 10.0.0.9,"], REAL),
        (["2001:db8::1"], "2001:db8::1"),
        ([], PROXY),
        (["unknown, _hidden"], PROXY),
        ([f"{REAL}:4711"], PROXY),
        ([f"198.51.100.1, {REAL}:4711"], PROXY),
        (["198.51.100.1, unknown, 10.0.0.9"], PROXY),
        (["10.0.0.9"], PROXY),
        (["x" * 60_000], PROXY),
    ],
    ids=range(13),
)
def test_the_last_address_that_is_no_proxys_counts(said: list[str], real: str) -> None:
    assert asked(TLS, *(("X-Forwarded-For", one) for one in said)).text == f"https {real}"


def test_other_headers_are_not_asked() -> None:
    others = (("Forwarded", f"for={REAL};proto=https"), ("X-Real-IP", REAL), ("X-Forwarded-Host", "evil.example"))
    assert asked(TLS, *others).text == f"https {PROXY}"
    assert asked(*others, ("X-Forwarded-Ssl", "on")).status_code == 403


@pytest.mark.parametrize("of", ["10.0.1.5", "127.0.0.1", "::2", "::ffff:10.0.1.5", "testclient", ""])
def test_whoever_comes_past_the_proxy_is_refused_whatever_they_say(of: str) -> None:
    answer = asked(TLS, ("X-Forwarded-For", PROXY), of=of)
    assert answer.status_code == 403 and "nosniff" in answer.headers["x-content-type-options"]


@pytest.mark.parametrize("of", ["10.0.0.200", "::1", "::ffff:10.0.0.1"])
def test_a_proxy_may_have_several_addresses(of: str) -> None:
    assert asked(TLS, ("X-Forwarded-For", REAL), of=of).text == f"https {REAL}"


@pytest.mark.parametrize("proto", [None, "http", "https, http", "", "wss"])
def test_what_did_not_come_over_tls_is_refused(proto: str | None) -> None:
    assert asked(*([("X-Forwarded-Proto", proto)] if proto is not None else []), ("X-Forwarded-For", REAL)).status_code == 403
