"""What holds for any input: nothing raises, everything leads to something, and spans are true."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.collect import sniff
from sayso.collect.files import captures
from sayso.read.reports import reports
from sayso.types import Capture, Report, Unreadable
from tests.read.reading import Read, all_of

PIECES = st.sampled_from(
    [
        "Legend:\n", "Keystone\n", "(AFP, dpa)", "ALMATY, Jan 7 (Reuters) - ",
        "By Jane Doe\n", "Updated at 14:05", "14:05 ", "• ",
        "Photo: Jane Doe / AP", "(AP Photo/Jane Doe)", "Read more:\n", "\n\n", "\r\n", "\u2028", "Police said two people died.",
        "FILE - ", " – News\n", "___", "Hide Caption 3 of 4", "Jane Doe/AP Jane Doe/AP", "[",
        ")", "\ud800", "\0", "©", "/", ": ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join)
TAGS = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "</div>", "<br>",
        "<figure>", "<figcaption>", "</figure>", "<time datetime='2022-01-07'>", "</time>",
        "<ul><li>", "<article>", "<h1>", "</h1>", "<blockquote>",
        "<span class=credit>", "<div class=caption>", "<!--", "-->", "<script>",
        "</script>", "&amp;", "<table><tr><td>", "<a href=x>", "</a>",
        "<p hidden>", "<p class=lead>", "<title>", "<", "<section>",
    ]
)  # fmt: skip


def check(found: list[Read]) -> None:
    assert found
    for item in found:
        if isinstance(item, Unreadable):
            assert item.reason.startswith(item.code)
        if isinstance(item, Report):
            spans_are_true(item)


def spans_are_true(report: Report) -> None:
    end = 0
    for block in report.blocks:
        quote = block.span.of(report.text)
        assert quote
        assert quote == quote.strip()
        assert block.span.start >= end, "blocks overlap or are out of order"
        assert report.field_of(block.span)
        end = block.span.end
    if report.dateline:
        assert report.dateline.span.of(report.text)


@given(st.binary(max_size=400), st.sampled_from([sniff.TEXT, sniff.HTML, sniff.JSON, sniff.JSON_LINES]))
@settings(max_examples=150, deadline=None)
def test_any_bytes(body: bytes, media_type: str) -> None:
    check(all_of(body, media_type))


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_paste(body: bytes) -> None:
    [capture] = captures(["-"], io.BytesIO(body), lambda: datetime(2022, 1, 7, tzinfo=UTC), 1_000)
    if isinstance(capture, Capture):
        check(list(reports(capture)))


@given(TEXTS, TEXTS)
@settings(max_examples=250, deadline=None)
def test_any_text_in_json(title: str, text: str) -> None:
    check(all_of(json.dumps({"title": title, "text": text, "published": "2022-01-07"}).encode(), sniff.JSON))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_plain_text(text: str) -> None:
    check(all_of(text.encode("utf8", "replace"), sniff.TEXT, "2022-01-07"))


@given(st.lists(TAGS | PIECES, max_size=40).map("".join))
@settings(max_examples=120, deadline=None)
def test_any_page(html: str) -> None:
    check(all_of(f"<html><body>{html}</body></html>".encode("utf8", "replace"), sniff.HTML))
