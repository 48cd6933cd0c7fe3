"""Sitemaps, their indexes and news sitemaps; what is too large, broken, or speaks for another site."""

from __future__ import annotations

import gzip
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import limits
from sayso.collect.listed import Item
from sayso.collect.sitemaps import is_sitemap, sitemap
from sayso.errors import SaysoError

packed = partial(gzip.compress, mtime=0)
"""The same bytes each time: they are in the names of tests."""

BASE = "https://www.steppe.invalid/sitemap.xml"
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
NEWS = (
    "<url><loc> https://steppe.invalid/1 </loc><news:news><news:publication><news:name>Steppe Wire</news:name>"
    "<news:language>ru</news:language></news:publication><news:publication_date>2022-01-07T14:00:00+06:00"
    "</news:publication_date><news:title>Fire &amp; smoke &lt;script&gt;</news:title></news:news>"
    "<image:image><image:loc>https://cdn.invalid/x.jpg</image:loc><image:title>A picture</image:title></image:image>"
    "<lastmod>2022-01-08</lastmod></url>"
)


def urls(inside: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACES}>{inside}</urlset>'.encode()


def numbered(count: int) -> str:
    return "".join(f"<url><loc>https://steppe.invalid/{n}</loc></url>" for n in range(count))


def refused(body: bytes) -> str:
    with pytest.raises(SaysoError) as told:
        sitemap(body, BASE)
    assert told.value.code.code == "E077"
    return told.value.line


def test_a_news_sitemap_is_read() -> None:
    found = sitemap(urls(NEWS), BASE)
    entry = Item("https://steppe.invalid/1", "Fire & smoke", "2022-01-07T14:00:00+06:00", "2022-01-08", language="ru")
    assert found.entries == (entry,)
    assert (found.further, found.refused, found.note) == ((), 0, None)


def test_an_index_leads_further() -> None:
    inside = "<sitemap><loc>https://steppe.invalid/a.xml.gz</loc><lastmod>2022</lastmod></sitemap>" * 2
    found = sitemap(f"<sitemapindex {NAMESPACES}>{inside}</sitemapindex>".encode(), BASE)
    assert (found.entries, found.further) == ((), ("https://steppe.invalid/a.xml.gz",))


def test_a_sitemap_speaks_for_its_own_site_alone() -> None:
    others = ("https://other.invalid/", "javascript:alert(1)", "https://steppe.invalid.other.invalid/", "//other.invalid/x", "")
    found = sitemap(urls(numbered(1) + "".join(f"<url><loc>{other}</loc></url>" for other in others)), BASE)
    assert [entry.address for entry in found.entries] == ["https://steppe.invalid/0"]
    assert found.refused == len(others)
    assert len(sitemap(urls("<url><loc>https://other.invalid/</loc></url>"), None).entries) == 1, "a file is of no site"


def test_gzip_is_unpacked_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    small = packed(urls(numbered(2_000)))
    assert len(sitemap(small, BASE).entries) == 2_000
    assert is_sitemap(small[:1_000], "application/gzip")
    cut = sitemap(small[:-2_000], BASE)
    assert cut.note and "broken after" in cut.note
    monkeypatch.setattr(limits, "MAX_SITEMAP_BYTES", 50_000)
    assert "unpacks to more than 50,000" in refused(small)
    assert "broken gzip" in refused(b"\x1f\x8bxxxx")


def test_at_most_so_many_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SITEMAP_ENTRIES", 1_000)
    found = sitemap(urls(numbered(5_000)), BASE)
    assert len(found.entries) == 1_000
    assert found.note == "only its first 1,000 entries were taken"
    assert sitemap(urls(numbered(999)), BASE).note is None


def test_what_is_no_sitemap_is_told_why() -> None:
    assert "web page" in refused(b"<html><body>")
    assert "no sitemap" in refused(b"<rss/>")
    assert "broken" in refused(b"<urlset><x")
    assert "entities" in refused(b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset>&x;</urlset>')
    assert "nested more than" in refused(b"<urlset>" + b"<x>" * 1_000)


def test_a_broken_end_is_told() -> None:
    whole = urls(numbered(9))
    assert sitemap(whole[:-30], BASE).note == "it is broken after 8 entries"


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (urls(NEWS)[:200], True),
        (b"\xef\xbb\xbf\n<!-- x --><sitemapindex>", True),
        (urls("").decode().encode("utf-16"), True),
        (b"<rss>", False),
        (b"<html><urlset>", False),
        (packed(b"<html>"), False),
        (b"\x1f\x8b", False),
        (b"", False),
    ],
)
def test_a_sitemap_is_told_by_its_content(head: bytes, is_one: bool) -> None:
    assert is_sitemap(head, "application/xml") is is_one


PIECES = st.sampled_from(
    ["<urlset>", "</urlset>", "<url>", "</url>", "<loc>", "</loc>", "https://steppe.invalid/", "javascript:x", "<sitemap>",
     "<sitemapindex>", "</sitemap>", "&amp;", "&x;", "<![CDATA[", "]]>", "<!DOCTYPE x [", "]>", "\x00", "<lastmod>", "2022"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.binary() | st.lists(PIECES | st.text(max_size=4)).map(lambda parts: "".join(parts).encode("utf8", "surrogatepass")))
def test_any_bytes_give_a_sitemap_or_a_reason(body: bytes) -> None:
    is_sitemap(body, "")
    try:
        found = sitemap(body, BASE)
    except SaysoError as error:
        assert error.code.code == "E077"
        return
    assert all(
        address.startswith("https://steppe.invalid/") for address in (*found.further, *(e.address for e in found.entries))
    )
