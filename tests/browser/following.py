"""Every view that links lead to, a few of each shape: so that a view is tested from the day it is there."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import Page

from tests.browser.arriving import arrive

LINKS = "() => [...document.querySelectorAll('a[href]:not([download])')].map(link => link.href)"
ID = re.compile(r"(?<![a-z0-9])[a-z]{0,2}[0-9a-f]{6,}(?![a-z0-9])|%[0-9A-F]{2}[^/?&]*")
FILES = re.compile(r"/static/|/files/|\.\w{2,5}$")


def visited(page: Page, start: str = "/", of_a_shape: int = 2, most: int = 60) -> Iterator[str]:
    """The addresses that links lead to, each when the page is on it. Addresses that differ by an id alone have one shape."""
    arrive(page, start)
    host = urlsplit(page.url).netloc
    waiting, seen, shapes = deque([page.url]), {page.url}, Counter[str]()
    for _ in range(most):
        if not waiting:
            return
        address = waiting.popleft()
        arrive(page, address)
        yield address
        for link in page.evaluate(LINKS):
            target = urldefrag(link).url
            split = urlsplit(target)
            if split.netloc != host or target in seen or FILES.search(split.path):
                continue
            seen.add(target)
            shapes[shape(target)] += 1
            if shapes[shape(target)] <= of_a_shape:
                waiting.append(target)


def shape(address: str) -> str:
    """The address without ids, and with the names of what it asks but not the values."""
    split = urlsplit(address)
    asked = sorted({part.partition("=")[0] for part in split.query.split("&") if part})
    return ID.sub("…", split.path) + "?" + "&".join(asked)
