"""News that a page holds but does not show without running its scripts: in `noscript`, or as `articleBody` of its JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from sayso.read.markup import flat
from sayso.read.page_roles import Role
from sayso.read.parts import Part

SCRIPTED = ("script", "style", "noscript", "template")
SHOWN_SHARE = 0.5
"""Of the article in its data that a page must show; else the data are what the reader would see once the scripts have run."""


def uncover_noscript(page: HtmlElement) -> None:
    """Make `noscript` part of the page where it holds more words than all the rest. Beside shown news it holds pictures."""
    body = page.find("body")
    found = list(page.iter("noscript"))
    if body is None or not found:
        return
    shown = _letters(body) - sum(_letters(element) for element in body.iter(*SCRIPTED))
    if sum(_letters(element) for element in found) > shown:
        for element in found:
            element.tag = "div"


def or_its_data(chosen: list[Part], article_body: str | None) -> list[Part]:
    """The parts that are shown, or where they are less than half of the article in the page's data, the paragraphs of that."""
    if article_body is None or _length(chosen) >= SHOWN_SHARE * len(article_body):
        return chosen
    told = [Part(line, Role(), "p") for line in flat(article_body).split("\n") if line]
    return told if _length(told) * SHOWN_SHARE > _length(chosen) else chosen


def _letters(element: HtmlElement) -> int:
    """Characters of all text in an element, white space apart."""
    return len("".join(str(element.text_content()).split()))


def _length(parts: Sequence[Part]) -> int:
    return sum(len(part.text) for part in parts)
