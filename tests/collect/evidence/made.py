"""Captures as collecting makes them."""

import gzip
import hashlib
from datetime import UTC, datetime

from sayso.types import Capture, Exchange

AT = datetime(2026, 1, 7, 12, 30, 5, 123456, tzinfo=UTC)


def clock() -> datetime:
    return AT


def capture(body: bytes, address: str = "reports/a.txt", exchange: Exchange | None = None) -> Capture:
    return Capture(address, AT, "text/plain", hashlib.sha256(body).hexdigest(), body, exchange=exchange)


def exchange(payload: bytes, headers: bytes = b"", server: str | None = "203.0.113.7") -> Exchange:
    request = b"GET /a HTTP/1.1\r\nHost: news.example\r\n\r\n"
    return Exchange(request, b"HTTP/1.1 200 OK\r\nX-Odd:   spaced \r\n" + headers + b"\r\n", payload, server)


def fetched(body: bytes, address: str = "https://news.example/a") -> Capture:
    return capture(body, address, exchange(gzip.compress(body), b"Content-Encoding: gzip\r\n"))
