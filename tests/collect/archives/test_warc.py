"""What a crawl's archive gives: its documents with their exchanges, and a count of all else."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from datetime import UTC, datetime
from functools import partial

import pytest

from sayso.collect.archives import warc
from sayso.collect.archives.tally import MOST_KINDS, Tally
from tests.collect.archives.making import (
    PAGE,
    URL,
    answer,
    broken,
    read,
    record,
    request,
    response,
    sha1,
    whole,
    zipped,
)

packed = partial(gzip.compress, mtime=0)
"""The same bytes each time: they are in the names of tests."""


@pytest.mark.parametrize("joined", [b"".join, zipped, lambda records: packed(b"".join(records))])
def test_a_response_becomes_a_capture_with_its_exchange(joined) -> None:  # type: ignore[no-untyped-def]
    page = response(content_type="text/html; charset=windows-1252", WARC_IP_Address="192.0.2.7")
    [found] = read(joined([request(), page]))
    assert found.address == URL
    [capture] = whole([found])
    assert capture.fetched_at == datetime(2022, 1, 7, 12, tzinfo=UTC)
    assert (capture.media_type, capture.encoding, capture.body) == ("text/html", "windows-1252", PAGE)
    assert capture.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert capture.exchange is not None
    assert capture.exchange.request == b"GET /fire HTTP/1.1\r\nHost: news.example\r\n\r\n"
    assert capture.exchange.head.startswith(b"HTTP/1.1 200 OK\r\n") and capture.exchange.head.endswith(b"\r\n\r\n")
    assert (capture.exchange.payload, capture.exchange.server) == (PAGE, "192.0.2.7")


@pytest.mark.parametrize("before", [True, False])
def test_the_request_stands_before_or_after_its_response(before: bool) -> None:
    a, b = "http://a.example/", "http://b.example/"
    pairs = [(request(a), response(uri=a)), (request(b), response(uri=b))]
    found = whole(read(b"".join(one for pair in pairs for one in (pair if before else pair[::-1]))))
    assert [capture.address for capture in found] == [a, b]
    assert all(capture.exchange and capture.exchange.request for capture in found)


def test_a_request_for_something_else_is_not_joined() -> None:
    [capture] = whole(read(request("http://other.example/") + response()))
    assert capture.exchange and capture.exchange.request == b""


def test_a_resource_record_is_a_document_without_an_exchange() -> None:
    [capture] = whole(read(record("resource", PAGE, Content_Type="text/html")))
    assert (capture.body, capture.exchange, capture.media_type) == (PAGE, None, "text/html")


def test_what_is_no_document_is_counted_by_kind() -> None:
    tally = Tally()
    records = [
        record("warcinfo", b"software: x\r\n", ""),
        request(),
        response(),
        record("metadata", b"a: b\r\n"),
        record("revisit", b"HTTP/1.1 200 OK\r\n\r\n"),
        record("dns", b"20220107 example"),
        response(b"\x89PNG....", content_type="image/png"),
        response(b"\x89PNG....", content_type="text/html"),
        response(b"let a", content_type="application/javascript"),
        response(b"a{}", content_type="text/css"),
        response(b"User-agent: *", "http://news.example/robots.txt", "text/plain"),
        record("response", answer(b"no", status=404)),
        record("resource", PAGE, "urn:text:1"),
    ]
    assert len(read(b"".join(records), tally=tally)) == 1
    assert (tally.records, tally.documents) == (13, 1)
    assert tally.passed == {
        **dict.fromkeys(["warcinfo", "request", "metadata", "revisit", "dns", "picture", "script", "style"], 1),
        **dict.fromkeys(["other content", "robots.txt", "status 404", "no web address"], 1),
    }
    assert tally.words.startswith("1 document in 13 records; passed over: 1 warcinfo, ")


@pytest.mark.parametrize(
    ("content_type", "body", "media_type"),
    [
        ("text/html", PAGE, "text/html"),
        ("application/xhtml+xml", PAGE, "text/html"),
        ("text/plain", b"Two people died.", "text/plain"),
        ("text/plain; charset=utf-8", PAGE, "text/html"),
        ("application/json", b'{"text": "Two died."}', "application/json"),
        ("application/pdf", b"%PDF-1.7", "application/pdf"),
        ("text/html", b"%PDF-1.7", "application/pdf"),
        ("", PAGE, "text/html"),
        ("application/octet-stream", PAGE, "text/html"),
    ],
)
def test_documents_are_told_by_type_and_content(content_type: str, body: bytes, media_type: str) -> None:
    [capture] = whole(read(response(body, content_type=content_type)))
    assert capture.media_type == media_type


@pytest.mark.parametrize(
    ("coding", "stored"),
    [
        ("gzip", packed(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("gzip, gzip", packed(packed(PAGE))),
        ("gzip", PAGE),  # unpacked already by whoever stored it
        ("identity", PAGE),
    ],
)
def test_content_encodings_are_undone_and_the_payload_is_kept_as_stored(coding: str, stored: bytes) -> None:
    [capture] = whole(read(response(stored, extra=f"Content-Encoding: {coding}\r\n")))
    assert capture.body == PAGE
    assert capture.exchange and capture.exchange.payload == stored


@pytest.mark.parametrize(
    ("stored", "gives"),
    [
        (b"5\r\n<p>Fi\r\n3;x=y\r\nre.\r\n0\r\n\r\n", b"<p>Fire."),
        (b"<p>Fire.", b"<p>Fire."),
    ],
)
def test_chunks_are_undone_where_they_are_there(stored: bytes, gives: bytes) -> None:
    raw = response(stored, extra="Transfer-Encoding: chunked\r\n", WARC_Payload_Digest=sha1(stored))
    undone = response(stored, extra="Transfer-Encoding: chunked\r\n", WARC_Payload_Digest=sha1(gives))
    for archive in (raw, undone):
        [capture] = whole(read(archive))
        assert (capture.body, capture.exchange and capture.exchange.payload) == (gives, gives)


@pytest.mark.parametrize(
    ("archive", "code", "word"),
    [
        (response(b"5\r\n<p>Fi\r\n90\r\nre.", extra="Transfer-Encoding: chunked\r\n"), "E079", "chunks"),
        (response(packed(PAGE)[:-9], extra="Content-Encoding: gzip\r\n"), "E079", "cut: the end"),
        (response(b"\x1f\x8bxxxxxx", extra="Content-Encoding: gzip\r\n"), "E079", "broken"),
        (response(PAGE, extra="Content-Encoding: br\r\n"), "E079", "encoded as br"),
        (response(PAGE, extra="Content-Encoding: gzip, gzip, gzip, gzip\r\n"), "E079", "more than twice"),
        (response(packed(bytes(3_000_000)), extra="Content-Encoding: gzip\r\n"), "E005", "limit"),
        (response(b" \r\n"), "E004", "empty"),
        (response(PAGE * 20_000), "E005", "limit"),
    ],
)
def test_a_page_that_cannot_be_taken_is_told_under_its_own_address(archive: bytes, code: str, word: str) -> None:
    first, second = read(archive + response(uri="http://b.example/"))
    [problem] = broken([first])
    assert (problem.address, problem.code, word in problem.reason) == (URL, code, True)
    assert second.address == "http://b.example/"


def test_a_bomb_is_told_by_its_ratio_before_the_limit_of_size() -> None:
    archive = response(packed(b" " * 3_000_000), extra="Content-Encoding: gzip\r\n")
    [problem] = broken(read(archive, limit=20_000_000))
    assert (problem.code, "200 to one" in problem.reason) == ("E079", True)


def test_what_a_crawler_cut_is_kept_and_counted() -> None:
    tally = Tally()
    assert len(whole(read(response(WARC_Truncated="length"), tally=tally))) == 1
    assert tally.cut_by_crawler == 1


def test_an_address_is_one_printable_line() -> None:
    [capture] = whole(read(response(uri="<http://a.example/\x1b[2J>")))
    assert capture.address == "http://a.example/␛[2J"


def test_memory_does_not_grow_with_the_archive() -> None:
    """A stream that ends after 200 megabytes of pictures, of which nothing is kept."""
    picture = packed(response(bytes(10_000_000), content_type="image/png"))

    class Endless(io.RawIOBase):
        left, ready = 20, b""
        most = 0

        def read(self, size: int = -1) -> bytes:
            self.most = max(self.most, size)
            while len(self.ready) < size and self.left:
                self.left, self.ready = self.left - 1, self.ready + picture
            given, self.ready = self.ready[:size], self.ready[size:]
            return given

    stream, tally = Endless(), Tally()
    assert list(warc.captures(stream, "a.warc", 100_000, tally)) == []
    assert (tally.passed["picture"], stream.most) == (20, 65_536)


def test_an_empty_archive_gives_nothing() -> None:
    assert read(b"") == []


def test_a_million_kinds_of_records_are_one_in_the_tally() -> None:
    tally = Tally()
    assert read(zipped([record(f"kind{number}", b"") for number in range(100)] + [record("", b"")]), tally=tally) == []
    assert (len(tally.passed), tally.passed["of other kinds"], tally.passed.total()) == (MOST_KINDS + 1, 61, 101)
