"""An HTTP message taken apart."""

from __future__ import annotations

import gzip
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.evidence.content import body_of
from sayso.collect.net import message
from sayso.collect.net.content_type import charset, essence

packed = partial(gzip.compress, mtime=0)
"""The same bytes each time: they are in the names of tests."""


def chunked(parts: list[bytes]) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=6))
def test_chunks_give_what_was_cut_into_them(parts: list[bytes]) -> None:
    assert message.unchunked(chunked(parts)) == (b"".join(parts), False)


@given(st.binary(max_size=200))
def test_any_bytes_are_parted_without_loss_or_have_no_end_of_a_head(block: bytes) -> None:
    head, rest = message.parted(block)
    assert head + rest == block or not message.HEAD_END.search(block)


def test_chunks_that_are_cut_are_told() -> None:
    assert message.unchunked(chunked([b"one", b"two"])[:-8]) == (b"onetwo"[:5], True)


def test_a_body_stored_without_chunks_under_a_header_that_tells_some() -> None:
    assert message.unchunked(b"<html>") == (b"<html>", False)
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert body_of("response", head + b"<html>", 100) == b"<html>"
    assert body_of("response", head + b"add\nfour", 100) == b"add\nfour"  # begins like a chunk, and is none


def test_the_body_of_a_record() -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-ENCODING: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert body_of("response", head + chunked([packed(b"words")]), 100) == b"words"


@pytest.mark.parametrize(
    "block",
    [
        b"HTTP/1.1 200 OK\r\nno end",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nwords",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed(b"words")[:-4],
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed(b"words" * 100),
    ],
    ids=["no end", "not known", "cut", "too large"],
)
def test_a_record_without_a_body(block: bytes) -> None:
    with pytest.raises(ValueError):
        body_of("response", block, 100)


@pytest.mark.parametrize(
    ("told", "kind", "encoding"),
    [
        ("Text/HTML; charset=UTF-8", "text/html", "utf-8"),
        ("text/html;charset='windows-1251'", "text/html", "windows-1251"),
        ('text/html; charset="koi8-r"', "text/html", "koi8-r"),
        ("text/html; charset=none-such", "text/html", None),
        ("text/html; charset=idna", "text/html", None),
        ("", "", None),
    ],
)
def test_content_types(told: str, kind: str, encoding: str | None) -> None:
    assert (essence(told), charset(told)) == (kind, encoding)
