"""Bytes to text: the encoding that the bytes declare, else UTF-8, else a guess that the person is told of."""

from __future__ import annotations

import codecs
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

from sayso.collect.sniff import wide
from sayso.errors import SaysoError
from sayso.read.language import language

BYTE_ORDER_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 100_000
"""Bytes that are looked at to guess an encoding; more makes it slower and hardly surer."""
DAMAGED = 1.0
"""Damaged characters for each well-formed one outside ASCII, up to which a text still has the encoding that is tried.

In UTF-8 even a few well-formed ones are no chance: other encodings read as UTF-8 give hardly any.
"""
WESTERN = "cp1252"
NOT_OF_PAGES = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"})
"""Codecs for other things than pages: some fail on most bytes, some make other characters of plain ones."""
MOSTLY_ASCII = 0.9
"""Share of ASCII bytes of a text in a Western language, whose few other bytes tell a guesser too little."""
WESTERN_LANGUAGES = frozenset({"en", "da", "de", "es", "fi", "fr", "it", "nb", "nl", "no", "pt", "sv"})
TYPOGRAPHIC = frozenset("€‚„…†‡‰‹‘’“”•–—™›¡¿£©«®°·»½\N{NO-BREAK SPACE}")


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
    for encoding in (declared, "utf-8"):
        if encoding and _known(encoding):
            text, note = _lossy(body, encoding)
            if _fits(text):
                return text, note
    encoding = WESTERN if _is_western(body) else _guess(body)
    if encoding is None:
        raise SaysoError("E006", path=address, detail="and none fits")
    return body.decode(encoding, "replace"), f"read as {_plain_name(encoding)}, guessed"


def _fits(text: str) -> bool:
    """Is the text damaged, if at all, in few places? What a page declares may be wrong."""
    damaged = text.count("\N{REPLACEMENT CHARACTER}")
    outside_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return damaged <= DAMAGED * (outside_ascii - damaged)


def _is_western(body: bytes) -> bool:
    """Is it Western text with the quotes, dashes and letters of windows-1252, for which a guesser takes its neighbours?"""
    outside_ascii = body.translate(None, bytes(range(128)))
    if len(outside_ascii) > (1 - MOSTLY_ASCII) * len(body):
        return False
    try:
        text = body.decode(WESTERN)
    except UnicodeDecodeError:
        return False
    others = set(outside_ascii.decode(WESTERN))
    return all(c in TYPOGRAPHIC or c.islower() or c.isupper() for c in others) and _is_western_language(text)


def _is_western_language(text: str) -> bool:
    """Is the language a Western one, or the text too short to tell?"""
    name = language(text)
    return name is None or name in WESTERN_LANGUAGES


def _known(encoding: str) -> bool:
    """Is it an encoding of pages that Python has? (`hex` is a codec, but not of text; `idna` is one of host names.)"""
    try:
        name = codecs.lookup(encoding).name
        return name not in NOT_OF_PAGES and "".encode(name) == b""
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
