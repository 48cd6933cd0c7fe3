"""What a feed or a sitemap lists: addresses of articles, with what it tells of each. Made plain here, for all of it is hostile."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from sayso import limits
from sayso.printable import clean

SCHEMES = ("http", "https")
TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
UNSEEN = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
"""What no address holds unescaped: controls, white space, halves of surrogate pairs."""


@dataclass(frozen=True, slots=True)
class Item:
    """One article that is listed. `address` is http or https; dates are ISO prefixes."""

    address: str
    title: str | None = None
    """Plain text on one line, without markup."""
    published: str | None = None
    updated: str | None = None
    guid: str | None = None
    """The outlet's own name for it (RSS `guid`, Atom `id`)."""
    language: str | None = None
    """As told: "en", "ru-RU"."""


@dataclass(frozen=True, slots=True)
class Feed:
    """`items` in the feed's order, each address once."""

    title: str | None
    items: tuple[Item, ...]
    ttl_seconds: int | None = None
    """How long the feed asks to be left alone."""
    left_out: int = 0
    """Entries that lead to no article on the web: no link, or one that is not http or https."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """`entries` are articles, `further` the addresses of more sitemaps (of an index)."""

    entries: tuple[Item, ...]
    further: tuple[str, ...] = ()
    refused: int = 0
    """Addresses of another site than the sitemap's own, or that are not http or https: a sitemap speaks for its site alone."""
    note: str | None = None
    """What the person should know: it is cut short, or lists more than is taken."""


def web_address(link: object, base: str | None) -> str | None:
    """The http or https address that a link leads to, without its fragment's white space; None for any other."""
    if not isinstance(link, str) or len(link) > limits.MAX_ADDRESS:
        return None
    link = link.strip()
    try:
        whole = urljoin(base or "", link) if link else ""
        parts = urlsplit(whole)
        if parts.scheme not in SCHEMES or not parts.hostname:
            return None
    except ValueError:
        return None
    return None if UNSEEN.search(whole) or len(whole) > limits.MAX_ADDRESS else whole


def plain(value: object) -> str | None:
    """A title as one line of plain text: tags away, character references read, nothing that a terminal obeys; None if empty."""
    if not isinstance(value, str):
        return None
    text = html.unescape(TAG.sub(" ", value[: limits.MAX_LISTED_TITLE * 4]))
    return " ".join(clean(text).split())[: limits.MAX_LISTED_TITLE] or None


def once(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each address once, in order: the first entry speaks."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.address, item)
    return tuple(found.values())
