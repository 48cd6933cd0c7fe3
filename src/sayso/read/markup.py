"""HTML as bytes to a tree that is safe to walk, or, where its nesting is pathological, straight to lines of text."""

from __future__ import annotations

import html
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sayso.read.wordlist import entries

DECLARED = re.compile(rb"<meta[^<>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w-]{2,30})", re.IGNORECASE)
TAG = re.compile(r"<!--|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]{0,30})(?P<rest>[^<>]*)>?|<[!?][^<>]*>?")
UNNESTED = frozenset(entries("unnested", "html"))
INLINE = frozenset(entries("inline", "html"))
UNSEEN = frozenset(entries("unseen", "html")) - UNNESTED


def declared_encoding(body: bytes) -> str | None:
    """The encoding that a page names in its head."""
    match = DECLARED.search(body, 0, 4_096)
    return match[1].decode("ascii", "replace") if match else None


def nesting(page: str) -> tuple[int, int]:
    """How deep the elements of a page are nested, and how many tags it has; in one pass, without a parser."""
    depth = deepest = tags = 0
    for match in TAG.finditer(page):
        name = match["name"]
        if name is None:
            continue
        tags += 1
        if name.lower() not in UNNESTED and not match["rest"].endswith("/"):
            depth = max(0, depth - 1) if match["close"] else depth + 1
            deepest = max(deepest, depth)
    return deepest, tags


def tree(page: str) -> HtmlElement | None:
    """The parsed page, without comments and processing instructions; None for what is no page at all. May raise MemoryError."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        found = document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:  # no fault of the page's syntax
            raise MemoryError from error
        return None
    return found if isinstance(found, HtmlElement) else None


def flat(page: str) -> str:
    """The visible text of a page, a line a block, by one pass over its tags."""
    out: list[str] = []
    at, unseen = 0, ""
    while match := TAG.search(page, at):
        if not unseen:
            out.append(page[at : match.start()])
        at = match.end()
        if match.group() == "<!--":
            end = page.find("-->", at)
            at = len(page) if end < 0 else end + 3
            continue
        name = (match["name"] or "").lower()
        if not unseen and name in UNSEEN and not match["close"]:
            unseen = name
        elif unseen and name == unseen and match["close"]:
            unseen = ""
        if name and name not in INLINE:
            out.append("\n")
    if not unseen:
        out.append(page[at:])
    lines = (" ".join(line.split()) for line in html.unescape("".join(out)).split("\n"))
    return "\n".join(line for line in lines if line)
