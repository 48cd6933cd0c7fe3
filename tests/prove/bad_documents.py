"""Documents that would hurt whoever reads them, each as a file of a folder; made when asked for, as some have 50 MB."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.collect.archives.making import record, response
from tests.read.test_contained import BILLION_LAUGHS, HOSTILE, PARAGRAPH

SENTENCE = "At least 40 people were killed in Almaty on 7 January 2022 and 1,200 were arrested by Friday, police said. "
LONGEST_REPORT = 499_000


@dataclass(frozen=True, slots=True)
class Bad:
    """`kept`: it is read, so its report stands in the ledger. `named`: by the promise. `environment`: what is set for it."""

    name: str
    file: str
    body: Callable[[], bytes]
    kept: bool = False
    named: bool = False
    environment: tuple[tuple[str, str], ...] = ()


def zeros(megabytes: int) -> bytes:
    """So many as gzip: a thousandth of that."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()


def page(inner: bytes) -> bytes:
    return b"<!doctype html><html><head><title>Fire</title></head><body>" + PARAGRAPH + inner + b"</body></html>"


def packed_page() -> bytes:
    """A page of an archive, of 1 MB, that unpacks to 1 GB."""
    return gzip.compress(response(zeros(1_000), extra="Content-Encoding: gzip\r\n"), mtime=0)


def packed_member() -> bytes:
    """A member of an archive, of 1 MB, that unpacks to 1 GB."""
    head = (
        record("response", b"", digest="").replace(b"Content-Length: 0", b"Content-Length: 1000000000").rstrip(b"\r\n")
        + b"\r\n\r\n"
    )
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(head), *(packer.compress(bytes(1_000_000)) for _ in range(1_000))]
    return b"".join(pieces) + packer.flush()


def wacz_bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package, package.open("archive/a.warc", "w") as file:
        file.write(b"WARC/1.0\r\n")
        for _ in range(1_000):
            file.write(bytes(1_000_000))
    return made.getvalue()


def pdf_of(stream: bytes, length: int | None = None) -> bytes:
    """One page whose content is this stream, packed already."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(stream) + stream + b"\nendstream",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj" % number + one + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def pdf_of_pages() -> bytes:
    """A tree of pages that is its own branch."""
    return pdf_of(zlib.compress(b"BT ET")).replace(b"Kids[3 0 R]", b"Kids[2 0 R]")


def nested_mail(depth: int) -> bytes:
    head = b"From: a@b.example\r\nSubject: Fire\r\nDate: Fri, 07 Jan 2022 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    opened = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth))
    return head + opened + b"Content-Type: text/plain\r\n\r\nTwo people were killed in the old town, police said.\r\n"


def mail_of_parts(count: int) -> bytes:
    head = b'From: a@b.example\r\nSubject: Fire\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    return head + b"--b\r\nContent-Type: text/plain\r\n\r\nTwo people were killed in the old town, police said.\r\n" * count


def times(piece: str, characters: int) -> bytes:
    return (piece * (characters // len(piece) + 1))[:characters].encode()


def json_ld(depth: int) -> bytes:
    return page(b'<script type="application/ld+json">' + b'{"@graph":[' * depth + b"]}" * depth + b"</script>")


MANY = {"SAYSO_MAX_BYTES": "200000000"}
RAISED = tuple(MANY.items())
ARTICLE = b"<p>" + b"Two people were killed in the old town. " * 25 + b"</p>"

BAD = (
    Bad("gzip bomb in an archive, 1 MB to 1 GB", "bad.warc.gz", packed_page, named=True),
    Bad("100,000 nested elements", "bad.html", lambda: HOSTILE["100,000 nested elements"], kept=True, named=True),
    Bad("colspan 9e15", "bad.html", lambda: HOSTILE["a colspan of 9e15"], kept=True, named=True),
    Bad("article of 50 MB", "bad.html", lambda: ARTICLE * 50_000, named=True),
    Bad("article of 50 MB, the limit of size raised", "bad.html", lambda: ARTICLE * 50_000, named=True, environment=RAISED),
    Bad("200,000 links", "bad.html", lambda: HOSTILE["200,000 links"], kept=True, named=True),
    Bad("billion laughs in a page", "bad.html", lambda: BILLION_LAUGHS, kept=True, named=True),
    Bad("gzip member of 1 MB to 1 GB", "bad.warc.gz", packed_member),
    Bad("WACZ of 1 MB to 1 GB", "bad.wacz", wacz_bomb),
    Bad("text of 50 MB, the limit of size raised", "bad.txt", lambda: times(SENTENCE, 50_000_000), environment=RAISED),
    Bad("100,000 sentences of numbers and dates", "bad.txt", lambda: SENTENCE.encode() * 100_000),
    Bad("numbers and dates, as long as a report may be", "bad.txt", lambda: times(SENTENCE, LONGEST_REPORT), kept=True),
    Bad("a page of numbers and dates, as long", "bad.html", lambda: page(b"<p>" + times(SENTENCE, LONGEST_REPORT)), kept=True),
    Bad("one line of combining marks", "bad.txt", lambda: times("a" + "\u0301\u0327" * 20, LONGEST_REPORT), kept=True),
    Bad("one line of digits", "bad.txt", lambda: times("1234567,", LONGEST_REPORT), kept=True),
    Bad("one line of question marks", "bad.txt", lambda: times("?", LONGEST_REPORT), kept=True),
    Bad("one line of quotation marks", "bad.txt", lambda: times("“said ", LONGEST_REPORT), kept=True),
    Bad("one line of capital letters", "bad.txt", lambda: times("Ministry Of ", LONGEST_REPORT), kept=True),
    Bad(
        "1,000,000 attributes", "bad.html", lambda: page(b"<p " + b"".join(b"a%d=1 " % n for n in range(1_000_000)) + b">x</p>")
    ),
    Bad("4,000,000 elements", "bad.html", lambda: page(b"<br>x" * 3_900_000)),
    Bad(
        "table of 1,000 times 1,000", "bad.html", lambda: page(b"<table>" + (b"<tr>" + b"<td>7" * 1_000) * 1_000 + b"</table>")
    ),
    Bad(
        "picture of 15 MB within the page",
        "bad.html",
        lambda: page(b'<img src="data:image/png;base64,' + base64.b64encode(bytes(11_000_000)) + b'">'),
        kept=True,
    ),
    Bad("10,000 nested lists", "bad.html", lambda: page(b"<ul><li>" * 10_000 + b"x"), kept=True),
    Bad("100,000 open formats", "bad.html", lambda: page(b"<b><i>" * 50_000 + b"x"), kept=True),
    Bad("JSON-LD nested 100,000 deep", "bad.html", lambda: json_ld(100_000), kept=True),
    Bad("JSON nested 100,000 deep", "bad.json", lambda: b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    Bad("JSON of 1,000,000 digits", "bad.json", lambda: b'{"text":' + b"9" * 1_000_000 + b"}"),
    Bad("JSON lines of 20 MB", "bad.jsonl", lambda: json.dumps({"text": "x" * 19_000_000}).encode()),
    Bad(
        "billion laughs in a feed",
        "bad.xml",
        lambda: BILLION_LAUGHS.replace(b"<html><body><p>", b'<rss version="2.0"><channel><title>'),
    ),
    Bad("feed nested 100,000 deep", "bad.xml", lambda: b'<rss version="2.0"><channel>' + b"<a>" * 100_000),
    Bad(
        "sitemap of 100 MB as gzip",
        "bad.xml.gz",
        lambda: gzip.compress(b"<urlset>" + b"<url><loc>x</loc></url>" * 4_000_000, 1),
    ),
    Bad("PDF whose page is 1 GB", "bad.pdf", lambda: pdf_of(zlib.compress(bytes(500_000_000)))),
    Bad("PDF whose pages are their own branch", "bad.pdf", pdf_of_pages),
    Bad("PDF of 200,000 open brackets", "bad.pdf", lambda: pdf_of(zlib.compress(b"BT " + b"[(" * 200_000))),
    Bad("mail nested 1,000 deep", "bad.eml", lambda: nested_mail(1_000)),
    Bad("mail of 100,000 parts", "bad.eml", lambda: mail_of_parts(100_000)),
    Bad(
        "mail with a header of 5 MB",
        "bad.eml",
        lambda: b"From: a@b.example\r\nSubject: " + b"=?utf-8?q?=C3?= " * 330_000 + b"\r\n\r\nTwo people were killed.",
        kept=True,
    ),
)
