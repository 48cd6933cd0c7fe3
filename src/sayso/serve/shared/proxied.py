"""Behind a proxy that speaks TLS: who really asks, by what the proxy says, and nobody else's word.

Two headers are believed, and only of a connection that comes from an address of the proxy: `X-Forwarded-For`, of which the last
part that is no proxy's counts, and `X-Forwarded-Proto`, which has to say "https". What stands before it, whoever asks may
have written: where it is no address, nobody's counts. Whoever comes past the proxy is refused. The host's name is the proxy's
business to pass on (`Host`).
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.serve.shared.listening import Network

PAST = "This page is reached through its proxy alone."
UNSAFE = "This page is reached over https alone."


class Proxied:
    """`app` behind proxies of these networks."""

    def __init__(self, app: ASGIApp, networks: Collection[Network]) -> None:
        self.app, self._networks = app, tuple(networks)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        client, headers = scope.get("client"), Headers(scope=scope)
        if client is None or not self._is_proxy(client[0]):
            await PlainTextResponse(PAST, 403, SAFE)(scope, receive, send)
            return
        if headers.get("x-forwarded-proto", "").strip().lower() != "https":
            await PlainTextResponse(UNSAFE, 403, SAFE)(scope, receive, send)
            return
        real = self._asking(headers.getlist("x-forwarded-for")) or client[0]
        await self.app({**scope, "scheme": "https", "client": (real, 0)}, receive, send)

    def _asking(self, said: list[str]) -> str | None:
        parts = [part.strip() for line in said for part in line.split(",")]
        last = next((part for part in reversed(parts) if part and not self._is_proxy(part)), "")
        return last if _address(last) else None

    def _is_proxy(self, said: str) -> bool:
        found = _address(said)
        return found is not None and any(found in network for network in self._networks)


SAFE = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


def _address(said: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(said)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
