"""News that a page holds but does not show without running its scripts: in `noscript`, or as `articleBody` of its JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from lxml.html import HtmlElement

from sayso.read.markup import flat
from sayso.read.page_roles import Role
from sayso.read.parts import Part

SCRIPTED = frozenset({"script", "style", "noscript", "template"})
SHOWN_SHARE = 0.5
"""Of the article in its data that a page must show; else the data are what the reader would see once the scripts have run."""


def uncover_noscript(page: HtmlElement) -> None:
    """Make `noscript` part of the page where it holds more words than all the rest. Beside shown news it holds pictures."""
    body = page.find("body")
    found = list(page.iter("noscript"))
    if body is None or not found:
        return
    shown = sum(len(text.strip()) for element in body.iter(etree.Element) if _is_shown(element) for text in _texts(element))
    if sum(len(" ".join(str(element.text_content()).split())) for element in found) > shown:
        for element in found:
            element.tag = "div"


def or_its_data(chosen: list[Part], article_body: str | None) -> list[Part]:
    """The parts that are shown, or where they are less than half of the article in the page's data, the paragraphs of that."""
    if article_body is None or _length(chosen) >= SHOWN_SHARE * len(article_body):
        return chosen
    told = [Part(line, Role(), "p") for line in flat(article_body).split("\n") if line]
    return told if _length(told) * SHOWN_SHARE > _length(chosen) else chosen


def _is_shown(element: HtmlElement) -> bool:
    return element.tag not in SCRIPTED and next(element.iterancestors(*SCRIPTED), None) is None


def _texts(element: HtmlElement) -> list[str]:
    """The texts that stand directly in an element."""
    return [text for text in (element.text, *(child.tail for child in element)) if text]


def _length(parts: Sequence[Part]) -> int:
    return sum(len(part.text) for part in parts)
