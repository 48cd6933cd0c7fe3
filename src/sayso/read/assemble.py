"""The last step of reading: a `Draft`, which every format leads to, becomes a `Report`."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace

from sayso import limits
from sayso.errors import SaysoError
from sayso.read import language, originals, titles
from sayso.read.layout import Layout, lay_out
from sayso.read.masthead import Masthead
from sayso.read.outlets import outlet
from sayso.read.units import Unit, trimmed, units
from sayso.types import Block, Field, Original, Outlet, Report, Span
from sayso.vocabulary import BlockKind

SPLIT = re.compile("[\ud800-\udbff][\udc00-\udfff]")
"""A character in two halves that no decoder has put together. JSON's escapes, in which the ledger keeps everything, cannot tell
it from the whole character: it would come back shorter, with every span behind it off by one."""
BETWEEN = "\n\n"
"""Between title and text of a report that has both."""
DEMONSTRATION = "written for demonstration"


@dataclass(frozen=True, slots=True)
class Draft:
    """What one document says, before its text is laid out. `title` and `text` are verbatim.

    `units`: the paragraphs of `text` where markup told them. `published` is the date in the document's data.
    """

    name: str
    text: str
    title: str | None = None
    units: tuple[Unit, ...] | None = None
    outlet: Outlet | None = None
    url: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    original: Original | None = None
    """Whom the markup names as the outlet that it is from."""
    fallback_date: str | None = None
    """What the person gave, for a document that tells no date in its data or its text."""


def assemble(draft: Draft, address: str) -> Report:
    """The report of a draft. Raises SaysoError E019 for a text that is too long."""
    draft = replace(draft, text=_storable(draft.text), title=draft.title and _storable(draft.title))
    titled = bool(draft.title and draft.title.strip())
    title = draft.title if titled and draft.title else ""
    text = title + BETWEEN + draft.text if titled else draft.text
    if len(text) > limits.MAX_CHARACTERS:
        size, limit = f"{len(text):,} characters", f"{limits.MAX_CHARACTERS:,}"
        raise SaysoError("E019", path=address, size=size, limit=limit)
    body = Span(len(text) - len(draft.text), len(text))
    found = lay_out(text, _units(draft, text, body), title if titled else None, draft.published or draft.fallback_date)
    headline = (_title_block(text, len(title)),) if titled else ()
    blocks = tuple(sorted((*headline, *found.blocks), key=lambda block: block.span))
    fields = ((Field("title", Span(0, len(title))),) if titled else ()) + (Field("text", body),)
    return _report(draft, text, fields, blocks, found)


def _storable(text: str) -> str:
    """The same number of characters, that come back from the ledger as they are."""
    return text if text.isascii() else SPLIT.sub("\ufffd\ufffd", text)


def _units(draft: Draft, text: str, body: Span) -> list[Unit]:
    if draft.units is None:
        return units(text, body)
    return [replace(u, span=Span(u.span.start + body.start, u.span.end + body.start)) for u in draft.units]


def _title_block(text: str, end: int) -> Block:
    return Block(BlockKind.TITLE, titles.without_site(text, trimmed(text, 0, end)))


def _report(draft: Draft, text: str, fields: tuple[Field, ...], blocks: tuple[Block, ...], found: Layout) -> Report:
    title = next((block.span.of(text) for block in blocks if block.kind is BlockKind.TITLE), None)
    url = draft.url or found.address
    publisher = draft.outlet or outlet(found.nameplate, url)
    published = draft.published or _told(found.masthead, draft.fallback_date) or draft.fallback_date
    return Report(
        id=content_id(url, publisher, title, published, text),
        name=draft.name,
        text=text,
        fields=fields,
        blocks=blocks,
        outlet=publisher,
        url=url,
        title=title,
        byline=draft.byline or found.masthead.byline,
        credit=", ".join(found.credits) or None,
        dateline=found.dateline,
        published=published,
        updated=draft.updated or found.masthead.updated,
        language=language.found_or_told(text, draft.language),
        demonstration=DEMONSTRATION in text.lower(),
        original=_original(draft.original, text, publisher, blocks),
    )


def _original(marked: Original | None, text: str, publisher: Outlet | None, blocks: tuple[Block, ...]) -> Original | None:
    """By the text's own words, with the address of the markup where both mean one outlet; else by the markup."""
    said = originals.named(text, publisher, blocks)
    if said is None or marked is None:
        return said or marked
    if said.url is None and originals.is_one(said.outlet, marked.outlet):
        return replace(marked, outlet=outlet(said.outlet.name, marked.url) or said.outlet, span=said.span)
    return said


def _told(masthead: Masthead, fallback_date: str | None) -> str | None:
    """The date in the lines around the news. "Updated at 14:05" tells none: its day is that of `fallback_date`."""
    if masthead.published:
        return masthead.published
    bare_time = masthead.updated and fallback_date and masthead.updated[:10] == fallback_date[:10]
    return None if bare_time else masthead.updated


def report_id(report: Report) -> str:
    """The id that follows from what the report says."""
    return content_id(report.url, report.outlet, report.title, report.published, report.text)


def content_id(url: str | None, publisher: Outlet | None, title: str | None, published: str | None, text: str) -> str:
    """`r` and 20 hex digits. ASCII JSON, because a text may hold half a surrogate pair, which UTF-8 cannot."""
    content = [url, publisher.id if publisher else None, title, published, text]
    canonical = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return "r" + hashlib.sha256(canonical.encode("ascii")).hexdigest()[:20]
