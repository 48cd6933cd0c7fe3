"""The role of an element's text on the page, by the names and classes of the element and of those around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from sayso.read.live_entries import live_entries
from sayso.read.wordlist import entries
from sayso.vocabulary import BlockKind

UNSEEN = frozenset(entries("unseen", "html"))
INLINE = frozenset(entries("inline", "html"))
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
REGIONS = frozenset({"article", "main"})
LISTS = frozenset({"ul", "ol"})
HOLDERS = frozenset({"figure", "table", "body", "article", "main"})
"""What a class with "caption" in its name may stand on without being the caption."""
HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text|is-hidden|hidden)(?:\s|$)", re.IGNORECASE)
COMMENTS = re.compile(r"(?:^|[\s_-])(?:comments?|disqus|respond)(?:$|[\s_-])", re.IGNORECASE)
SIGN_UP = re.compile(r"(?:^|[\s_-])(?:newsletters?|sign-?up)(?:$|[\s_-])", re.IGNORECASE)
CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|captiontext|legend|cutline)(?:$|[\s_-])", re.IGNORECASE)
CREDIT = re.compile(
    r"(?:^|[\s_-])(?:credits?|copyright|photographer|photo-?by|image-?source|attribution)(?:$|[\s_-])", re.IGNORECASE
)
LEAD = re.compile(
    r"(?:^|[\s_-])(?:standfirst|dek|deck|lead|lede|subtitle|sub-?head(?:line)?|strapline|chapo|key-?points|highlights)(?:$|[\s_-])",
    re.IGNORECASE,
)
MASTHEAD = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|timestamp|dateline|datetime|pubdate|post-?meta|article-?meta)(?:$|[\s_-])", re.I
)


@dataclass(frozen=True, slots=True)
class Role:
    """What the elements around a stretch of text make of it."""

    kind: BlockKind | None = None
    credit_of: int = 0
    """Of a picture credit: the number of the element that holds the caption; else 0."""
    figure: int = 0
    entry: int = 0
    at: str | None = None
    region: int = 0
    """The innermost article or main element."""
    holder: int = 0
    """The element that holds the paragraphs among which this is one."""
    item: bool = False
    """In a list."""
    masthead: bool = False


class Roles:
    """The roles of one page. Elements go by number: lxml makes their Python objects anew, so that `id()` is no name."""

    def __init__(self, root: HtmlElement) -> None:
        self.numbers = {element: number for number, element in enumerate(root.iter(), start=1)}
        self.entries = live_entries(root)

    def inside(self, element: HtmlElement, role: Role) -> Role:
        """The role of what stands directly in `element`, where `role` is that of what stands around it."""
        tag, number = element.tag, self.numbers[element]
        if tag in REGIONS or element.get("itemprop") == "articleBody":
            role = replace(role, region=number)
        if element in self.entries:
            role = replace(role, entry=number, at=self.entries[element], kind=BlockKind.ENTRY)
        if tag == "figure":
            role = replace(role, figure=number)
        if tag in LISTS:
            role = replace(role, item=True, holder=self._around(element))
        elif tag not in INLINE and tag != "li":
            role = replace(role, holder=self._around(element))
        return self._named(element, element.get("class") or "", role)

    def _around(self, element: HtmlElement) -> int:
        parent = element.getparent()
        return 0 if parent is None else self.numbers.get(parent, 0)

    def _named(self, element: HtmlElement, name: str, role: Role) -> Role:
        """The role by the element's own name or class."""
        tag, in_caption = element.tag, role.kind is BlockKind.CAPTION
        if CREDIT.search(name) and (in_caption or role.figure):
            return replace(role, kind=None, credit_of=role.figure or self._around(element))
        if tag == "figcaption" or (CAPTION.search(name) and tag not in HOLDERS):
            return replace(role, kind=BlockKind.CAPTION, figure=role.figure or self.numbers[element])
        if role.entry or in_caption:
            return replace(role, masthead=True) if tag == "time" else role
        if tag in HEADINGS:
            return replace(role, kind=BlockKind.LEAD if LEAD.search(name) else BlockKind.HEADING)
        if tag == "blockquote":
            return replace(role, kind=BlockKind.QUOTE)
        if LEAD.search(name) and tag in ("p", "div", "ul", "span") and role.kind is None:
            return replace(role, kind=BlockKind.LEAD)
        return replace(role, masthead=True) if MASTHEAD.search(name) and len(element) < 20 else role


def unseen(element: HtmlElement) -> bool:
    """Does a browser not show the element, or is it a menu, a form, the readers' comments or a sign-up box?"""
    if element.tag in UNSEEN or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(
        HIDDEN_STYLE.search(element.get("style") or "")
        or HIDDEN_CLASS.search(name)
        or (COMMENTS.search(name) and element.tag in ("div", "section", "aside", "ol", "ul"))
        or (SIGN_UP.search(name) and element.tag in ("div", "section", "aside"))
    )
