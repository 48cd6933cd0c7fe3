"""The feeds that a page names in its head: `<link rel="alternate" type="application/rss+xml" href="…">` (HTML, link types)."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.collect import xml_text
from sayso.collect.listed import web_address

TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
LOOKED_AT = 500_000
"""Bytes of a page in which its head ends, even where it carries its style sheets."""
MOST = 20


def linked_feeds(page: bytes | str, base: str | None) -> tuple[str, ...]:
    """Addresses of the page's feeds, http and https only, each once in order; at most `MOST`."""
    from lxml import etree

    text = xml_text.text_of(page[:LOOKED_AT]) if isinstance(page, bytes) else page[:LOOKED_AT]
    target = _Target(base)
    parser = etree.HTMLParser(target=target, no_network=True, huge_tree=False)
    try:
        parser.feed(text.encode("utf-8", "replace").decode("utf-8"))
        parser.close()
    except (etree.LxmlError, ValueError, AssertionError):  # what was found until then counts
        pass
    return tuple(target.found)[:MOST]


class _Target:
    """Gets lxml's events."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.found: dict[str, None] = {}

    def start(self, tag: object, attributes: Mapping[str, str]) -> None:
        if tag == "base":
            self.base = web_address(attributes.get("href"), self.base) or self.base
        elif tag == "link" and "alternate" in attributes.get("rel", "").lower().split():
            type = attributes.get("type", "").lower().split(";")[0].strip()
            address = web_address(attributes.get("href"), self.base) if type in TYPES else None
            if address:
                self.found[address] = None

    def end(self, tag: object) -> None:
        """lxml asks for it."""

    def close(self) -> None:
        """lxml asks for it."""
