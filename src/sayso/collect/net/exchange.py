"""One request and its answer, over a connection of its own. Redirects, politeness and rules are for those who ask."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import cast

import httpcore2

from sayso import limits
from sayso.collect.net.addresses import SHOWN, Address
from sayso.collect.net.backend import Backend
from sayso.collect.net.decompress import EncodingError, TooLargeError, decoded
from sayso.collect.net.message import HEAD_END
from sayso.collect.net.stream import HeadTooLongError, Watched
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.types import Exchange

INTERIM = re.compile(rb"HTTP/1\.[01] 1[0-9][0-9]\b")
TRANSFER = re.compile(rb"^transfer-encoding(?=[ \t]*:)", re.IGNORECASE | re.MULTILINE)
PARTIAL = 206
GRACE = 0.5
"""Seconds that a server which says that it closes is given to do so, to see whether it sends more than it announced."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` in their order, names in lower case; `body` is decoded, and empty for every status but 2xx."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    exchange: Exchange

    def header(self, name: str) -> str | None:
        """Its first value, without white space around it."""
        return next((value.strip() for key, value in self.headers if key == name), None)


def ask(
    address: Address,
    backend: Backend,
    tls: ssl.SSLContext | None,
    headers: Mapping[str, str],
    max_bytes: int,
    content: bytes | None = None,
    whole: bool = True,
) -> Answer:
    """A GET, or with content a POST. Raises SaysoError E070 refused, E071 no answer, E072 broken or cut, E074 too large.

    `whole=False` takes the first `max_bytes` of a body that is larger.
    """
    length = {} if content is None else {"Content-Length": str(len(content))}
    request = httpcore2.Request(
        "GET" if content is None else "POST",
        httpcore2.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target),
        headers=[("Host", address.site), *headers.items(), *length.items(), ("Connection", "close")],
        content=content,
    )
    origin = request.url.origin
    with _told(address), httpcore2.HTTPConnection(origin, ssl_context=tls, network_backend=backend) as connection:
        response = connection.handle_request(request)
        return _answer(response, max_bytes, whole)


def _answer(response: httpcore2.Response, max_bytes: int, whole: bool) -> Answer:
    stream = cast(Watched, response.extensions["network_stream"])
    stream.in_head = False
    head, length = _head(bytes(stream.begun))
    headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers)
    payload = body = b""
    if 200 <= response.status < 300:
        if response.status == PARTIAL:
            raise EncodingError("a part of it, which was not asked for")
        payload = _payload(response, max_bytes, whole)
        if whole:
            _end(response, stream, length, dict(headers))
        body = decoded(payload, ",".join(value for name, value in headers if name == "content-encoding"), max_bytes)
    exchange = Exchange(bytes(stream.sent), TRANSFER.sub(b"X-Crawler-Transfer-Encoding", head), payload, stream.server)
    return Answer(response.status, headers, body, exchange)


def _payload(response: httpcore2.Response, max_bytes: int, whole: bool) -> bytes:
    pieces, size = [], 0
    for piece in response.iter_stream():
        size += len(piece)
        if size > max_bytes and whole:
            raise TooLargeError(max_bytes)
        pieces.append(piece)
        if size > max_bytes:
            break
    return b"".join(pieces)[:max_bytes]


def _end(response: httpcore2.Response, stream: Watched, head: int, headers: Mapping[str, str]) -> None:
    """A server that sends more than it announced is not believed: which of both is the page?"""
    announced = headers.get("content-length")
    if announced is None or "transfer-encoding" in headers:
        return
    closes = headers.get("connection", "").lower() == "close" or response.extensions["http_version"] == b"HTTP/1.0"
    if closes or stream.get_extra_info("is_readable"):
        with suppress(httpcore2.ReadTimeout, httpcore2.ReadError):
            stream.read(1, timeout=GRACE)
    if stream.received > head + int(announced.split(",")[0]):
        raise EncodingError("longer than it announced")


def _head(received: bytes) -> tuple[bytes, int]:
    """The status line and headers of the answer, and where they end; interim answers (100, 103) before them are passed over."""
    start = 0
    while found := HEAD_END.search(received, start):
        if not INTERIM.match(received, start):
            return received[start : found.end()], found.end()
        start = found.end()
    return received[start:], len(received)


@contextmanager
def _told(address: Address) -> Iterator[None]:
    """What can go wrong on the way, as the one error of Sayso that it is."""
    shown = short(address.asked)
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise SaysoError("E071", address=shown, detail=str(error) or "it took too long") from error
    except (httpcore2.NetworkError, UnicodeError) as error:
        raise SaysoError("E071", address=shown, detail=short(str(error))) from error
    except HeadTooLongError as error:
        raise SaysoError("E072", address=shown, detail=f"headers of more than {limits.MAX_HEAD_BYTES:,} bytes") from error
    except TooLargeError as error:
        raise SaysoError("E074", address=shown, limit=f"{error.limit:,}") from error
    except (EncodingError, httpcore2.ProtocolError) as error:
        raise SaysoError("E072", address=shown, detail=short(str(error))) from error


def short(text: str) -> str:
    """One printable line of no more than `SHOWN` characters, for what a server or an address says."""
    line = printable(text.encode("utf8", "replace").decode("utf8"))
    return line if len(line) <= SHOWN else line[:SHOWN] + "…"
