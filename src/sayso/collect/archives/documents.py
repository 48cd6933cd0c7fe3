"""Which payloads are documents: by the media type that was told, and by what the bytes are where that says little."""

from __future__ import annotations

from urllib.parse import urlsplit

from sayso.collect import sniff
from sayso.collect.net.content_type import essence

TOLD = {"text/html": sniff.HTML, "application/xhtml+xml": sniff.HTML, "application/json": sniff.JSON}
UNTOLD = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/x-unknown-content-type", "unknown/unknown"}
)
KINDS = {"image": "picture", "audio": "sound", "video": "film", "font": "font", "text/css": "style"}
SCRIPT = ("javascript", "ecmascript", "wasm")
ROBOTS = "/robots.txt"


def media_type(content_type: str, url: str, body: bytes) -> str | None:
    """The media type of a document, or None for what is none. `body` is decoded; its beginning is enough."""
    told = essence(content_type)
    if sniff.is_pdf(body):
        return sniff.PDF
    if sniff.binary(body) or _is_robots(url):
        return None
    if told == "text/plain":
        return sniff.media_type("", body)
    if told in UNTOLD:
        found = sniff.media_type("", body)
        return found if found == sniff.HTML else None
    return TOLD.get(told)


def may_be(content_type: str, url: str) -> bool:
    """Can it be a document, as far as it tells before its body is looked at?"""
    told = essence(content_type)
    return (told in TOLD or told in UNTOLD or told in {"text/plain", sniff.PDF}) and not _is_robots(url)


def kind(content_type: str, url: str) -> str:
    """In a word, what something that is no document is."""
    told = essence(content_type)
    if _is_robots(url):
        return "robots.txt"
    if any(word in told for word in SCRIPT):
        return "script"
    return KINDS.get(told) or KINDS.get(told.partition("/")[0]) or "other content"


def _is_robots(url: str) -> bool:
    try:
        return urlsplit(url).path == ROBOTS
    except ValueError:
        return False
