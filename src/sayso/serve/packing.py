"""Compressed answers, for whoever takes them, and for nobody else."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

ACCEPTED = b"accept-encoding"


def takes_gzip(accepted: str) -> bool:
    """As RFC 9110, 12.5.3: named, and not with a weight of nothing. `*` speaks for what is not named."""
    weights = dict(_weighted(one) for one in accepted.lower().split(","))
    weight = weights.get("gzip", weights.get("*", "0"))
    return weight.strip("0.") != "" or not weight


class Packing(GZipMiddleware):
    """Starlette's own looks for the letters alone: `gzip;q=0` would be packed, with the tag of the plain bytes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not takes_gzip(Headers(scope=scope).get("accept-encoding", "")):
            plain = [header for header in scope["headers"] if header[0].lower() != ACCEPTED]
            scope = {**scope, "headers": plain}
        await super().__call__(scope, receive, send)


def _weighted(one: str) -> tuple[str, str]:
    """Name and weight; "" for none, which is all of it."""
    name, _, weight = one.partition(";")
    return name.strip(), weight.strip().removeprefix("q=").strip()
