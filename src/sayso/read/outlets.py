"""Who published, from what a document says: a host, a name, or the address of the page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sayso.types import Outlet

HOST = re.compile(r"(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}", re.IGNORECASE)
SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "go", "gob", "mil", "ne", "net", "nom", "or", "org"})
"""Labels under which a country's registry sells names: example.co.uk is one outlet, not a part of co.uk."""
HOSTED = frozenset(
    f"{name}.com" for name in ("blogspot", "livejournal", "medium", "substack", "tumblr", "weebly", "wixsite", "wordpress")
) | {"ghost.io", "github.io"}
"""Under these whoever wants has a name: two newsletters are two outlets."""
LONGEST_NAME = 200


def outlet(publisher: object, url: str | None) -> Outlet | None:
    """The outlet of a publisher (a host or a name) and an address, either of which may be missing or make no sense."""
    name = " ".join(publisher.split())[:LONGEST_NAME] if isinstance(publisher, str) else ""
    host = host_of(url) or host_of(name)
    if host:
        registered = registrable(host)
        return Outlet(registered, registered if not name or host_of(name) else name, site=host)
    slug = re.sub(r"\W+", "-", name.lower()).strip("-")
    return Outlet(slug, name) if slug else None


def host_of(address: str | None) -> str | None:
    """The host of a web address, or of a bare host name; lower case."""
    if not address:
        return None
    try:
        host = urlsplit(address).hostname if "//" in address else address.partition("/")[0].lower()
    except ValueError:  # brackets that are no IPv6 address
        return None
    return host if host and HOST.fullmatch(host) else None


def registrable(host: str) -> str:
    """The part of a host that somebody registered: news.example.co.uk → example.co.uk.

    By rule rather than by the Public Suffix List, which takes longer to load than a report takes to read.
    """
    labels = host.split(".")
    sold = len(labels) > 1 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    hosted = ".".join(labels[-2:]) in HOSTED and labels[-3:-2] != ["www"]
    keep = 3 if len(labels) > 2 and (sold or hosted) else 2
    return ".".join(labels[-keep:])
