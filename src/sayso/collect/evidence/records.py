"""The records of a capture as bytes, written by warcio: each is a gzip member of its own, so that it is read without the rest.

The first record of a capture gives its body; those that belong to it follow and name it in `WARC-Concurrent-To`. Digests are
SHA-256 in hex, as the ledger writes them; RFC 3548 has base 16, and warcio and FastWARC check it as they check base 32.
"""

from __future__ import annotations

import hashlib
import io
import ipaddress
import re
import uuid
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso import __version__
from sayso.collect.evidence.content import body_of
from sayso.collect.evidence.target import target
from sayso.types import Capture, Exchange

VERSION = "WARC/1.1"
GZIP = 31
"""`wbits` of zlib for a gzip member."""
LEVEL = 6
MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
Header = tuple[str, str]
RandomBytes = Callable[[int], bytes]


def members(capture: Capture, random_bytes: RandomBytes) -> Iterator[bytes]:
    """The gzip members to write, in order. From the first of them, `content.body_of` gives exactly `capture.body`."""
    id, exchange = record_id(random_bytes), capture.exchange
    if exchange is None:
        yield _resource(capture, id)
        return
    block = exchange.head + exchange.payload
    if not _gives(block, capture):
        yield _resource(capture, id)
        concurrent, id = id, record_id(random_bytes)
        yield _response(capture, exchange, block, id, [("WARC-Concurrent-To", concurrent)])
    else:
        yield _response(capture, exchange, block, id, [])
    if exchange.request:
        yield _request(capture, exchange, record_id(random_bytes), id)


def warcinfo(name: str, at: datetime, random_bytes: RandomBytes) -> bytes:
    """The first record of the file `name`: by what it was made. It names neither machine nor person."""
    fields = f"software: sayso/{__version__}\r\nformat: WARC File Format 1.1\r\n"
    fields += "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
    headers = [*first_headers("warcinfo", record_id(random_bytes), at), ("WARC-Filename", name)]
    return member("warcinfo", headers, "application/warc-fields", fields.encode())


def member(kind: str, headers: list[Header], media_type: str, block: bytes) -> bytes:
    """One record as one gzip member."""
    return compressed(kind, [*headers, ("WARC-Block-Digest", digest(block))], media_type, block, LEVEL)


def compressed(kind: str, headers: list[Header], media_type: str, block: bytes, level: int) -> bytes:
    """The same, with `headers` alone. warcio adds type and length of the block."""
    told = StatusAndHeaders("", list(headers), protocol=VERSION)
    record = ArcWarcRecord("warc", kind, told, io.BytesIO(block), None, media_type, len(block))
    out = _Member(level)
    _Writer(out, gzip=False, warc_version=VERSION).write_record(record)
    return out.whole()


def record_id(random_bytes: RandomBytes) -> str:
    return f"<urn:uuid:{uuid.UUID(bytes=random_bytes(16), version=4)}>"


def digest(block: bytes) -> str:
    return f"sha256:{hashlib.sha256(block).hexdigest()}"


def _gives(block: bytes, capture: Capture) -> bool:
    """Does the response as received give the body? Not where it is part of it, or encoded in a way that is not undone here."""
    try:
        return body_of("response", block, len(capture.body)) == capture.body
    except ValueError:
        return False


def _resource(capture: Capture, id: str) -> bytes:
    kind = capture.media_type if MEDIA_TYPE.fullmatch(capture.media_type, re.ASCII) else "application/octet-stream"
    payload = ("WARC-Payload-Digest", digest(capture.body))
    return member("resource", [*_about("resource", id, capture), payload], kind, capture.body)


def _response(capture: Capture, exchange: Exchange, block: bytes, id: str, more: list[Header]) -> bytes:
    headers = [*_about("response", id, capture), *more, *_server(exchange)]
    headers.append(("WARC-Payload-Digest", digest(exchange.payload)))
    return member("response", headers, "application/http; msgtype=response", block)


def _request(capture: Capture, exchange: Exchange, id: str, response: str) -> bytes:
    headers = [*_about("request", id, capture), ("WARC-Concurrent-To", response), *_server(exchange)]
    return member("request", headers, "application/http; msgtype=request", exchange.request)


def _server(exchange: Exchange) -> list[Header]:
    try:
        return [("WARC-IP-Address", str(ipaddress.ip_address(exchange.server or "")))]
    except ValueError:
        return []


def _about(kind: str, id: str, capture: Capture) -> list[Header]:
    return [*first_headers(kind, id, capture.fetched_at), ("WARC-Target-URI", target(capture.address))]


def first_headers(kind: str, id: str, at: datetime) -> list[Header]:
    date = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")
    return [("WARC-Type", kind), ("WARC-Record-ID", id), ("WARC-Date", date)]


class _Writer(WARCWriter):  # type: ignore[misc]
    def ensure_digest(self, record: ArcWarcRecord, block: bool = True, payload: bool = True) -> None:
        """Ours are there already; warcio's would be SHA-1, and of the whole block where there is a payload."""


class _Member:
    """What warcio writes to. Our own, because warcio's always compresses at level 9, which takes twice the time."""

    def __init__(self, level: int) -> None:
        self._engine = zlib.compressobj(level, wbits=GZIP)
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        self._parts.append(self._engine.compress(data))

    def flush(self) -> None:
        """At the end of a record; the member is ended by `whole`."""

    def whole(self) -> bytes:
        return b"".join([*self._parts, self._engine.flush()])
