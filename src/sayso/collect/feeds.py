"""A feed to the articles it lists: RSS 0.9x, 1.0, 2.0 and Atom by feedparser, JSON Feed by hand.

feedparser opens what looks like a path or an address, so it gets a stream and nothing else; and it gets well-formed XML of
bounded size and depth, because on anything else it falls back to a parser whose time grows with the square of the input.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from sayso import limits
from sayso.collect import json_feed, listed_dates, xml_text
from sayso.collect.listed import Feed, Item, once, plain, web_address
from sayso.errors import SaysoError

JSON_VERSION = re.compile(r'"version"\s{0,9}:\s{0,9}"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org(?:\\?/)version')
JSON_TYPE = "application/feed+json"
ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
SAYS_RSS = ("purl.org/rss/1.0", "purl.org/net/rss1.1", "my.netscape.com/rdf", "channel.netscape.com/rdf", "purl.org/rss/")
SAYS_ATOM = ("www.w3.org/2005/atom", "purl.org/atom/ns")
VOID = re.compile(rb"</?(?:br|hr|img|wbr)\b[^<>]*>", re.IGNORECASE)
"""HTML that has no end, in a title or text that was not escaped."""
PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
DIGITS = re.compile(r"\s{0,99}(\d{1,6})\s{0,99}")
NO_DATE = (0,) * 9
"""What feedparser takes for a date, and `listed_dates` for none."""


def is_feed(head: bytes, media_type: str) -> bool:
    """Is it a feed, by its first bytes? What the server says counts for JSON alone, whose version may stand anywhere."""
    text = xml_text.text_of(head)
    if text.lstrip()[:1] == "{":
        return media_type == JSON_TYPE or JSON_VERSION.search(text) is not None
    name, told = xml_text.root(text), text.lower()
    if name == "rdf":
        return any(mark in told for mark in SAYS_RSS)
    return name == "rss" or (name == "feed" and any(mark in told for mark in SAYS_ATOM))


def feed(body: bytes, base: str | None, media_type: str, encoding: str | None = None) -> Feed:
    """What the feed lists. `base` is the address that it came from, against which its links are read; `encoding` is what the
    transport told.

    Raises SaysoError E077 where it is no feed, declares entities of its own, is nested too deep or lists more than
    `limits.MAX_FEED_ITEMS`.
    """
    try:
        text = xml_text.text_of(body, encoding)
        if text.lstrip()[:1] == "{":
            return json_feed.feed(text, base)
        return _by_feedparser(_well_formed(text), base)
    except ValueError as error:
        raise SaysoError("E077", path=base or "the feed", detail=str(error)) from error


def _well_formed(text: str) -> bytes:
    """Raises ValueError in words where it is no feed, or one that is not to be parsed."""
    name = xml_text.root(text)
    if name not in ROOTS:
        raise ValueError("it is a web page" if name == "html" else "it is neither RSS, Atom nor JSON Feed")
    document = xml_text.plain_xml(text).encode("utf-8")
    if xml_text.fault(document) is None:
        return document
    mended = _mended(document)
    if fault := xml_text.fault(mended):
        raise ValueError(f"it is broken: {fault}")
    return mended


def _mended(document: bytes) -> bytes:
    """What libxml2 makes of a document that is not well-formed; nothing where it can make nothing of it."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        tree = etree.fromstring(VOID.sub(b" ", document), parser)
    except etree.XMLSyntaxError:
        return b""
    return b"" if tree is None else bytes(etree.tostring(tree, encoding="utf-8"))


def _by_feedparser(document: bytes, base: str | None) -> Feed:
    """`document` is well-formed UTF-8."""
    feedparser = _with_bounded_dates()
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base or ""}
    stream = io.BytesIO(document)
    try:
        found = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # third-party code on hostile input: whatever it raises, the feed is not readable
        raise ValueError(f"it cannot be parsed: {type(error).__name__}") from error
    if not found.version and not found.entries:
        raise ValueError("it is neither RSS, Atom nor JSON Feed")
    told = found.feed
    items = [_item(entry, base, told.get("language")) for entry in found.entries]
    articles = [item for item in items if item is not None]
    return Feed(plain(told.get("title")), once(articles), _ttl(told), len(items) - len(articles))


@cache
def _with_bounded_dates() -> Any:
    """feedparser, whose readers of dates get no more characters than ours: it asks the one that was registered last first, and
    the others only where that gives no nine numbers."""
    import feedparser

    feedparser.registerDateHandler(lambda text: NO_DATE if len(text) > limits.MAX_QUANTITY else None)
    return feedparser


def _item(entry: Mapping[str, Any], base: str | None, language: object) -> Item | None:
    """None where it leads to no article. A sound or film (enclosure) is none."""
    address = web_address(entry.get("feedburner_origlink"), base) or web_address(_link(entry), base)
    if address is None or address == base:
        return None
    published, updated = _date(entry, "published"), _date(entry, "updated")
    return Item(
        address,
        plain(entry.get("title")),
        published or updated,
        updated if published and updated != published else None,
        plain(entry.get("id")),
        plain(language),
    )


def _link(entry: Mapping[str, Any]) -> object:
    """RSS `link`, Atom's link `alternate` (HTML before others), or a `guid` that is said to be an address."""
    links = [link for link in entry.get("links", ()) if link.get("rel", "alternate") == "alternate" and link.get("href")]
    pages = [link["href"] for link in links if "html" in link.get("type", "text/html")]
    return next(iter(pages or (link["href"] for link in links)), None) or _address_given(entry)


def _address_given(entry: Mapping[str, Any]) -> object:
    """feedparser gives the first enclosure as `link` where there is no other."""
    enclosures = {link.get("href") for link in entry.get("links", ()) if link.get("rel") == "enclosure"}
    return None if entry.get("link") in enclosures else entry.get("link")


def _date(entry: Mapping[str, Any], name: str) -> str | None:
    """As written, where that is a date by a standard; else as feedparser reads it ("Freitag, 7. Januar")."""
    if name not in entry:
        return None
    return listed_dates.iso(entry.get(name)) or listed_dates.of_parsed(entry.get(name), entry.get(f"{name}_parsed"))


def _ttl(told: Mapping[str, Any]) -> int | None:
    """RSS `ttl` is in minutes; the module Syndication tells how often in a period it changes."""
    if minutes := _number(told.get("ttl")):
        return minutes * 60
    period = PERIODS.get(str(told.get("sy_updateperiod", "")).strip())
    return period // (_number(told.get("sy_updatefrequency")) or 1) if period else None


def _number(value: object) -> int:
    match = DIGITS.fullmatch(value) if isinstance(value, str) and value.isascii() else None
    return int(match[1]) if match else 0
