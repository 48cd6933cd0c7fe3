"""Live blogs in a page: the elements that are its entries, each with the time of its time element."""

from __future__ import annotations

from collections import Counter

from lxml.html import HtmlElement

from sayso.read import dates, written_dates

FEWEST_ENTRIES = 3
"""Elements side by side with a time each that make a live blog."""
BESIDE = frozenset({"article", "section", "div", "li"})
DEEPEST = 6
"""Elements between an entry and its time; a time further in belongs to something within the entry."""


def live_entries(root: HtmlElement) -> dict[HtmlElement, str | None]:
    """The entries of a live blog, each with its time: elements side by side that hold a time each.

    Lists of links to other reports look alike, but nearly all their text is linked.
    """
    above = {time: _ancestors(time, root) for time in root.iter("time")}
    children: Counter[tuple[HtmlElement, str]] = Counter()
    for element in {element for chain in above.values() for element in chain}:
        children[element.getparent(), element.tag] += 1
    out: dict[HtmlElement, str | None] = {}
    for time, chain in above.items():
        for element in chain:
            if element.tag in BESIDE and children[element.getparent(), element.tag] >= FEWEST_ENTRIES:
                if element not in out and not _mostly_linked(element):
                    out[element] = _time(time)
                break
    return out if len(out) >= FEWEST_ENTRIES else {}


def _ancestors(time: HtmlElement, root: HtmlElement) -> list[HtmlElement]:
    out: list[HtmlElement] = []
    element = time.getparent()
    while element is not None and element is not root and len(out) < DEEPEST:
        out.append(element)
        element = element.getparent()
    return out


def _time(element: HtmlElement) -> str | None:
    return dates.published(element.get("datetime")) or written_dates.whole(str(element.text_content()))


def _mostly_linked(element: HtmlElement) -> bool:
    text = len(" ".join(str(element.text_content()).split()))
    linked = sum(len(" ".join(str(a.text_content()).split())) for a in element.iter("a"))
    return linked * 2 > text
