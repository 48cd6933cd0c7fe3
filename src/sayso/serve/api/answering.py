"""From a question to an answer: its ETag first, then the bytes that are there, and only then the work.

An answer is a function of the entries, of what is kept of them, of the table of outlets, of this version and of the question.
All of these are in the ETag (RFC 9110, 8.8.3), so that who has the answer already is told so without any work. It is strong: as
packed bytes it is another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from fastapi import Request
from fastapi.responses import Response

from sayso import __version__
from sayso.ledger.append import Head
from sayso.read.outlets_in_use import in_use
from sayso.serve.api.answers import Told
from sayso.serve.api.asking import Asks
from sayso.serve.desk import Desk
from sayso.serve.packing import takes_gzip

JSON = "application/json"
PACKED = "-gzip"
DIGITS = 32
KEEP = "private, no-cache"
"""May be kept by whoever asked, and is asked for again each time: mostly it is the same."""


def answered(request: Request, at: Desk, asks: Asks, make: Callable[[], Told], also: str = "") -> Response:
    """`also`: what the answer depends on besides the question: a day."""
    state = at.looks.now()
    path = request.scope["path"]  # as it was sent: an address that was put together again has lost what sets two names apart
    question = f"{(path, sorted(asks.asked.items()), also)!r}"
    tag = _tag(state, question)
    if had := _had(request, tag):
        return Response(status_code=304, headers=_headers(had))

    def settled() -> Told:
        """A view of a large ledger to which something has just come may be the one before: that has no tag."""
        told = make()
        return told if told.made_from == state[0] else replace(told, settled=False)

    told = at.answers.of(state, question, settled)
    if not told.settled:
        return Response(told.body, headers={"Cache-Control": "no-store", **_link(told)}, media_type=JSON)
    return _whole(request, told, tag)


def _whole(request: Request, told: Told, tag: str) -> Response:
    packed = told.packed if takes_gzip(request.headers.get("accept-encoding", "")) else None
    if packed is None:
        return Response(told.body, headers={**_headers(tag), **_link(told)}, media_type=JSON)
    encoded = {**_headers(tag + PACKED), **_link(told), "Content-Encoding": "gzip"}
    return Response(packed, headers=encoded, media_type=JSON)


def _tag(state: tuple[Head, object], question: str) -> str:
    whole = f"{__version__}\n{in_use().version}\n{state}\n{question}"
    return hashlib.sha256(whole.encode("utf8", "surrogatepass")).hexdigest()[:DIGITS]


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": f'"{tag}"', "Cache-Control": KEEP, "Vary": "Accept-Encoding, Authorization, Cookie"}


def _link(told: Told) -> dict[str, str]:
    """RFC 8288."""
    return {"Link": f'<{told.next}>; rel="next"'} if told.next else {}


def _had(request: Request, tag: str) -> str:
    """The tag of the bytes that whoever asks has already, plain or packed; "" where these are others. `*` asks whether there is
    any answer at all, which is known only after the work: it is passed over."""
    listed = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    return next((one for one in (tag, tag + PACKED) if f'"{one}"' in listed), "")
