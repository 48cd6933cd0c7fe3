"""A page to its report: tree → parts → the parts that are the news → text with units that keep the markup's roles."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence

from sayso import limits
from sayso.errors import SaysoError
from sayso.read import captions, markup, page_originals, untold
from sayso.read.assemble import BETWEEN, Draft, assemble
from sayso.read.decode import decode
from sayso.read.main_text import main_parts
from sayso.read.notes import Note
from sayso.read.page_data import PageData, page_data
from sayso.read.parts import Part, parts
from sayso.read.units import Unit
from sayso.types import Capture, Report, Span
from sayso.vocabulary import BlockKind

LONGEST_MASTHEAD = 160
"""Characters of a line of byline and date."""

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its complaints about a page are ours to tell


def reports(
    capture: Capture, name: str, given_date: str | None, told: Callable[[Draft], Draft] = lambda draft: draft
) -> Iterator[Report | Note]:
    """The report of a page. Raises SaysoError E006 (encoding), E019 (too long), E012 (nothing to read).

    `told` adds to the draft what is known from around the page: of a mail, its subject and sender.
    """
    page, note = decode(capture.body, capture.address, capture.encoding or markup.declared_encoding(capture.body))
    if note:
        yield Note(capture.address, note)
    deepest, tags = markup.nesting(page)
    if deepest > limits.MAX_NESTING:
        yield Note(capture.address, f"elements are nested {deepest:,} deep; only the page's plain lines were read")
        draft = Draft(name, markup.flat(page), fallback_date=given_date)
    else:
        draft = _draft(page, name, capture.address, given_date, ask_trafilatura=tags <= limits.MAX_TAGS)
    if not any(map(str.isalpha, draft.text)):
        raise SaysoError("E012", path=capture.address, detail="it has markup but no words")
    yield assemble(told(draft), capture.address)


def _draft(page: str, name: str, address: str, given_date: str | None, ask_trafilatura: bool) -> Draft:
    tree = markup.tree(page)
    if tree is None:
        raise SaysoError("E012", path=address, detail="it cannot be parsed as HTML")
    data = page_data(tree)
    untold.uncover(tree)
    chosen = untold.or_its_data(main_parts(tree, parts(tree), ask_trafilatura), data.article_body)
    if not chosen:
        raise SaysoError("E012", path=address, detail="neither trafilatura nor the second reader found any")
    text, units = _text(_credited(_without_title(chosen, data)), data)
    publisher, url = page_originals.published(data, address)
    return Draft(
        name=name,
        text=text,
        title=data.title,
        units=units,
        outlet=publisher,
        url=url,
        original=page_originals.original(tree, data, publisher),
        byline=data.author,
        published=data.published,
        updated=data.updated if data.updated != data.published else None,
        language=data.language,
        fallback_date=given_date,
    )


def _without_title(chosen: Sequence[Part], data: PageData) -> list[Part]:
    """The headline is a field of its own; where the page repeats it, the repetition is dropped."""
    return [part for part in chosen if part.text != data.title]


def _credited(chosen: Sequence[Part]) -> list[tuple[Part, str | None]]:
    """Each part with the picture credit that the markup names for it, which goes to the caption of the same figure."""
    named = {part.role.credit_of: part.text for part in chosen if part.role.credit_of}
    is_caption = [part.role.kind is BlockKind.CAPTION for part in chosen]
    credits = [named.get(part.role.figure) if caption else None for part, caption in zip(chosen, is_caption, strict=True)]
    return [(part, captions.maker(credit) if credit else None) for part, credit in zip(chosen, credits, strict=True)]


def _text(chosen: Sequence[tuple[Part, str | None]], data: PageData) -> tuple[str, tuple[Unit, ...]]:
    """The text of the report, its parts an empty line apart, and the units that these are."""
    units: list[Unit] = []
    at, begun = 0, False
    for part, credit in chosen:
        kind = _kind(part, begun)
        begun = begun or (kind is None and not part.role.masthead)
        end = at + len(part.text)
        units.append(Unit(Span(at, end), True, kind, credit, part.role.at, furniture=_no_news(part)))
        at = end + len(BETWEEN)
    return BETWEEN.join(part.text for part, _ in chosen), tuple(units)


def _kind(part: Part, begun: bool) -> BlockKind | None:
    """The role by markup. Points in a list above the first paragraph are leads."""
    if part.role.item and part.role.kind is None and not begun:
        return BlockKind.LEAD
    return part.role.kind


def _no_news(part: Part) -> bool:
    """Bylines, dates and picture credits, told by their markup. The layout still learns from their words."""
    if part.role.credit_of or part.role.masthead:
        return True
    return part.dated and part.role.kind is None and len(part.text) <= LONGEST_MASTHEAD and not part.text.endswith(".")
