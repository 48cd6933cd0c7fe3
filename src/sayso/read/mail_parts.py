"""The parts of a mail (MIME, RFC 2045), and its header decoded. The email package raises much on broken mail; this does not."""

from __future__ import annotations

import email.message
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header
from email.utils import parseaddr

from sayso.collect import sniff
from sayso.printable import printable

UNTOLD = "application/octet-stream"
BY_SUFFIX = {".txt": sniff.TEXT, ".htm": sniff.HTML, ".html": sniff.HTML, ".pdf": sniff.PDF, ".eml": sniff.MAIL}
FORWARDED = "message/rfc822"
ALTERNATIVES = frozenset({"multipart/alternative", "multipart/related"})
LONGEST_HEADER = 2_000

BOUNDARY = re.compile(rb"boundary\s{0,10}=", re.IGNORECASE)
MOST_DASHES = 20_000
"""Lines that may divide parts: they begin with two dashes. This many take a second or two."""
MOST_WORK = 20_000_000
"""Lines times boundaries: each line is compared with each boundary around it. This many take some seven seconds."""

Message = email.message.Message


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of the tree of parts. `name` is its file's name. `alternative`: it says what another says, or belongs to one."""

    media_type: str
    body: bytes
    name: str | None = None
    attached: bool = False
    alternative: bool = False
    charset: str | None = None
    flowed: bool = False


class _Short(policy.Compat32):
    """Headers are cut before the email package takes them apart, for which it needs time that grows with the square."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]


def parsed(body: bytes) -> Message | None:
    """None where it has more parts, or parts within parts, than can be taken apart in good time."""
    boundaries = len(BOUNDARY.findall(body))
    if body.count(b"\n--") > MOST_DASHES or boundaries * body.count(b"\n") > MOST_WORK:
        return None
    try:
        return message_from_bytes(body, policy=_Short())
    except RecursionError:
        return None


def header(message: Message, name: str) -> str | None:
    """A header's value on one line, its encoded words (RFC 2047) decoded as far as they can be."""
    return _in_letters(_raw(message, name))


def sender(message: Message) -> tuple[str | None, str]:
    """Name and address. They are parted before the name is decoded, which may hold a comma or a bracket then."""
    try:
        name, address = parseaddr(_raw(message, "from"))
    except RecursionError:  # comments within comments
        return None, ""
    return _in_letters(name), address


def _raw(message: Message, name: str) -> str:
    return " ".join(str(message.get(name, ""))[:LONGEST_HEADER].split())


def _in_letters(raw: str) -> str | None:
    try:
        pieces = [_decoded(piece, charset) for piece, charset in decode_header(raw)]
    except Exception:  # the email package has no one error for what it cannot decode
        pieces = [raw]
    return " ".join("".join(pieces).encode("utf8", "replace").decode("utf8").split()) or None


def _decoded(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "utf8", "replace")
    except LookupError:
        return piece.decode("latin-1")


def parts(message: Message) -> Iterator[Part]:
    """The leaves in their order. A mail within the mail is one."""
    stack: list[tuple[Message, bool]] = [(message, False)]
    while stack:
        one, alternative = stack.pop()
        kind = one.get_content_type()
        inner = one.get_payload()
        if isinstance(inner, list) and kind != FORWARDED:
            within = alternative or kind in ALTERNATIVES
            stack.extend((child, within) for child in reversed(inner) if isinstance(child, Message))
            continue
        yield _part(one, kind, alternative)


def _part(one: Message, kind: str, alternative: bool) -> Part:
    name, body = _name(one), _body(one)
    disposition = str(one.get("content-disposition", "")).strip().lower()
    attached = disposition.startswith("attachment") or name is not None or kind == FORWARDED
    return Part(
        _media_type(kind, name, body),
        body,
        name,
        attached,
        alternative,
        _parameter(one, "charset"),
        (_parameter(one, "format") or "").lower() == "flowed",
    )


def _media_type(kind: str, name: str | None, body: bytes) -> str:
    if sniff.is_pdf(body):
        return sniff.PDF
    if kind != UNTOLD:
        return kind
    return next((told for end, told in BY_SUFFIX.items() if name and name.lower().endswith(end)), kind)


def _body(one: Message) -> bytes:
    try:
        inner = one.get_payload()
        if isinstance(inner, list):
            return bytes(inner[0].as_bytes()) if inner and isinstance(inner[0], Message) else b""
        payload = one.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""
    except Exception:  # as above: whatever a broken part leads to, it has no content then
        return b""


def _name(one: Message) -> str | None:
    try:
        name = one.get_filename()
    except Exception:  # as above
        return None
    return printable(" ".join(name.split()))[:200] if name else None


def _parameter(one: Message, name: str) -> str | None:
    try:
        value = one.get_param(name)
    except Exception:  # as above
        return None
    return value[:40] if isinstance(value, str) else None
