"""Archives for the tests: records, files of them, and what comes of reading them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
from collections.abc import Sequence

from sayso.collect.archives import warc
from sayso.collect.archives.tally import Tally
from sayso.types import Capture, Unreadable

PAGE = b"<!doctype html><title>Fire</title><p>Two people died in the fire, police said."
URL = "http://news.example/fire"


def sha1(body: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()


def record(kind: str, block: bytes, uri: str = URL, digest: str = "sha1", **more: str) -> bytes:
    """`digest`: of which kind that of the block is; none where it is empty."""
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Date": "2022-01-07T12:00:00Z",
        "WARC-Target-URI": uri,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    if digest:
        headers["WARC-Block-Digest"] = sha1(block)
    headers.update({name.replace("_", "-"): value for name, value in more.items()})
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def response(body: bytes = PAGE, uri: str = URL, content_type: str = "text/html", extra: str = "", **more: str) -> bytes:
    return record("response", answer(body, content_type, extra), uri, **more)


def answer(body: bytes, content_type: str = "text/html", extra: str = "", status: int = 200) -> bytes:
    return f"HTTP/1.1 {status} OK\r\nContent-Type: {content_type}\r\n{extra}\r\n".encode() + body


def request(uri: str = URL) -> bytes:
    return record("request", b"GET /fire HTTP/1.1\r\nHost: news.example\r\n\r\n", uri)


def zipped(records: Sequence[bytes]) -> bytes:
    """Each record its own gzip member, as the standard wants it."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def read(archive: bytes, limit: int = 1_000_000, tally: Tally | None = None) -> list[Capture | Unreadable]:
    return [given.capture for given in warc.captures(io.BytesIO(archive), "a.warc", limit, tally or Tally())]


def whole(found: Sequence[Capture | Unreadable]) -> list[Capture]:
    return [one for one in found if isinstance(one, Capture)]


def broken(found: Sequence[Capture | Unreadable]) -> list[Unreadable]:
    return [one for one in found if isinstance(one, Unreadable)]
