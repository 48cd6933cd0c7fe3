"""Documents that are no news but list where news is: feeds and sitemaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from sayso.collect.contained import listing
from sayso.collect.contained.jobs import Job
from sayso.collect.feeds import is_feed
from sayso.collect.listed import Feed, Item, Sitemap
from sayso.collect.sitemaps import is_sitemap
from sayso.collect.sniff import HEAD, HTML
from sayso.printable import printable
from sayso.types import Capture

R = TypeVar("R")

FEED = "feed"
SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True)
class Listing:
    """`items`: the pages it names, each with what it tells of it. `further`: other sitemaps. `words`: what a person is told."""

    items: tuple[Item, ...]
    further: tuple[str, ...]
    words: str


def kind(capture: Capture) -> str | None:
    """Which of the two a document is, by its content: servers call both anything."""
    head = capture.body[:HEAD]
    if is_sitemap(head, capture.media_type):
        return SITEMAP
    return FEED if is_feed(head, capture.media_type) else None


class Parse(Protocol):
    """`contained.pool.Contained.call`: a job on hostile bytes, in a process of its own."""

    def __call__(self, job: Job[R], *arguments: object, name: str) -> R: ...


def read(kind: str, capture: Capture, parse: Parse) -> Listing:
    """What it lists. SaysoError E077 where it cannot be read, and as `parse`."""
    base = capture.address if "://" in capture.address else None
    if kind == SITEMAP:
        sitemap = parse(listing.SITEMAP, capture.body, base, capture.encoding, name=capture.address)
        return Listing(sitemap.entries, sitemap.further, _of_sitemap(sitemap))
    feed = parse(listing.FEED, capture.body, base, capture.media_type, capture.encoding, name=capture.address)
    return Listing(feed.items, (), _of_feed(feed))


def is_front_page(capture: Capture) -> bool:
    """Is it the page at the root of a site?"""
    if capture.media_type != HTML or "://" not in capture.address:
        return False
    return capture.address.partition("://")[2].partition("?")[0].partition("/")[2] == ""


def named_by(page: Capture, parse: Parse) -> tuple[str, ...]:
    """Addresses of the feeds that a page names. SaysoError as `parse`."""
    found = parse(listing.LINKED_FEEDS, page.body, page.address, name=page.address)
    return tuple(printable(address) for address in found)


def _of_feed(feed: Feed) -> str:
    passed = f"; {feed.left_out} of its entries lead to no page" if feed.left_out else ""
    return f"a feed of {_pages(feed.items)}{passed}"


def _of_sitemap(sitemap: Sitemap) -> str:
    more = f" and {len(sitemap.further)} more sitemaps" if sitemap.further else ""
    refused = f"; {sitemap.refused} addresses of other sites are passed over" if sitemap.refused else ""
    note = f"; {sitemap.note}" if sitemap.note else ""
    return f"a sitemap of {_pages(sitemap.entries)}{more}{refused}{note}"


def _pages(items: tuple[Item, ...]) -> str:
    return f"{len(items)} {'page' if len(items) == 1 else 'pages'}"
