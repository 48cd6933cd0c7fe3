"""What some bytes are: which kind of binary file, or which media type."""

from __future__ import annotations

import json
import re
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from pathlib import Path

TEXT = "text/plain"
HTML = "text/html"
JSON = "application/json"
JSON_LINES = "application/jsonl"
PDF = "application/pdf"
MAIL = "message/rfc822"

WARC = "warc"
WACZ = "wacz"
MBOX = "mbox"

BY_SUFFIX = {
    ".txt": TEXT,
    ".htm": HTML,
    ".html": HTML,
    ".xhtml": HTML,
    ".json": JSON,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".pdf": PDF,
    ".eml": MAIL,
}
CONTAINERS = {".warc": WARC, ".warc.gz": WARC, ".wacz": WACZ, ".mbox": MBOX, ".mbx": MBOX}
"""Files of many documents, which are read as a stream."""

MAGIC = (
    (b"PK\x03\x04", "a zip archive, or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or film file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"WARC/1.", "a web archive"),
)
BYTE_ORDER_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE, BOM_UTF32_LE, BOM_UTF32_BE)
MARKUP = re.compile(rb"<(?:!doctype|!--|\?xml|html|head|body|article|div|section|main|p|h[1-6]|meta|title)\b", re.IGNORECASE)
WARC_BEGINS = b"WARC/1."
WACZ_CONTENT = re.compile(
    rb"datapackage(?:-digest)?\.json|archive/[^\0/]{1,200}\.warc(?:\.gz)?|(?:indexes|pages)/[\w.-]{1,200}(?:cdx|jsonl)"
)
"""Names of files that lie at the beginning of a WACZ, whatever their order."""
MBOX_BEGINS = re.compile(rb"From [^\r\n]{0,300}\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^\r\n]{1,20}\d{1,2}:\d\d[^\r\n]{0,30}\r?\n")
"""The line before each message: who sent it and when, as asctime writes it (RFC 4155)."""
BEFORE_PDF = b"\xef\xbb\xbf\r\n\t \0"
EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):")
MAIL_HEADERS = frozenset(
    {b"to", b"subject", b"date", b"message-id", b"mime-version", b"received", b"return-path", b"content-type"}
)
MAIL_HEAD = 65_536
"""Bytes of a mail's header that are looked at. Each station on the way adds some hundred."""
PARSED = 1_000_000
"""Bytes of JSON that are parsed to see what it is."""
OBJECTS = re.compile(rb"(?:\[\s{0,1000})?\{\s{0,1000}[\"}]")
HEAD = 4_096
"""Bytes that are looked at for markup and for NULs at every second place."""


def container(path: str, head: bytes) -> str | None:
    """Which sort of file of many documents it is: `WARC`, `WACZ` or `MBOX`; None for a file that is one document.

    By its content where that tells, else by its suffix, so that a damaged archive is still read as one. `head` is the first
    bytes of the file, `HEAD` of them or more.
    """
    head = head[:HEAD]
    return _container_by_content(head) or next((kind for end, kind in CONTAINERS.items() if path.lower().endswith(end)), None)


def _container_by_content(head: bytes) -> str | None:
    if head.startswith(WARC_BEGINS) or _gunzipped(head).startswith(WARC_BEGINS):
        return WARC
    if head.startswith(b"PK\x03\x04") and WACZ_CONTENT.search(head):
        return WACZ
    return MBOX if MBOX_BEGINS.match(head) else None


def _gunzipped(head: bytes) -> bytes:
    """The first bytes of a gzip member."""
    try:
        return zlib.decompressobj(31).decompress(head, len(WARC_BEGINS)) if head.startswith(b"\x1f\x8b") else b""
    except zlib.error:
        return b""


def is_pdf(body: bytes) -> bool:
    return body[:HEAD].lstrip(BEFORE_PDF).startswith(b"%PDF-")


def is_mail(body: bytes) -> bool:
    """Does it begin with nothing but header lines, among them those that only mails have?"""
    lines = EMPTY_LINE.split(body[:MAIL_HEAD], 1)[0].splitlines()
    headers = [HEADER.match(line) for line in lines if not line.startswith((b" ", b"\t"))]
    names = {match[1].lower() for match in headers if match}
    return all(headers) and b"from" in names and len(names & MAIL_HEADERS) > 1


def binary(body: bytes) -> str | None:
    """What a body that is neither text nor PDF is ("a PNG picture"), or None."""
    if is_pdf(body):
        return None
    for magic, what in MAGIC:
        if body.startswith(magic):
            return what
    if body.startswith(BYTE_ORDER_MARKS) or b"\0" not in body or wide(body):
        return None
    return "binary data"


def wide(body: bytes) -> str | None:
    """The UTF-16 in which a body without byte-order mark is written, told by zeros at every second place of Latin text."""
    head = body[:HEAD]
    low, high = head[0::2].count(0), head[1::2].count(0)
    if min(low, high) == 0 and max(low, high) > len(head) // 4:
        return "utf-16-be" if low else "utf-16-le"
    return None


def media_type(path: str, body: bytes) -> str:
    """By the suffix of the file's name, and where that says nothing by its content. What is a PDF is one under any name."""
    if is_pdf(body):
        return PDF
    told = BY_SUFFIX.get(Path(path).suffix.lower())
    return told if told and told != PDF else _by_content(body)


def _by_content(body: bytes) -> str:
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if MARKUP.match(start[:HEAD]):
        return HTML
    if start[:1] in (b"{", b"["):
        return _json_type(start)
    if is_mail(start):
        return MAIL
    return TEXT


def _json_type(body: bytes) -> str:
    """JSON where the whole is an object or an array of objects, JSON lines where the first line is an object.

    What is large is told by its beginning: parsed, it can take thirty times its size, and this is no child's work.
    """
    if len(body) > PARSED:
        return _large_json_type(body[:PARSED])
    value = _parsed(body)
    if isinstance(value, dict) or (isinstance(value, list) and value and all(isinstance(item, dict) for item in value)):
        return JSON
    return JSON_LINES if isinstance(_parsed(body.split(b"\n", 1)[0]), dict) else TEXT


def _large_json_type(start: bytes) -> str:
    first, newline, _ = start.partition(b"\n")
    if newline and isinstance(_parsed(first), dict):
        return JSON_LINES
    return JSON if OBJECTS.match(start) else TEXT


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
