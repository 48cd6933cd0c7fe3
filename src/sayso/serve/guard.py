"""What every request passes, and what every answer carries: the host's name, who may change something, and what a page may do.

A page on 127.0.0.1 is reached by every page that the same browser has open, so four things are refused before any route:
* a Host that is not ours: a foreign name that was made to point at this machine (DNS rebinding) is still a foreign name;
* a change (anything but GET and HEAD) that another site asks for (`sites.py`);
* anything else that another site asks for, but for a link that a person follows;
* a body that is too long.

The content security policy lets a page load what comes from here and nothing else: no inline script or style, no other host,
no frame around it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.errors import SaysoError
from sayso.serve.api.problems import PREFIX, problem
from sayso.serve.sites import may_change, may_look

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
OVER_TLS = {"Strict-Transport-Security": "max-age=31536000"}
"""RFC 6797: a browser that was here once never again asks without TLS, whatever it is told."""
HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?", re.ASCII)
"""RFC 9110, 7.2. With a slash or a question mark in it, it would change the path of the address that is made of it."""
READING = frozenset({"GET", "HEAD"})
LENGTH = re.compile(r"[0-9]{1,18}")
"""Of a body, as far as anybody could send it."""


class Guard:
    """`hosts`: the names, without port, under which the page may be reached. `max_bytes`: of a body; `more`: of those that are
    sent to these addresses. `is_secure`: browsers speak TLS with it."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: Collection[str],
        max_bytes: int,
        more: Mapping[str, int] | None = None,
        is_secure: bool = False,
    ) -> None:
        self.app = app
        self.headers = {**HEADERS, **OVER_TLS} if is_secure else HEADERS
        self.hosts = frozenset(hosts)
        self.max_bytes = max_bytes
        self.more = more or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    sent[name] = value
                sent.setdefault("Cache-Control", "no-store")
            await send(message)

        most = self.more.get(scope["path"], self.max_bytes)
        refused = self._refused(scope["method"], scope.get("scheme", "http"), headers, most)
        if refused is not None:
            await _answer(scope["path"], *refused)(scope, receive, with_headers)
            return
        asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope  # the server leaves out the body
        await self.app(asked, _limited(receive, most), with_headers)

    def _refused(self, method: str, scheme: str, headers: Headers, most: int) -> tuple[str, int] | None:
        """Why, and the status that says so."""
        host = headers.get("host", "")
        if hostname(host) not in self.hosts:
            return "This page is only reached under its own address.", 421
        if method not in READING and not may_change(headers, f"{scheme}://{host}"):
            return "Another site asked for this change: refused.", 403
        if method in READING and not may_look(headers, f"{scheme}://{host}"):
            return "Another site asked for this: refused. A link to it works.", 403
        length = headers.get("content-length", "0")
        if not LENGTH.fullmatch(length) or int(length) > most:
            return f"More than {most:,} bytes: refused.", 413
        return None


def _answer(path: str, why: str, status: int) -> Response:
    """To a program as the API tells everything that is wrong."""
    if path.startswith(f"{PREFIX}/"):
        return problem(SaysoError("E144", detail=why), status)
    return PlainTextResponse(why, status)


def _limited(receive: Receive, most: int) -> Receive:
    """A body that says no length, or a false one, ends where the limit is."""
    left = most

    async def limited() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return limited


def hostname(host: str) -> str:
    """ "127.0.0.1" of "127.0.0.1:8000"; "" of what is none, or more than a name with a port."""
    if not HOST.fullmatch(host):
        return ""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
