"""Bytes to text: the encoding that the bytes declare, else UTF-8, else a guess that the person is told of."""

from __future__ import annotations

import codecs
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

from sayso.collect.sniff import wide
from sayso.errors import SaysoError

BYTE_ORDER_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 100_000
"""Bytes that are looked at to guess an encoding; more makes it slower and hardly surer."""
DAMAGED = 0.05
"""Damaged characters, as a share of the well-formed ones outside ASCII, up to which a text still counts as UTF-8."""


def decode(body: bytes, address: str, declared: str | None = None) -> tuple[str, str | None]:
    """The text, and a note for the person where something was guessed or damaged. Raises SaysoError E006.

    `declared` is what the document says of itself (an HTML meta charset); a byte-order mark and well-formed UTF-8 win.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return _lossy(body[len(mark) :], encoding)
    if zeros := wide(body):
        return _lossy(body, zeros)[0], f"read as {zeros}, guessed"
    try:
        return body.decode("utf-8"), None
    except UnicodeDecodeError:
        return _not_utf8(body, address, declared)


def _not_utf8(body: bytes, address: str, declared: str | None) -> tuple[str, str | None]:
    if declared and _known(declared):
        return _lossy(body, declared)
    text, note = _lossy(body, "utf-8")
    damaged = text.count("\N{REPLACEMENT CHARACTER}")
    outside_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if damaged <= DAMAGED * (outside_ascii - damaged):
        return text, note
    encoding = _guess(body)
    if encoding is None:
        raise SaysoError("E006", path=address, detail="and none fits")
    return body.decode(encoding, "replace"), f"read as {_plain_name(encoding)}, guessed"


def _known(encoding: str) -> bool:
    """Is it a text encoding that Python has? (`hex` is a codec, but not of text.)"""
    try:
        return "".encode(codecs.lookup(encoding).name) == b""
    except (LookupError, ValueError):
        return False


def _lossy(body: bytes, encoding: str) -> tuple[str, str | None]:
    text = body.decode(encoding, "replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    return text, f"read as {encoding}; {lost} damaged characters were replaced" if lost else None


def _guess(body: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:SAMPLE]).best()
    return best.encoding if best else None


def _plain_name(encoding: str) -> str:
    """The name that people know: cp1251 → windows-1251."""
    return encoding.replace("cp125", "windows-125").replace("_", "-")
