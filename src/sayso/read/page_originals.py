"""Where a page was found, and which outlet's page its markup says that it is: a canonical address elsewhere, a link beside
"Read the original article", `isBasedOn` in its JSON-LD, or whom a portal names as the publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from sayso.read.found_at import web_address
from sayso.read.originals import WHOLE, is_one
from sayso.read.outlet_table import built_in
from sayso.read.outlets import host_of, outlet
from sayso.read.page_data import PageData
from sayso.types import Original, Outlet

MOST_LINKS = 5_000
"""Links of a page that are looked at."""
NEAR = 200
"""Characters before a link, and of its words, that are read."""
ORIGINAL = re.compile(
    r"(?:(?:read|see|view)\s+)?(?:the\s+)?original(?:\s+(?:article|story|report|piece|version|post))?\W*", re.IGNORECASE
)


def published(data: PageData, address: str) -> tuple[Outlet | None, str | None]:
    """The outlet and address of a page found at `address`: by what it says, but not by what it says of another outlet."""
    at = web_address(address)
    at = at if host_of(at) else None
    if at is None or data.url is None or is_one(outlet(None, at), outlet(None, data.url)):
        url = data.url or at
        return outlet(_own(data.site, url), url), url
    site = None if is_one(outlet(data.site, None), outlet(None, data.url)) else data.site
    return outlet(site, at), at


def _own(site: str | None, url: str | None) -> str | None:
    """The site's name; not that of another outlet, whom a portal names for what it took from there."""
    row = built_in().by_site(host_of(url))
    return None if row and row.prints and built_in().by_name(site) is not row else site


def original(page: HtmlElement, data: PageData, publisher: Outlet | None) -> Original | None:
    """Whom the markup names, where that is another than the publisher."""
    return next((one for one in _named(page, data, publisher) if not is_one(one.outlet, publisher)), None)


def _named(page: HtmlElement, data: PageData, publisher: Outlet | None) -> Iterator[Original]:
    for name, url in ((None, link) for link in _links(page)):
        yield from _of(name, url)
    yield from _of(None, data.url)
    yield from _of(*data.based_on)
    row = built_in().find(publisher.name, publisher.site and f"//{publisher.site}") if publisher else None
    if row and row.prints:
        yield from _of(data.provider, None)


def _of(name: str | None, url: str | None) -> Iterator[Original]:
    made = outlet(name, url)
    if made:
        yield Original(made, url)


def _links(page: HtmlElement) -> Iterator[str]:
    """Addresses of links that are said to lead to the original."""
    for link in islice(page.iter("a"), MOST_LINKS):
        href = (link.get("href") or "").strip()
        if href.lower().startswith(("http://", "https://")) and host_of(href) and _is_said(link):
            yield href


def _is_said(link: HtmlElement) -> bool:
    """Only the words right before the link and its first words: nothing that grows with the page."""
    previous, parent = link.getprevious(), link.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else None
    inner = link.text or next((child.text for child in link if child.text), None)
    near, words = (before or "")[-NEAR:], " ".join((inner or "").split())[:NEAR]
    if ORIGINAL.fullmatch(words):
        return True
    line = " ".join(near.split())
    return bool(line and words) and any(match.end() == len(line) for match in WHOLE.finditer(line))
