"""Feeds as servers send them: every format, every encoding, and what attackers make of them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import limits
from sayso.collect.feeds import feed, is_feed
from sayso.collect.linked_feeds import linked_feeds
from sayso.collect.listed import Feed, Item
from sayso.errors import SaysoError

BASE = "https://steppe.invalid/feed"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.invalid/n/" xml:lang="ru"><title>Новости</title><entry>'
    '<title type="html">&lt;i&gt;Пять&lt;/i&gt; человек</title><link rel="enclosure" href="x.mp3"/><link rel="self" href="s"/>'
    '<link rel="alternate" type="text/html" href="one"/><id>tag:1</id><published>2022-01-07T14:00:00.1Z</published>'
    "<updated>2022-01-08T14:00:00+06:00</updated></entry></feed>"
)
ATOM_ITEM = Item(
    "https://a.invalid/n/one", "Пять человек", "2022-01-07T14:00:00Z", "2022-01-08T14:00:00+06:00", "tag:1", language="ru"
)
RDF = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>R</title></channel><item><title>x</title>'
    b"<link>http://r.invalid/1</link><dc:date>2022-01-07T14:00+06:00</dc:date></item></rdf:RDF>"
)
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "J",
    "language": "en",
    "items": [
        {"id": "1", "url": "a", "title": "<b>x</b>", "date_published": "2022-01-07T14:00:00Z"},
        {"id": "https://j.invalid/2", "date_modified": "2022-01-08"},
        {"id": "3", "url": "javascript:alert(1)"},
        7,
    ],
}


def rss(items: str, channel: str = "") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>S</title>{channel}{items}</channel></rss>'.encode()


def item(inside: str) -> bytes:
    return rss(f"<item>{inside}</item>")


def read(body: bytes, encoding: str | None = None) -> Feed:
    return feed(body, BASE, "text/html", encoding)


def only(body: bytes) -> Item:
    (one,) = read(body).items
    return one


def refused(body: bytes) -> str:
    with pytest.raises(SaysoError) as told:
        read(body)
    assert told.value.code.code == "E077"
    return told.value.line


def test_rss_is_read() -> None:
    body = item("<title>Five killed</title><link> /a?x=1&amp;y=2 </link><pubDate>Fri, 07 Jan 2022 14:00:00 +0600</pubDate>")
    assert only(body) == Item("https://steppe.invalid/a?x=1&y=2", "Five killed", "2022-01-07T14:00:00+06:00")
    assert read(body).title == "S"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-8-sig", "utf-32"])
def test_atom_is_read_in_every_encoding(encoding: str) -> None:
    assert read(ATOM.encode(encoding)).items == (ATOM_ITEM,)
    assert is_feed(ATOM.encode(encoding), "text/html")


def test_a_wrong_encoding_is_no_end() -> None:
    declared = '<?xml version="1.0" encoding="windows-1251"?>' + ATOM
    assert read(declared.encode("cp1251")).items == (ATOM_ITEM,)
    assert read(declared.encode()).items == (ATOM_ITEM,), "it says windows-1251 and is UTF-8"
    assert read(ATOM.encode("cp1251"), "windows-1251").items == (ATOM_ITEM,), "the transport told"
    assert read(ATOM.encode("cp1251"), "no-such").items[0].address == ATOM_ITEM.address
    for codec in ("hex", "idna", "undefined", "unicode_escape"):
        assert read(ATOM.encode("cp1251"), codec).items[0].address == ATOM_ITEM.address, "a codec, but not of text"
    assert is_feed(b'<?xml version="1.0" encoding="idna"?><rss>\xff.', "")


def test_rss_1_is_read() -> None:
    assert only(RDF) == Item("http://r.invalid/1", "x", "2022-01-07T14:00+06:00")


def test_json_feed_is_read() -> None:
    found = feed(json.dumps(JSON_FEED).encode(), "https://j.invalid/feed", "text/plain", None)
    assert found.items == (
        Item("https://j.invalid/a", "x", "2022-01-07T14:00:00Z", guid="1", language="en"),
        Item("https://j.invalid/2", None, "2022-01-08", guid="https://j.invalid/2", language="en"),
    )
    assert (found.title, found.left_out) == ("J", 2)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://a.invalid/", "http://[",
                                  "https://", "mailto:a@b.invalid", "http://a.invalid/\u202e x", "vbscript:x"])  # fmt: skip
def test_only_web_addresses_are_kept(link: str) -> None:
    found = read(item(f"<link>{link}</link>"))
    assert (found.items, found.left_out) == ((), 1)


def test_a_sound_is_no_article() -> None:
    found = read(item('<title>p</title><enclosure url="https://steppe.invalid/x.mp3" type="audio/mpeg" length="1"/>'))
    assert (found.items, found.left_out) == ((), 1)
    assert only(item('<enclosure url="https://a.invalid/x.mp3"/><link>/p</link>')).address == "https://steppe.invalid/p"


def test_a_guid_that_is_an_address_is_the_link() -> None:
    assert only(item("<guid>https://steppe.invalid/b</guid>")).address == "https://steppe.invalid/b"
    assert not read(item('<guid isPermaLink="false">https://steppe.invalid/b</guid>')).items


def test_each_address_once_in_order() -> None:
    body = rss("".join(f"<item><title>{n}</title><link>/{n % 3}</link></item>" for n in range(9)))
    assert [(i.address[-1], i.title) for i in read(body).items] == [("0", "0"), ("1", "1"), ("2", "2")]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("&lt;script&gt;alert(1)&lt;/script&gt;Fire", "alert(1) Fire"),
        ("<![CDATA[<script>alert(1)</script>Fire <b>in</b> town]]>", "alert(1) Fire in town"),
        ("A &amp;amp; B &lt;img src=x onerror=alert(1)&gt;", "A & B"),
        ("Fire&#10;in&#9;town", "Fire in town"),
        ("caf&eacute; &nosuch; &nbsp;x", "café &nosuch; x"),
        ("\x1b[31mred", "�[31mred"),
        ("5 &lt; 7", "5 < 7"),
        ("12 \u202e 21", "12 � 21"),
    ],
)
def test_titles_are_plain_text(written: str, title: str) -> None:
    assert only(item(f"<link>/a</link><title>{written}</title>")).title == title


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Fri, 07 Jan 2022 14:00:00 GMT", "2022-01-07T14:00:00+00:00"),
        ("2022-01-07", "2022-01-07"),
        ("2022-01-07T14:00:00+0600", "2022-01-07T14:00:00+06:00"),
        ("2022-01-07 14:00:00", "2022-01-07T14:00:00"),
        ("Thu, 30 Feb 2022 14:00:00 GMT", None),
        ("yesterday", None),
        ("9" * 9_999, None),
    ],
)
def test_dates(written: str, told: str | None) -> None:
    assert only(item(f"<link>/a</link><pubDate>{written}</pubDate>")).published == told


def test_a_date_of_any_length_is_none_for_feedparser_too() -> None:
    """It is asked by its own readers, of which some need long for long texts."""
    import feedparser

    handlers, got = feedparser.datetimes._date_handlers, list[int]()
    only(item("<link>/a</link><pubDate>7. Januar</pubDate>"))
    before = list(handlers)
    handlers[1:] = [lambda text: got.append(len(text)) for _ in handlers[1:]]
    try:
        told = only(item(f"<link>/a</link><pubDate>{'Freitag, ' * 9_000}</pubDate><updated>{'9' * 400}</updated>"))
        only(item(f"<link>/a</link><pubDate>{'F' * limits.MAX_QUANTITY}</pubDate>"))
    finally:
        handlers[:] = before
    assert told.published is None and set(got) == {limits.MAX_QUANTITY}


def test_how_long_it_asks_to_be_left_alone() -> None:
    assert read(rss("", "<ttl>15</ttl>")).ttl_seconds == 900
    hourly = '<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"> hourly </sy:updatePeriod>'
    assert read(rss("", hourly)).ttl_seconds == 3_600
    assert read(rss("", "<ttl>" + "9" * 5_000 + "</ttl>")).ttl_seconds is None
    assert read(rss("")).ttl_seconds is None


def test_broken_xml_is_mended_up_to_where_it_ends() -> None:
    whole = rss("".join(f"<item><title>a & b <br> {n}</title><link>/{n}</link></item>" for n in range(9)))
    assert len(read(whole).items) == 9
    assert len(read(whole[: len(whole) // 2]).items) in (4, 5)


def test_what_is_no_feed_is_told_why() -> None:
    assert "it is a web page" in refused(b"<!doctype html><html><body>x</body></html>")
    assert "neither RSS" in refused(b"Not found")
    assert "neither RSS" in refused(b"")
    assert "neither RSS" in refused(b"{}")
    assert "not JSON" in refused(b'{"version":')
    assert "neither RSS" in refused(b"/etc/passwd")


def test_an_entity_bomb_is_refused() -> None:
    declared = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    assert "entities" in refused(f'<!DOCTYPE r [<!ENTITY a0 "lol">{declared}]><rss><channel>&a9;</channel></rss>'.encode())
    reads_files = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>'
    assert "entities" in refused(reads_files)
    assert "entities" in refused(reads_files.decode().encode("utf-16"))


def test_a_document_type_without_entities_is_no_harm() -> None:
    doctype = b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.invalid/rss-0.91.dtd">'
    assert read(doctype + rss("<item><link>/a</link></item>")[21:]).items


def test_limits() -> None:
    many = "<item><link>/a</link></item>" * (limits.MAX_FEED_ITEMS + 1)
    assert "10,000 articles" in refused(rss(many))
    assert "10,000 articles" in refused(json.dumps(JSON_FEED | {"items": [{}] * (limits.MAX_FEED_ITEMS + 1)}).encode())
    assert "inside one another" in refused(b"<rss><channel>" + b"<a>" * 100_000)
    assert "too deep" in refused(b'{"a":' + b"[" * 100_000)
    assert "elements" in refused(rss("<a/>" * (limits.MAX_FEED_TAGS + 1)))
    assert "attributes" in refused(rss("<item " + " ".join(f'a{n}=""' for n in range(100_000)) + "/>"))
    assert not read(item(f"<link>https://a.invalid/{'x' * limits.MAX_ADDRESS}</link>")).items


@pytest.mark.parametrize("part", ["<", "<!--", "&", "<a ", "<![CDATA[", "<?x", "</a>", '<a b="', "&a", "<item"])
def test_no_broken_markup_makes_it_slow(part: str) -> None:
    """Under feedparser's own parser for broken XML some of these take minutes."""
    try:
        read(b"<rss><channel><item><link>/a</link></item>" + part.encode() * (600_000 // len(part)))
    except SaysoError as error:
        assert error.code.code == "E077"


@pytest.mark.parametrize(
    ("head", "media_type", "is_one"),
    [
        (rss(""), "text/html", True),
        (b"  <!-- a > b --><?x?>" + ATOM.encode(), "text/plain", True),
        (RDF, "", True),
        (b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><owl/></rdf:RDF>', "", False),
        (b'<feed xmlns="http://elsewhere.invalid">', "", False),
        (json.dumps(JSON_FEED).encode()[:60], "text/plain", True),
        (b'{"items": [', "application/feed+json", True),
        (b'{"text": "jsonfeed.org"}', "application/json", False),
        (b"<!doctype html><html>", "application/rss+xml", False),
        (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', "text/xml", False),
        (b"<rss", "", True),
        (b"", "application/rss+xml", False),
    ],
)
def test_a_feed_is_told_by_its_content(head: bytes, media_type: str, is_one: bool) -> None:
    assert is_feed(head, media_type) is is_one


def test_feeds_that_a_page_names() -> None:
    page = (
        b'<html><head><base href="/n/"><link rel="alternate" type="application/rss+xml" href="f.xml">'
        b"<!-- <link rel=alternate type=application/rss+xml href=c> --><link rel=alternate type=application/feed+json href="
        b'"javascript:1"><link rel="Alternate Home" type="application/atom+xml; x" href="//b.invalid/a"><link rel=alternate '
        b"type=text/html href=/ru/><link rel=stylesheet href=f.xml>"
    )
    assert linked_feeds(page, "https://s.invalid/x") == ("https://s.invalid/n/f.xml", "https://b.invalid/a")
    assert linked_feeds(page.decode(), "https://s.invalid/x") == linked_feeds(page, "https://s.invalid/x")


PIECES = st.sampled_from(
    ["<rss>", "<channel>", "<item>", "</item>", "<link>", "</link>", "javascript:x", "https://a.invalid/", "<title>", "&amp;",
     "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<link href='", "'/>", "<![CDATA[", "]]>", "<pubDate>", "2022-01",
     '{"version":"https://jsonfeed.org/version/1","items":[', '{"url":"', '"}', "]}", "<!DOCTYPE ", "[", "]>", "\x00", "\ud800"]
)  # fmt: skip
BODIES = st.binary() | st.lists(PIECES | st.text(max_size=5)).map(lambda parts: "".join(parts).encode("utf8", "surrogatepass"))


@settings(max_examples=300, deadline=None)
@given(BODIES, st.sampled_from([None, "https://a.invalid/", "data:x", "http://["]))
def test_any_bytes_give_a_feed_or_a_reason(body: bytes, base: str | None) -> None:
    is_feed(body, "application/feed+json")
    for address in linked_feeds(body, base):
        assert address.startswith(("http://", "https://"))
    try:
        found = feed(body, base, "", None)
    except SaysoError as error:
        assert error.code.code == "E077"
        return
    assert all(one.address.startswith(("http://", "https://")) for one in found.items)
    assert all(one.title is None or "\n" not in one.title for one in found.items)
