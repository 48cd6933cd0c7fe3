"""One form to ask for, one to keep."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.collect.net.addresses import address, canonical, joined
from sayso.errors import SaysoError


@pytest.mark.parametrize(
    ("text", "asked", "kept"),
    [
        (
            "HTTP://Example.test:80/a/../b?utm_source=x&id=7#top",
            "http://example.test/b?utm_source=x&id=7",
            "http://example.test/b?id=7",
        ),
        ("  https://example.test  ", "https://example.test/", "https://example.test/"),
        ("https://example.test?", "https://example.test/", "https://example.test/"),
        ("https://example.test:443/a/./b/", "https://example.test/a/b/", "https://example.test/a/b/"),
        ("http://example.test:443/", "http://example.test:443/", "http://example.test:443/"),
        ("https://example.test./a/%2e%2E/b/..", "https://example.test/", "https://example.test/"),
        ("https://example.test/../../a", "https://example.test/a", "https://example.test/a"),
        ("https://example.test//a//b", "https://example.test//a//b", "https://example.test//a//b"),
        ("https://bücher.test/ü", "https://xn--bcher-kva.test/%C3%BC", "https://xn--bcher-kva.test/%C3%BC"),
        ("https://новости.test/", "https://xn--b1amnebsh.test/", "https://xn--b1amnebsh.test/"),
        ("https://a_b.example.test/", "https://a_b.example.test/", "https://a_b.example.test/"),
        ("https://example.test/%7euser/%c3%bc", "https://example.test/%7euser/%c3%bc", "https://example.test/~user/%C3%BC"),
        ("https://example.test/100%", "https://example.test/100%", "https://example.test/100%25"),
        ("https://example.test/%%34%31", "https://example.test/%%34%31", "https://example.test/%2541"),
        ("https://example.test/?fbclid=1", "https://example.test/?fbclid=1", "https://example.test/"),
        ("https://example.test/?a=1&&b=%2f", "https://example.test/?a=1&&b=%2f", "https://example.test/?a=1&b=%2F"),
        ("https://example.test/?b=2&a=1", "https://example.test/?b=2&a=1", "https://example.test/?b=2&a=1"),
        ("https://example.test/?u%74m_medium=x", "https://example.test/?u%74m_medium=x", "https://example.test/"),
        (
            'https://example.test/"<a>|{}',
            "https://example.test/%22%3Ca%3E%7C%7B%7D",
            "https://example.test/%22%3Ca%3E%7C%7B%7D",
        ),
        ("http://[2606:4700:0::1]:8000/", "http://[2606:4700::1]:8000/", "http://[2606:4700::1]:8000/"),
        ("http://8.8.8.8:/", "http://8.8.8.8/", "http://8.8.8.8/"),
    ],
)
def test_the_two_forms(text: str, asked: str, kept: str) -> None:
    made = address(text)
    assert (made.asked, made.canonical) == (asked, kept)


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("/b", "https://example.test/b"),
        ("b?c#d", "https://example.test/a/b?c#d"),
        ("//other.test/", "https://other.test/"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("http://[x", "http://[x"),
        ("\x00", "\x00"),
    ],
)
def test_links_are_made_whole(link: str, whole: str) -> None:
    assert joined(address("https://example.test/a/x"), link) == whole


PIECES = (
    *(
        "http://",
        "HTTPS://",
        "example.test",
        "127.0.0.1",
        "[::1]",
        "ü",
        "%",
        "%2e",
        "%34",
        "%zz",
        "/",
        "..",
        ".",
        "?",
        "&",
        "=",
    ),
    *("#", "utm_source", "ref", "@", ":", "80", "xn--", "\\", " ", "\t", "\ud800", "[", "]", "٣", "。", "\u200b", "ß", "a"),
)
URLISH = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@settings(max_examples=1_500, deadline=None)
@given(st.one_of(st.text(max_size=80), URLISH, URLISH.map("http://example.test/".__add__), URLISH.map("http://".__add__)))
@example("http://example.test/%%34%31")
@example("http://xn--/")
@example("http://xn--0.test/")
@example("http://\u0378.test/")
def test_any_text_is_an_address_or_e015(text: str) -> None:
    """And the form that is kept is its own kept form; what is asked for gives the same one."""
    try:
        made = address(text)
    except SaysoError as error:
        assert error.code.code == "E015" and len(error.line.splitlines()) == 1
        return
    assert made.asked.isascii() and made.asked.isprintable() and " " not in made.asked
    assert canonical(made.canonical) == made.canonical
    assert address(made.asked) == made


@settings(max_examples=500, deadline=None)
@given(URLISH.map("http://example.test/".__add__), st.one_of(URLISH, st.text(max_size=40)))
def test_any_link_can_be_joined(base: str, link: str) -> None:
    try:
        here = address(base)
    except SaysoError:
        return
    assert isinstance(joined(here, link), str)
