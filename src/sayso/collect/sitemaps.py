"""Sitemaps (sitemaps.org, protocol 0.9), their indexes, and Google's news sitemaps (schema sitemap-news 0.9).

Read as a stream of events that keeps no tree, so that memory grows with what is taken and not with what is sent.
"""

from __future__ import annotations

import zlib
from urllib.parse import urlsplit

from sayso import limits
from sayso.collect import listed_dates, xml_text
from sayso.collect.listed import Item, Sitemap, once, plain, web_address
from sayso.errors import SaysoError

ROOTS = frozenset({"urlset", "sitemapindex"})
GZIP = b"\x1f\x8b"
HOLDERS = frozenset({"url", "sitemap"})
TOLD = frozenset({"loc", "lastmod", "publication_date", "title", "language"})
SITEMAP_NAMESPACE, NEWS_NAMESPACE = "sitemaps.org/schemas/sitemap", "google.com/schemas/sitemap-news"
AT_ONCE = 65_536
"""Bytes that the parser gets before it is asked whether it has enough."""
LONGEST = 4_096
"""Characters of one value."""


def is_sitemap(head: bytes, media_type: str) -> bool:
    """Is it a sitemap or an index of sitemaps, by its first bytes, which may be gzip's? What `media_type` says is too little."""
    if head.startswith(GZIP):
        head = _first_of_gzip(head)
    return xml_text.root(xml_text.text_of(head)) in ROOTS


def sitemap(body: bytes, base: str | None, encoding: str | None = None) -> Sitemap:
    """What the sitemap lists. `base` is its own address: entries of another site are refused, as the protocol has it.

    Raises SaysoError E077 where it is no sitemap, is compressed to more than `limits.MAX_SITEMAP_BYTES`, or declares entities.
    """
    try:
        text = xml_text.text_of(_unpacked(body), encoding)
        name = xml_text.root(text)
        if name not in ROOTS:
            raise ValueError("it is a web page" if name == "html" else "it is no sitemap")
        return _read(xml_text.plain_xml(text).encode("utf-8"), base)
    except ValueError as error:
        raise SaysoError("E077", path=base or "the sitemap", detail=str(error)) from error


def same_site(address: str, base: str | None) -> bool:
    """Is it of the host of `base`? "www." before a host makes no other site; without `base` there is no site to be of."""
    return base is None or _host(address) == _host(base)


def _read(document: bytes, base: str | None) -> Sitemap:
    from lxml import etree

    target = _Target(base)
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
    parser = etree.XMLParser(target=target, **options)
    note: str | None = None
    try:
        for at in range(0, len(document), AT_ONCE):
            parser.feed(document[at : at + AT_ONCE])
            if target.taken >= limits.MAX_SITEMAP_ENTRIES:
                break
        else:
            parser.close()
    except etree.XMLSyntaxError as error:
        if not target.taken:
            raise ValueError("it is broken: " + (plain(error.msg) or "no XML")) from error
        note = f"it is broken after {target.taken:,} entries"
    if target.left or target.taken >= limits.MAX_SITEMAP_ENTRIES:
        note = f"only its first {limits.MAX_SITEMAP_ENTRIES:,} entries were taken"
    return Sitemap(once(target.entries), tuple(dict.fromkeys(target.further)), target.refused, note)


class _Target:
    """Gets lxml's events."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.entries: list[Item] = []
        self.further: list[str] = []
        self.refused = 0
        self.left = False
        self._holder = ""
        self._told: dict[str, str] = {}
        self._name = ""
        self._depth = 0

    @property
    def taken(self) -> int:
        return len(self.entries) + len(self.further) + self.refused

    def start(self, tag: str, attributes: object) -> None:
        self._depth += 1
        if self._depth > limits.MAX_NESTING:
            raise ValueError(f"its elements are nested more than {limits.MAX_NESTING} deep")
        namespace, name = _parted(tag)
        if name in HOLDERS and not self._holder:
            self._holder, self._told = name, {}
        known = not namespace or SITEMAP_NAMESPACE in namespace or NEWS_NAMESPACE in namespace
        self._name = name if name in TOLD and known else ""

    def data(self, text: str) -> None:
        if self._name and self._holder:
            self._told[self._name] = (self._told.get(self._name, "") + text)[:LONGEST]

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._name = ""
        if _parted(tag)[1] == self._holder and self._holder:
            self._take(self._holder, self._told)
            self._holder = ""

    def close(self) -> None:
        """lxml asks for it."""

    def _take(self, holder: str, told: dict[str, str]) -> None:
        if self.taken >= limits.MAX_SITEMAP_ENTRIES:
            self.left = True
            return
        address = web_address(told.get("loc"), self.base)
        if address is None or not same_site(address, self.base):
            self.refused += 1
        elif holder == "sitemap":
            self.further.append(address)
        else:
            published, changed = (listed_dates.iso(told.get(name)) for name in ("publication_date", "lastmod"))
            self.entries.append(Item(address, plain(told.get("title")), published, changed, None, plain(told.get("language"))))


def _parted(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.rpartition("}")
    return namespace.lower(), name.lower()


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.").rstrip(".")


def _unpacked(body: bytes) -> bytes:
    """What gzip holds, where it is gzip; a sitemap is often served so. Raises ValueError where it is too much, or broken."""
    if not body.startswith(GZIP):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        out = unpacker.decompress(body, limits.MAX_SITEMAP_BYTES + 1)
    except zlib.error as error:
        raise ValueError("it is broken gzip") from error
    if len(out) > limits.MAX_SITEMAP_BYTES:
        raise ValueError(f"it unpacks to more than {limits.MAX_SITEMAP_BYTES:,} bytes")
    return out


def _first_of_gzip(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, xml_text.HEAD)
    except zlib.error:
        return b""
