"""News where no text is looked for: in `noscript`, as `articleBody` of JSON-LD, or in a form around the whole page."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from sayso.read.markup import flat
from sayso.read.page_roles import Role
from sayso.read.parts import Part

SCRIPTED = ("script", "style", "noscript", "template")
SHOWN_SHARE = 0.5
"""Of the article in its data that a page must show; else the data are what the reader would see once the scripts have run."""


def uncover(page: HtmlElement) -> None:
    """Make `noscript` and forms part of the page where they hold more words than all the rest.

    Beside shown news `noscript` holds pictures and a form asks for something; but pages made with ASP.NET are one form.
    """
    body = page.find("body")
    if body is None:
        return
    shown = _letters(body) - sum(_letters(element) for element in body.iter(*SCRIPTED))
    for tag, others in (("noscript", shown), ("form", shown / 2)):
        found = list(body.iter(tag))
        if sum(_letters(element) for element in found) > others:
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
