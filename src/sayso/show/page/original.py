"""Where a report stands on the web, as a link that may be followed; anything else is shown as the words that it is."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https"})
NEVER = frozenset("\\<>\"'`{}|^")
"""Characters of no address. A backslash is a slash to a browser and none to us: we would show another host than it goes to."""


@dataclass(frozen=True, slots=True)
class Original:
    """`href` is None for what is no address of a page: then `shown` is all there is."""

    href: str | None
    host: str
    shown: str


def original(url: str | None) -> Original | None:
    """A link only to http or https, to a host that is what it seems; None where the report tells no address."""
    if not url:
        return None
    host = _host(url)
    return Original(url if host else None, host or "", url)


def _host(url: str) -> str | None:
    if any(letter in NEVER or letter.isspace() or not letter.isprintable() for letter in url):
        return None
    try:
        parts = urlsplit(url)
        return parts.hostname if parts.scheme in SCHEMES and parts.hostname and "@" not in parts.netloc else None
    except ValueError:
        return None
