"""Which parts of a page are the news: trafilatura says so, and where it finds nothing, a measure of our own.

trafilatura knows thousands of layouts but drops captions and gives no offsets, so its text only chooses among our parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread

from lxml.html import HtmlElement

from sayso import limits
from sayso.read.parts import Part
from sayso.vocabulary import BlockKind

LEFT_OVER = 3
"""How many times as long the densest text is where what trafilatura took is a left-over, such as an address in a footer."""
PARAGRAPH = 60
"""Characters from which a part counts as a paragraph when densities are measured; links in menus are shorter."""


def main_parts(page: HtmlElement, parts: Sequence[Part], ask_trafilatura: bool) -> list[Part]:
    """The parts that are the news, in order; none where the page has no text. `page` is changed by trafilatura."""
    chosen = _by_trafilatura(page, parts) if ask_trafilatura else set()
    if not any(len(parts[number].text) >= PARAGRAPH for number in chosen):
        chosen = _of_the_two(chosen, _by_density(parts), parts)
    kept = _completed(parts, chosen)
    return [part for number, part in enumerate(parts) if number in kept]


def _by_trafilatura(page: HtmlElement, parts: Sequence[Part]) -> set[int]:
    """Numbers of the parts that are in trafilatura's text; white space and letter case do not count."""
    text = _squeezed(_trafilatura(page))
    return {number for number, part in enumerate(parts) if text and _squeezed(part.text) in text and not _menu(part)}


def _trafilatura(page: HtmlElement) -> str:
    """Its text of the page; nothing where it fails or is not done after `limits.PAGE_SECONDS`.

    It runs in a thread of its own because it offers no limit of time; a thread that is given up ends with the process.
    """
    from trafilatura import bare_extraction

    out: list[str] = []

    def extract() -> None:
        # third-party code on hostile input: whatever it raises, the second reader takes over
        with suppress(Exception):
            document = bare_extraction(page, include_comments=False, include_tables=True, with_metadata=False)
            out.append(str(getattr(document, "text", None) or ""))

    worker = Thread(target=extract, daemon=True)
    worker.start()
    worker.join(limits.PAGE_SECONDS)
    return out[0] if out else ""


def _of_the_two(taken: set[int], densest: set[int], parts: Sequence[Part]) -> set[int]:
    """What trafilatura took, where it is a short report; the densest text where there is far more of that."""
    length, other = (sum(len(parts[number].text) for number in numbers) for numbers in (taken, densest))
    return densest if other > LEFT_OVER * length else taken


def _by_density(parts: Sequence[Part]) -> set[int]:
    """Numbers of the paragraphs in the element that holds most unlinked text in paragraphs; all parts if there are none."""
    weight: dict[int, int] = defaultdict(int)
    for part in parts:
        if len(part.text) >= PARAGRAPH:
            weight[part.role.region or part.role.holder] += len(part.text) - part.linked
    if not weight:
        return {number for number, part in enumerate(parts) if not _menu(part)}
    densest = max(weight, key=lambda holder: weight[holder])
    return {number for number, part in enumerate(parts) if densest in (part.role.region, part.role.holder) and not _menu(part)}


def _completed(parts: Sequence[Part], chosen: set[int]) -> set[int]:
    """With what belongs to the chosen parts: paragraphs beside them, their captions, leads, headings between them, entries."""
    if not chosen:
        return chosen
    first, last = min(chosen), max(chosen)
    holders = {parts[n].role.holder for n in chosen if len(parts[n].text) >= PARAGRAPH}
    regions = {parts[n].role.region for n in chosen if parts[n].role.region}
    entries = any(parts[n].role.entry for n in chosen)
    figures = {part.role.figure for part in parts if part.role.kind is BlockKind.CAPTION}
    out = set(chosen)
    for number, part in enumerate(parts):
        role = part.role
        within = first <= number <= last
        near = role.region in regions if regions else within
        if (
            (role.kind is BlockKind.CAPTION and near)
            or (role.credit_of in figures and near)
            or (role.kind is BlockKind.LEAD and near and number < last)
            or (role.entry and entries)
            or (role.holder in holders and not _menu(part))
            or (role.kind is BlockKind.HEADING and within and near and not _menu(part))
            or (role.masthead and near and number < last)
        ):
            out.add(number)
    return out


def _menu(part: Part) -> bool:
    """Is the part a link rather than text with a link in it?"""
    return part.linked * 2 > len(part.text) and part.role.kind is not BlockKind.CAPTION


def _squeezed(text: str) -> str:
    return "".join(text.split()).lower()
