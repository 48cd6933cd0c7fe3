"""Feeds and sitemaps, parsed in a child: what comes back is what the function says here."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest

from sayso.collect import feeds, linked_feeds, sitemaps
from sayso.collect.contained import listing
from sayso.collect.contained.jobs import JOBS, function
from sayso.collect.contained.pool import Contained
from sayso.errors import SaysoError

BASE = "https://gazette.invalid/feed"
ITEM = "<item><title>Fire &lt;b&gt;in&lt;/b&gt; the old town</title><link>/fire?a={n}</link><guid>{n}</guid></item>"
FEED = f"<rss version='2.0'><channel><title>Gazette</title>{ITEM.format(n=1)}{ITEM.format(n=2)}</channel></rss>".encode()
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
URLS = "".join(f"<url><loc>https://gazette.invalid/{n:0100}</loc></url>" for n in range(50_000))
SITEMAP = gzip.compress(f"<urlset xmlns='{NAMESPACE}'>{URLS}</urlset>".encode())
PAGE = b"<head><link rel=alternate type=application/rss+xml href=/rss></head>"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))


@pytest.fixture(scope="module")
def children() -> Iterator[Contained]:
    with Contained(1) as made:
        yield made


def test_what_comes_back_is_what_is_found_here(children: Contained) -> None:
    feed = children.call(listing.FEED, FEED, BASE, "application/rss+xml", None, name=BASE)
    assert feed == feeds.feed(FEED, BASE, "application/rss+xml")
    assert children.call(listing.SITEMAP, SITEMAP, BASE, None, name=BASE) == sitemaps.sitemap(SITEMAP, BASE)
    linked = children.call(listing.LINKED_FEEDS, PAGE, BASE, name=BASE)
    assert linked == linked_feeds.linked_feeds(PAGE, BASE) == ("https://gazette.invalid/rss",)


def test_billion_laughs_in_a_feed(children: Contained) -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">'
        + LAUGHS
        + b"]><rss><channel><title>&l9;</title></channel></rss>"
    )
    with pytest.raises(SaysoError) as raised:
        children.call(listing.FEED, bomb, BASE, "application/rss+xml", None, name=BASE)
    assert raised.value.code.code == "E077"
    assert children.call(listing.FEED, FEED, BASE, "application/rss+xml", None, name=BASE).title == "Gazette"


@pytest.mark.parametrize("path", JOBS.values())
def test_every_job_has_its_function(path: str) -> None:
    assert callable(function(path))
