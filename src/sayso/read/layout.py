"""Units to blocks: which role each paragraph has on the page, and what the lines around the news tell of the whole text.

The units are read once, from first to last. Each is offered to the rules below in order (markup first, then furniture of
all sorts, last the body), and the first rule that knows it places it. What no rule knows is body: nothing is lost for
looking odd.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sayso.read import agencies, captions, datelines, entries, titles
from sayso.read.furniture import is_furniture, opens_list
from sayso.read.links import links_from
from sayso.read.masthead import Masthead, masthead
from sayso.read.units import BULLET, Unit, trimmed
from sayso.read.wordlist import either
from sayso.types import Block, Dateline, Span
from sayso.vocabulary import BlockKind

LEAD_MARKER = re.compile(rf"{either('lead_markers')}(?::\s*|\s+(?=[A-Z])|$)", re.IGNORECASE)
POST = re.compile(r"(?:—|--|-)\s?[^\n—]{1,60}\s\(@\w{1,20}\)\s[A-Z][a-z]+ \d{1,2}, \d{4}\W*$|pic\.twitter\.com/\w+\W*$")
CLOSING_AGENCIES = re.compile(r"\s{0,5}[(\[](?P<names>[^()\[\]]{2,60})[)\]][\s.]{0,5}$")
ADDRESS = re.compile(r"https?://\S{3,2000}", re.IGNORECASE)
SHORT_CAPTION = 250
"""Characters of a line that a picture credit below it makes a caption."""
MASTHEAD_WITHIN = 3
"""Units before a line of byline or date that are still the standfirst."""
DATELINE_WITHIN = 3
"""Body paragraphs that may carry the dateline: some sites set a sentence of their own before the agency's copy."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text in its order, and what its other lines tell. `credits`: agencies whose copy the whole text is."""

    blocks: tuple[Block, ...]
    masthead: Masthead
    credits: tuple[str, ...]
    dateline: Dateline | None
    nameplate: str | None = None
    """The outlet's name above the headline."""
    address: str | None = None
    """The page's web address, where a line above or below the news is nothing else."""


def lay_out(text: str, units: Sequence[Unit], title: str | None, published: str | None) -> Layout:
    """The layout of `units` of `text`. `title`: the headline where it stands elsewhere; its repetition is a title too.

    `published` dates what has no year ("Jan 7") or no day ("Updated at 14:05").
    """
    dated = entries.dated(text, units, published)
    page = _Page(text, dated, title, published, links_from(text, dated))
    page.read()
    return page.layout()


@dataclass(slots=True)
class _Page:
    """The units of one text, and what has been found up to the unit `at`."""

    text: str
    units: list[Unit]
    title: str | None
    published: str | None
    links_from: int
    """The unit from which on nothing but links to other reports follows."""
    at: int = 0
    blocks: list[Block] = field(default_factory=list)
    masthead: Masthead = field(default_factory=Masthead)
    opened_by: tuple[str, ...] = ()
    closed_by: tuple[str, ...] = ()
    dateline: Dateline | None = None
    nameplate: str | None = None
    address: str | None = None
    paragraphs: int = 0
    """Of the body, so far."""

    def read(self) -> None:
        while self.at < len(self.units):
            unit = self.units[self.at]
            self.at += 1
            line = unit.span.of(self.text)
            _ = any(rule(self, unit, line) for rule in RULES)
        self._close()

    def layout(self) -> Layout:
        credits = self.opened_by or self.closed_by or self.masthead.agencies
        return Layout(tuple(self.blocks), self.masthead, credits, self.dateline, self.nameplate, self.address)

    def place(self, kind: BlockKind, span: Span, credit: str | None = None, at: str | None = None) -> bool:
        span = trimmed(self.text, span.start, span.end)
        if span.start < span.end:
            self.blocks.append(Block(kind, span, credit, at))
        return True

    def line(self, number: int) -> str | None:
        """The unit of this number as text; None beyond the last."""
        return self.units[number].span.of(self.text) if number < len(self.units) else None

    # --- the rules: True where the unit is placed, or known to be no news ---------------------------------------------

    def by_markup(self, unit: Unit, line: str) -> bool:
        if unit.furniture:
            self.masthead |= masthead(line, self.published) or Masthead()
            return True
        if unit.hint is None or is_furniture(line):
            return False
        if unit.hint is BlockKind.CAPTION:
            return self._captioned(unit.span, unit.credit)
        return self.place(unit.hint, unit.span, unit.credit, unit.at)

    def _captioned(self, span: Span, credit: str | None) -> bool:
        """Place what is known to be a caption; its credit is that of the markup, else at its end, else in the line below."""
        if captions.only_credit(span.of(self.text)):
            return True
        found = captions.caption(self.text, span, marked=True)
        if found is None:
            return self.place(BlockKind.BODY, span)
        return self.place(BlockKind.CAPTION, found.span, credit or found.credit or self._credit_below())

    def by_caption_marker(self, unit: Unit, line: str) -> bool:
        begin = captions.marker(self.text, unit.span)
        if begin is None:
            return False
        if begin >= unit.span.end:  # a marker alone: the next unit is the caption
            if self.at >= len(self.units):
                return True
            unit = self.units[self.at]
            begin = unit.span.start
            self.at += 1
        return self._captioned(Span(begin, unit.span.end), unit.credit)

    def _credit_below(self) -> str | None:
        below = self.line(self.at)
        credit = captions.credit(below, expected=True) if below else None
        if credit:
            self.at += 1
        return credit

    def by_agencies(self, unit: Unit, line: str) -> bool:
        """A line of nothing but agencies: below a caption the maker of the picture, else the agencies of the whole text."""
        named = agencies.credit_line(line)
        if not named or self._takes_credit():
            return False
        self.closed_by = self.closed_by or named
        return True

    def by_credit(self, unit: Unit, line: str) -> bool:
        """A picture credit of its own: it makes the line above a caption, where that can be one."""
        credit = captions.credit(line, expected=self._takes_credit())
        if credit is None:
            return False
        if self._takes_credit() or self._may_be_caption(unit):
            self.blocks[-1] = replace(self.blocks[-1], kind=BlockKind.CAPTION, credit=credit)
        return True

    def _takes_credit(self) -> bool:
        last = self.blocks[-1] if self.blocks else None
        just_before = last is not None and self.at >= 2 and self.units[self.at - 2].span.end == last.span.end
        return last is not None and just_before and last.kind is BlockKind.CAPTION and last.credit is None

    def _may_be_caption(self, credit: Unit) -> bool:
        """The line above a credit: close to it, or before the body; no longer than a caption."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or self.at < 2 or self.units[self.at - 2].span.end != last.span.end or self.dateline:
            return False
        if last.kind not in (BlockKind.BODY, BlockKind.LEAD, BlockKind.HEADING):
            return False
        return last.span.end - last.span.start <= SHORT_CAPTION and (self.paragraphs <= 1 or not credit.after_gap)

    def by_title(self, unit: Unit, line: str) -> bool:
        if self.title is not None:
            repeated = not self.paragraphs and _same(line, self.title)
            return repeated and self.place(BlockKind.TITLE, unit.span)
        if self.blocks or len(self.units) < 2 or is_furniture(line) or not titles.looks_like_title(line):
            return False
        if captions.caption(self.text, unit.span) or datelines.opening(self.text, unit.span, self.published):
            return False
        if masthead(line, self.published):
            return False
        if self.nameplate is None and titles.is_nameplate(line, self.line(self.at) or ""):
            self.nameplate = line
            return True
        span = titles.without_site(self.text, unit.span)
        self.title = span.of(self.text)
        return self.place(BlockKind.TITLE, span)

    def by_masthead(self, unit: Unit, line: str) -> bool:
        found = masthead(line, self.published)
        if found is None:
            return False
        self.masthead |= found
        return True

    def by_address(self, unit: Unit, line: str) -> bool:
        """Whoever saves a page as text often keeps its address as the first or last line."""
        if (self.at > 1 and self.at < len(self.units)) or not ADDRESS.fullmatch(line):
            return False
        self.address = self.address or line
        return True

    def by_furniture(self, unit: Unit, line: str) -> bool:
        if not is_furniture(line):
            return False
        if self.paragraphs:
            self.closed_by = self.closed_by or (agencies.named(line) if "contributed" in line or "opyright" in line else ())
        if self.paragraphs and opens_list(line) and self.at >= self.links_from:
            self.at = len(self.units)
        return True

    def by_caption(self, unit: Unit, line: str) -> bool:
        if self.paragraphs and datelines.opening(self.text, unit.span, self.published) and not self.dateline:
            return False
        found = captions.caption(self.text, unit.span, marked=self._above_body(line))
        return found is not None and self.place(BlockKind.CAPTION, found.span, found.credit)

    def _above_body(self, line: str) -> bool:
        """One short line above the body that ends in "(Agency)": a body has more below it before its agency is named."""
        closing = CLOSING_AGENCIES.search(line[-80:]) if len(line) <= SHORT_CAPTION and not self.paragraphs else None
        return closing is not None and self.at < len(self.units) and bool(agencies.credit_line(closing["names"]))

    def by_lead(self, unit: Unit, line: str) -> bool:
        """Points before the body, and what stands between the headline and the line of byline or date."""
        if self.paragraphs:
            return False
        if match := LEAD_MARKER.match(line):
            return self.place(BlockKind.LEAD, Span(unit.span.start + match.end(), unit.span.end))
        if match := BULLET.match(line):
            return self.place(BlockKind.LEAD, Span(unit.span.start + match.end(), unit.span.end))
        if self.blocks and self.blocks[-1].kind is BlockKind.LEAD and titles.looks_like_heading(line) and self._point_follows():
            return self.place(BlockKind.LEAD, unit.span)
        return self._is_standfirst() and self.place(BlockKind.LEAD, unit.span)

    def _point_follows(self) -> bool:
        """Is the unit one of several points? The last line without a stop above the body may as well be a heading."""
        return self.at >= 2 and not self.units[self.at - 1].after_gap

    def _is_standfirst(self) -> bool:
        if not self.blocks or self.blocks[-1].kind not in (BlockKind.TITLE, BlockKind.LEAD):
            return False
        following = (self.line(self.at + ahead) for ahead in range(MASTHEAD_WITHIN))
        return any(line is not None and masthead(line, self.published) for line in following)

    def by_quote(self, unit: Unit, line: str) -> bool:
        if line.startswith("> "):
            return self.place(BlockKind.QUOTE, Span(unit.span.start + 2, unit.span.end))
        return POST.search(line[-140:]) is not None and self.place(BlockKind.QUOTE, unit.span)

    def by_heading(self, unit: Unit, line: str) -> bool:
        below = self.line(self.at)
        if below is None or not titles.looks_like_heading(line) or is_furniture(below):
            return False
        return self.place(BlockKind.HEADING, unit.span)

    def by_body(self, unit: Unit, line: str) -> bool:
        span = unit.span
        if self.paragraphs < DATELINE_WITHIN and self.dateline is None and not self.opened_by:
            opening = datelines.opening(self.text, span, self.masthead.published or self.published)
            if opening:
                self.dateline, self.opened_by = opening.dateline, opening.agencies
                span = Span(opening.end, span.end)
        elif match := BULLET.match(line):
            span = Span(span.start + match.end(), span.end)
        self.paragraphs += 1
        return self.place(BlockKind.BODY, span)

    def _close(self) -> None:
        """The agencies in brackets at the end of the last paragraph: "… said. (AFP, dpa)"."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or last.kind is not BlockKind.BODY:
            return
        match = CLOSING_AGENCIES.search(self.text, max(last.span.start, last.span.end - 80), last.span.end)
        named = agencies.credit_line(match["names"]) if match else ()
        if match and named and match.start() > last.span.start:
            self.closed_by = named
            self.blocks[-1] = replace(last, span=Span(last.span.start, match.start()))


RULES = (
    _Page.by_markup,
    _Page.by_caption_marker,
    _Page.by_agencies,
    _Page.by_credit,
    _Page.by_title,
    _Page.by_masthead,
    _Page.by_address,
    _Page.by_furniture,
    _Page.by_caption,
    _Page.by_lead,
    _Page.by_quote,
    _Page.by_heading,
    _Page.by_body,
)


def _same(line: str, title: str) -> bool:
    return "".join(filter(str.isalnum, line.lower())) == "".join(filter(str.isalnum, title.lower()))
