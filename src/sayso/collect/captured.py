"""From an answer of the web to a `Capture`: what it is follows from its bytes, and from what the server says of them."""

from __future__ import annotations

import hashlib

from sayso.collect import sniff
from sayso.collect.archives.documents import media_type
from sayso.collect.feeds import is_feed
from sayso.collect.net.fetched import Fetched, NotModified
from sayso.collect.sitemaps import is_sitemap
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.types import Capture


def captured(fetched: Fetched | NotModified) -> Capture:
    """The capture of an answer to somebody who knew nothing of it before, under the address after redirects.

    SaysoError E003 for what is neither a document, a container nor a listing, E004 for nothing.
    """
    assert not isinstance(fetched, NotModified)
    address, body = printable(fetched.final), fetched.body
    if not body.strip():
        raise SaysoError("E004", path=address)
    found = _media_type(fetched, address)
    if found is None:
        raise SaysoError("E003", path=address, what=sniff.binary(body) or fetched.media_type or "something else")
    digest = hashlib.sha256(body).hexdigest()
    return Capture(address, fetched.at, found, digest, body, encoding=fetched.encoding, exchange=fetched.exchange)


def _media_type(fetched: Fetched, address: str) -> str | None:
    """Of a container or listing it is what the server says: a JSON Feed is known by it."""
    told, body = fetched.media_type, fetched.body
    head = body[: sniff.HEAD]
    if sniff.container(address, head) or is_feed(head, told) or is_sitemap(head, told):
        return told
    return media_type(told, fetched.final, body)
