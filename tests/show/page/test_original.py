"""Which addresses of reports become links: a report may say anything of where it stands."""

from __future__ import annotations

import pytest

from sayso.show.page.original import original


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://wire.invalid/a?b=c#d", "wire.invalid"),
        ("http://Wire.invalid:8080/a", "wire.invalid"),
        ("https://вести.invalid/сюжет", "вести.invalid"),
    ],
)
def test_a_page_is_a_link_that_shows_its_host(url: str, host: str) -> None:
    found = original(url)
    assert found
    assert (found.href, found.host) == (url, host)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//wire.invalid/a",
        "wire.invalid/a",
        "https://",
        "https:///a",
        "https://wire.invalid@evil.invalid/",
        "https://evil.invalid\\@wire.invalid/",
        "https://wire.invalid/a b",
        'https://wire.invalid/"onmouseover="x',
        "https://[::1",
        "https://wire.invalid/\u202egpj.exe",
    ],
)
def test_anything_else_is_shown_as_words(url: str) -> None:
    found = original(url)
    assert found
    assert found.href is None
    assert found.shown == url


def test_no_address() -> None:
    assert original(None) is None
    assert original("") is None
