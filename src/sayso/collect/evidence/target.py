"""The address of a capture as `WARC-Target-URI` (RFC 3986): one line of ASCII, whatever the name of a file held."""

from __future__ import annotations

import os
import re
from urllib.parse import quote

URL = re.compile(r"https?://", re.IGNORECASE)
PASTED = re.compile(r"pasted-[0-9a-f]+")
STANDARD_INPUT = "-"
IN_URL = "!#$%&'()*+,/:;=?@[]~"
"""What is left as it is in a URL, beside letters, digits and `_.-`."""


def target(address: str) -> str:
    """A URL as it is but for what no URL may hold; a path as `file:` and the path, quoted; input without a name as a URN."""
    if URL.match(address):
        return quote(_bytes(address), safe=IN_URL)
    if address == STANDARD_INPUT:
        return "urn:sayso:stdin"
    if PASTED.fullmatch(address):
        return f"urn:sayso:paste:{address.removeprefix('pasted-')}"
    return "file:" + quote(_bytes(address), safe="/#")


def _bytes(address: str) -> bytes:
    """The name as the system has it. One with other lone surrogates is no name of a file, but may be in a hostile archive."""
    try:
        return os.fsencode(address)
    except UnicodeEncodeError:
        return address.encode("utf8", "replace")
