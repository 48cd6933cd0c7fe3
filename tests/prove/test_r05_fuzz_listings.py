"""R5: feeds, sitemaps, and the links of a page to its feeds."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from sayso.collect.contained.shapes import packed, shaped, unpacked
from sayso.collect.feeds import feed, is_feed
from sayso.collect.linked_feeds import linked_feeds
from sayso.collect.listed import Feed, Item, Sitemap
from sayso.collect.sitemaps import is_sitemap, sitemap
from sayso.collect.sniff import HEAD
from sayso.read.dates import iso
from tests.collect.test_sitemaps import BASE, NEWS, urls
from tests.collect.test_sitemaps import packed as gzipped
from tests.prove import samples
from tests.prove.fuzzing import WHOLE, Door, of
from tests.prove.mutated import mutated
from tests.prove.proof import Proof

ENCODINGS = (None, None, "utf-8", "windows-1251", "utf-7", "x-none", "idna", "zlib", "\x00", "unicode_escape")
TYPES = ("", "application/xml", "application/feed+json", "text/html", "\x00")
INDEX = b"<sitemapindex><sitemap><loc>https://steppe.invalid/a.xml.gz</loc><lastmod>2022</lastmod></sitemap></sitemapindex>"
SITEMAPS = (urls(NEWS), urls(NEWS * 3), INDEX, gzipped(urls(NEWS)), b"https://steppe.invalid/1\nhttps://steppe.invalid/2\n")
LINKS = (
    b"<html><head><base href='/x/'><link rel=alternate type='application/rss+xml' href='rss'><title>a</title></head><body>",
    *samples.PAGES[:3],
)
OF_FEED, OF_SITEMAP = shaped(Feed), shaped(Sitemap)


def _feed(body: bytes, dice: random.Random) -> None:
    is_feed(body[:HEAD], dice.choice(TYPES))
    found = feed(body, dice.choice((None, BASE, "https://[::1", "")), dice.choice(TYPES), dice.choice(ENCODINGS))
    assert OF_FEED(unpacked(packed(found))) == found
    _items(found.items)


def _sitemap(body: bytes, dice: random.Random) -> None:
    is_sitemap(body[:HEAD], dice.choice(TYPES))
    found = sitemap(body, dice.choice((None, BASE, "https://[::1", "")), dice.choice(ENCODINGS))
    assert OF_SITEMAP(unpacked(packed(found))) == found
    _items(found.entries)
    assert all(one.startswith(("http://", "https://")) for one in found.further)


def _items(items: Sequence[Item]) -> None:
    for item in items:
        assert item.address.lower().startswith(("http://", "https://"))
        for day in (item.published, item.updated):
            assert day is None or iso(day)
        assert item.title is None or "\n" not in item.title


def _links(body: bytes, dice: random.Random) -> None:
    found = linked_feeds(body, dice.choice((None, BASE, "https://[::1", "")))
    assert all(one.lower().startswith(("http://", "https://")) for one in found)


@pytest.mark.parametrize(
    ("name", "take", "good"),
    [("feed", _feed, samples.FEEDS), ("sitemap", _sitemap, SITEMAPS), ("a page's feeds", _links, LINKS)],
    ids=["feed", "sitemap", "links"],
)
def test_listing(name: str, take: Callable[[bytes, random.Random], None], good: Sequence[bytes], proof: Proof) -> None:
    door, dice = Door(name), random.Random(5)
    for body in of(proof.count(WHOLE), samples.ANY_XML, good, mutated):
        door.put(body, lambda given: take(given, dice))
    door.told(proof, f" ({door.refused:,} refused in words)")
