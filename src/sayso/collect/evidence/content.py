"""The body in a record's block: the head of HTTP taken off, its chunks joined, its content encoding undone, within a limit."""

from __future__ import annotations

import re
import zlib

HEAD_END = re.compile(rb"\r?\n\r?\n")
GZIP_OR_ZLIB = 47
"""`wbits` of zlib by which it finds out itself which of the two it is given."""
RAW = -15


def body_of(kind: str, block: bytes, limit: int) -> bytes:
    """The body that a record of `kind` gives, of at most `limit` bytes. ValueError where there is none."""
    if kind != "response":
        return block
    end = HEAD_END.search(block)
    if end is None:
        raise ValueError("a response without an end of its head")
    head, payload = block[: end.start()], block[end.end() :]
    if b"chunked" in _header(head, b"transfer-encoding"):
        payload = _joined(payload)
    return _decoded(payload, _header(head, b"content-encoding"), limit)


def _header(head: bytes, name: bytes) -> bytes:
    """The value of the last header `name`, in lower case; empty where there is none."""
    found = re.findall(rb"^%s[ \t]*:[ \t]*([^\r\n]*)" % name, head, re.IGNORECASE | re.MULTILINE)
    return found[-1].strip().lower() if found else b""


def _joined(payload: bytes) -> bytes:
    """Chunks of RFC 9112 7.1 joined. What is no series of chunks was joined before it was kept, and is given as it is."""
    parts, at = list[bytes](), 0
    while size := re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]*\r\n").match(payload, at):
        length, start = int(size[1], 16), size.end()
        if length == 0:
            return b"".join(parts)
        if payload[start + length : start + length + 2] != b"\r\n":
            break
        parts.append(payload[start : start + length])
        at = start + length + 2
    return payload


def _decoded(payload: bytes, encoding: bytes, limit: int) -> bytes:
    if encoding in (b"", b"identity"):
        return payload
    if encoding in (b"gzip", b"x-gzip"):
        return _inflated(payload, GZIP_OR_ZLIB, limit)
    if encoding == b"deflate":
        try:
            return _inflated(payload, GZIP_OR_ZLIB, limit)
        except ValueError:
            return _inflated(payload, RAW, limit)  # many servers leave the frame of zlib away
    raise ValueError(f"a content encoding that is not undone here: {encoding!r}")


def _inflated(payload: bytes, bits: int, limit: int) -> bytes:
    engine = zlib.decompressobj(wbits=bits)
    try:
        body = engine.decompress(payload, limit + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if len(body) > limit:
        raise ValueError(f"more than {limit:,} bytes")
    return body
