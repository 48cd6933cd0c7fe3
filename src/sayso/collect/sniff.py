"""What some bytes are: which kind of binary file, or which media type."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from pathlib import Path

TEXT = "text/plain"
HTML = "text/html"
JSON = "application/json"
JSON_LINES = "application/jsonl"

BY_SUFFIX = {
    ".txt": TEXT,
    ".htm": HTML,
    ".html": HTML,
    ".xhtml": HTML,
    ".json": JSON,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
}

MAGIC = (
    (b"%PDF-", "a PDF document"),
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
HEAD = 4_096
"""Bytes that are looked at for markup and for NULs at every second place."""


def binary(body: bytes) -> str | None:
    """What a body that is not text is ("a PDF document"), or None for text."""
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
    """By the suffix of the file's name, and where that says nothing by its content."""
    return BY_SUFFIX.get(Path(path).suffix.lower()) or _by_content(body)


def _by_content(body: bytes) -> str:
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if MARKUP.match(start[:HEAD]):
        return HTML
    if start[:1] in (b"{", b"["):
        return _json_type(start)
    return TEXT


def _json_type(body: bytes) -> str:
    """JSON where the whole is an object or an array of objects, JSON lines where the first line is an object."""
    value = _parsed(body)
    if isinstance(value, dict) or (isinstance(value, list) and value and all(isinstance(item, dict) for item in value)):
        return JSON
    return JSON_LINES if isinstance(_parsed(body.split(b"\n", 1)[0]), dict) else TEXT


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
