"""Well-made documents for the doors, ours: of each kind a few, with everything in them that is looked at."""

from __future__ import annotations

import gzip
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

from hypothesis import strategies as st

from tests.collect.archives.making import record, request, response, zipped
from tests.collect.archives.test_wacz import package
from tests.read.making_pdf import paragraphs, pdf
from tests.read.test_invariants import PIECES, TAGS, TEXTS
from tests.read.test_mail import PAGE, TEXT

DEMO = Path(__file__).resolve().parents[2] / "demo" / "reports"
FROM = b"From press@agency.example Fri Jan  7 12:00:00 2022\n"

LD = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "NewsArticle",
            "headline": "Fire in the old town",
            "datePublished": "2022-01-07T14:00:00+06:00",
            "dateModified": "2022-01-08",
            "author": [{"@type": "Person", "name": "Jane Doe"}, "Steppe Wire"],
            "publisher": {"@type": "Organization", "name": "Steppe Wire", "url": "https://steppe.invalid"},
            "image": {"@type": "ImageObject", "caption": "A street", "creditText": "Jane Doe / Steppe Wire"},
            "articleBody": "Two people died.",
            "liveBlogUpdate": [{"@type": "BlogPosting", "datePublished": "2022-01-07T14:05", "headline": "Two counts differ"}],
        }
    ],
}
PAGES = (
    *(path.read_bytes() for path in sorted(DEMO.glob("*.html"))),
    (
        "<!doctype html><html lang='en-GB'><head><meta charset='utf-8'><title>Fire – Steppe Wire</title>"
        "<link rel=canonical href='https://steppe.invalid/fire'><meta property='og:title' content='Fire in the old town'>"
        "<meta property='article:published_time' content='2022-01-07T14:00:00+06:00'><meta name=author content='Jane Doe'>"
        f"<script type='application/ld+json'>{json.dumps(LD)}</script></head><body><nav><ul><li><a href=/>Home</a></ul></nav>"
        "<article><h1>Fire in the old town</h1><div class=byline>By <a rel=author>Jane Doe</a>, ALMATY</div>"
        "<time datetime='2022-01-07T14:00+06:00'>7 January 2022 at 14:00</time><p class=lead>At least 12 people died.</p>"
        "<p>ALMATY, Jan 7 (Steppe Wire) — Police said on Friday that 12 people were killed and dozens injured.</p>"
        "<figure><img src=a.jpg><figcaption>A street on Friday. Photo: Jane Doe / Steppe Wire</figcaption></figure>"
        "<blockquote>“We have no words,” the mayor told reporters.</blockquote><h2>What is known</h2><ul><li>12 dead"
        "<li>3 held</ul>"
        "<table><tr><td>Day</td><td>Dead</td></tr><tr><td>Friday</td><td>12</td></tr></table>"
        "<div class='live-entry'><h3><time>14:05</time> Two counts differ</h3><p>The ministry said 14 died.</p></div>"
        "<p><em>This article was first published by Highland One.</em></p>"
        "</article><footer>© Steppe Wire</footer></body></html>"
    ).encode(),
)
MARKUP = st.lists(TAGS | PIECES | st.text(max_size=12), max_size=60).map(
    lambda parts: f"<html><body>{''.join(parts)}</body></html>".encode("utf8", "surrogatepass")
)
ANY_PAGE = MARKUP | st.binary(max_size=600)

OBJECTS = (
    json.dumps({"id": "a", "title": "Fire", "text": TEXT, "published": "2022-01-07", "publisher": "Steppe Wire"}).encode(),
    b"\n".join(
        json.dumps(
            {"title": f"Fire {n}", "maintext": TEXT, "date_publish": "2022-01-07 14:00:00", "authors": ["Jane Doe"]}
        ).encode()
        for n in range(4)
    ),
    json.dumps(
        [{"title": "Fire", "text": TEXT, "url": "https://steppe.invalid/a", "language": "en-GB", "updated": "soon"}]
    ).encode(),
    b'{"text": "\\ud83d Two died.\\u0000", "title": null, "id": 7, "byline": ["a", 1]}\n\n{"text": ""}\n[1, 2]\nnull\n',
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | TEXTS
    | st.sampled_from(["2022-01-07", "en", "http://a.example/"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
NAMES = (
    "title",
    "text",
    "maintext",
    "id",
    "published",
    "date_publish",
    "publisher",
    "source_domain",
    "url",
    "language",
    "authors",
)
ANY_OBJECTS = st.lists(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), VALUES, max_size=6), max_size=4).map(
    lambda objects: b"\n".join(json.dumps(one).encode() for one in objects)
) | st.binary(max_size=400)


def mails() -> tuple[bytes, ...]:
    plain, page, attached = EmailMessage(), EmailMessage(), EmailMessage()
    for message in (plain, page, attached):
        message["From"], message["Subject"] = "Press Office <press@ministry.example>", "Fwd: Fire in the öld town"
        message["Date"], message["To"] = "Fri, 7 Jan 2022 12:00:00 +0600", "jane.doe@paper.example"
    plain.set_content(TEXT + "\n> quoted\n-- \nThe office\n")
    page.set_content(TEXT)
    page.add_alternative(PAGE, subtype="html")
    attached.set_content("See attached.")
    attached.add_attachment(PDFS[0], maintype="application", subtype="pdf", filename="a.pdf")
    attached.add_attachment(PAGE.encode(), maintype="text", subtype="html", filename="ä.html")
    attached.add_attachment(plain)
    attached.add_attachment(TEXT, filename="a.txt", cte="quoted-printable")
    return tuple(message.as_bytes() for message in (plain, page, attached))


PDFS = (
    pdf(
        [
            paragraphs(
                ["Fire in the old town"],
                ["Two people died on Friday, the", "ministry said in a state-", "ment."],
                head="Ministry",
                foot="1 / 2",
            )
        ]
        * 2,
        {"Title": "Fire in the old town", "CreationDate": "D:20220107120000+06'00'", "Author": "Press Office"},
    ),
    pdf([paragraphs([f"Line {n} of page {page}: 12 people were killed." for n in range(30)]) for page in range(3)]),
)
MAILS = mails()
MAILBOX = b"\n".join(FROM + one.replace(b"\r\n", b"\n") for one in MAILS[:2])

FEEDS = (
    b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Steppe Wire &amp; more</title><ttl>15</ttl>
    <language>ru</language><item><title>Fire &lt;b&gt;</title><link>https://steppe.invalid/1</link>
    <guid
    isPermaLink="false">x</guid>
    <pubDate>Fri, 07 Jan 2022 14:00:00 +0600</pubDate><description><![CDATA[<p>Two died]]></description>
    <enclosure url="a.mp3"/></item>
    <item><guid>https://steppe.invalid/2</guid><dc:date>2022-01-07T14:00:00Z</dc:date></item></channel></rss>""",
    b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">S &amp;lt; W</title><id>urn:x</id>
    <entry><title>Fire</title><link rel="alternate" href="/a"/><id>tag:1</id><updated>2022-01-07T14:00:00+06:00</updated>
    <published>2022-01-07</published><author><name>Jane</name></author><content
    type="xhtml"><div>Two</div></content></entry></feed>""",
    b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>a</title>
    </channel><item rdf:about="https://steppe.invalid/3"><title>b</title><link>https://steppe.invalid/3</link></item></rdf:RDF>""",
    json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Steppe Wire",
            "items": [
                {"id": "1", "url": "https://steppe.invalid/1", "title": "Fire", "date_published": "2022-01-07T14:00:00Z"}
            ],
        }
    ).encode(),
)
XML_PARTS = st.sampled_from(
    [
        *(
            "<rss>",
            "<rss version='2.0'>",
            "<channel>",
            "</channel>",
            "<item>",
            "</item>",
            "<title>",
            "</title>",
            "<link>",
            "</link>",
        ),
        *(
            "https://a.invalid/1",
            "<pubDate>Fri, 07 Jan 2022 14:00:00 +0600</pubDate>",
            "<guid>",
            "</guid>",
            "&amp;",
            "&nbsp;",
            "&x;",
        ),
        *(
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<entry>",
            "</entry>",
            "<updated>2022</updated>",
            "<link href='/a'/>",
            "<br>",
        ),
        *(
            "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>",
            "<url>",
            "</url>",
            "<loc>",
            "</loc>",
            "</urlset>",
            "<lastmod>",
        ),
        *(
            "<sitemapindex>",
            "<sitemap>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?xml version='1.0'?>",
        ),
        *(
            "{",
            '"version": "https://jsonfeed.org/version/1"',
            '"items": [',
            "]",
            "}",
            "<ttl>9</ttl>",
            "<dc:date>",
            "xml:lang='x'",
        ),
    ]
)
ANY_XML = st.tuples(
    st.sampled_from(["", "<rss><channel>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<urlset>", '{"items": [']),
    st.lists(XML_PARTS | st.text(max_size=10), max_size=40),
).map(lambda parts: (parts[0] + "".join(parts[1])).encode("utf8", "surrogatepass")) | st.binary(max_size=300)

RECORDS = (
    request(),
    response(),
    response(PAGES[-1], "http://news.example/2", extra="Content-Encoding: identity\r\n"),
    response(gzip.compress(PAGES[-1], mtime=0), "http://news.example/3", extra="Content-Encoding: gzip\r\n"),
    record("warcinfo", b"software: x\r\n", content_type="application/warc-fields"),
    record("resource", b"Two people died.", "http://news.example/4", Content_Type="text/plain"),
    record("revisit", b"HTTP/1.1 200 OK\r\n\r\n", "http://news.example/5"),
    response(PDFS[0], "http://news.example/6", "application/pdf"),
)
WARCS = (b"".join(RECORDS), zipped(RECORDS), gzip.compress(b"".join(RECORDS), mtime=0))
WACZS = tuple(
    package({"archive/a.warc.gz": WARCS[1], "archive/b.warc": WARCS[0]}, packing=how)
    for how in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
)
