"""What a `Content-Type` says (RFC 9110, 8.3). It is a stranger's: what cannot be read is as if it were not there."""

from __future__ import annotations

from email.message import Message

LONGEST = 300
"""Characters that a parser is given."""
NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
"""What Python calls encodings, but no server writes pages in."""


def essence(content_type: str) -> str:
    """Type and subtype, without parameters, in lower case."""
    return content_type[:LONGEST].partition(";")[0].strip().lower()


def charset(content_type: str) -> str | None:
    """The character encoding that it names, if Python knows it."""
    message = Message()
    message["content-type"] = content_type[:LONGEST].replace("\r", " ").replace("\n", " ")
    try:
        told = (message.get_content_charset() or "").strip("'")  # quotes that no standard has, and Python reads past
        if not told or told.replace("-", "_") in NO_CHARSETS:
            return None
        "a".encode(told)
    except (LookupError, ValueError, TypeError):
        return None
    return told
