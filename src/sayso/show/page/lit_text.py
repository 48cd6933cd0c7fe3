"""A report's text as it is read: its blocks in order, the words of claims marked, sentences that carry a claim known as such.

Nothing is added to the text, and nothing but white space left out: the parts and what stands outside every block are together
the report's text, letter for letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.show.page.highlights import FIGURE, TRIGGER, Mark, marks, segments
from sayso.types import Block, Claim, Report, Span
from sayso.vocabulary import BlockKind

WHOLE = "whole"
"""Kind of a mark: all of the sentence."""
RELATIONS = frozenset({"cause", "membership"})
"""Claims that all of a sentence tells: no words of it name what happened."""
ENDS = ".!?…:;”\"'’)"
"""A line of a live blog that ends otherwise, with more below it, is the heading of its entry."""
LONGEST_HEADING = 150


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same marks. `of`: the claims that they made, the first that begins here first; `anchors`: those whose
    row leads here."""

    text: str
    kinds: tuple[str, ...]
    of: tuple[str, ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that one set of claims rests on (`of`, ids; empty where none does), cut wherever a mark begins or ends."""

    of: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


Words = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A block: `kind` is one of BlockKind; `credit` of a caption."""

    kind: str
    words: Words
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A live-blog entry: blocks posted at one time. `heading` is its first line where that reads as one."""

    at: str | None
    heading: Words
    parts: tuple[Part, ...]
    kind: str = str(BlockKind.ENTRY)


@dataclass(frozen=True, slots=True)
class LitText:
    title: Words
    """The first title block; empty where there is none."""
    parts: tuple[Part | Entry, ...]
    outside: tuple[Words, ...]
    """What stands outside every block: menus, bylines, notes of the site."""
    characters_outside: int

    @property
    def anchored(self) -> frozenset[str]:
        """Ids of the claims to whose words a row can lead."""
        return frozenset(anchor for words in self._all for sentence in words for p in sentence.pieces for anchor in p.anchors)

    @property
    def _all(self) -> Iterator[Words]:
        yield self.title
        for part in self.parts:
            if isinstance(part, Entry):
                yield part.heading
                yield from (inner.words for inner in part.parts)
            else:
                yield part.words
        yield from self.outside


def lit_text(report: Report, claims: Iterable[Claim]) -> LitText:
    lit = _Lit(report, list(claims))
    blocks = sorted(report.blocks, key=lambda block: block.span)
    title = next((block for block in blocks if block.kind is BlockKind.TITLE), None)
    outside = [trimmed for span in _outside(report.text, blocks) if (trimmed := _trimmed(report.text, span))]
    return LitText(
        title=lit.words(title.span) if title else (),
        parts=tuple(_grouped([block for block in blocks if block is not title], lit)),
        outside=tuple(lit.words(span) for span in outside),
        characters_outside=sum(span.end - span.start for span in outside),
    )


class _Lit:
    """The text with the marks of all claims."""

    def __init__(self, report: Report, claims: Sequence[Claim]) -> None:
        self.text = report.text
        self.sentences = [Mark(c.evidence.span, WHOLE, c.id) for c in claims]
        self.marks = [mark for claim in claims for mark in words_of(claim)]
        self.anchors: dict[int, list[str]] = defaultdict(list)
        for claim in claims:
            self.anchors[words_of(claim)[0].span.start].append(claim.id)

    def words(self, span: Span) -> Words:
        return tuple(self._sentences(span))

    def _sentences(self, span: Span) -> Iterator[Sentence]:
        near, at = [mark for mark in self.marks if mark.span.overlaps(span)], span.start
        for stretch in segments(self.text, span, self.sentences):
            here = Span(at, at + len(stretch.text))
            yield Sentence(stretch.of, tuple(self._pieces(here, near)))
            at = here.end

    def _pieces(self, span: Span, near: Sequence[Mark]) -> Iterator[Piece]:
        at = span.start
        for cut in segments(self.text, span, near):
            anchors = tuple(self.anchors.get(at, ())) if cut.of else ()
            of = dict.fromkeys((*anchors, *cut.of))
            yield Piece(cut.text, cut.kinds, tuple(id for id in of if id in cut.of), anchors)
            at += len(cut.text)


def words_of(claim: Claim) -> Sequence[Mark]:
    """What of the text made the claim, what happened or how many first; where no words tell that, the sentence."""
    whole = claim.kind in RELATIONS
    found = [mark for mark in marks(claim) if not (whole and mark.kind == TRIGGER)]
    event = [mark for mark in found if mark.kind in (FIGURE, TRIGGER)] or [Mark(claim.evidence.span, WHOLE, claim.id)]
    return [*event, *(mark for mark in found if mark not in event)]


def _outside(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    at = 0
    for block in blocks:
        if block.span.start > at:
            yield Span(at, block.span.start)
        at = max(at, block.span.end)
    if at < len(text):
        yield Span(at, len(text))


def _trimmed(text: str, span: Span) -> Span | None:
    """Without the white space around it; None where it is nothing else."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, span.start + len(words.rstrip())) if words.strip() else None


def _grouped(blocks: Sequence[Block], lit: _Lit) -> Iterator[Part | Entry]:
    """Blocks as parts; neighbours of a live blog that were posted at one time as one entry."""
    waiting: list[Block] = []
    for block in blocks:
        if waiting and (block.kind is not BlockKind.ENTRY or block.at != waiting[0].at):
            yield _entry(waiting, lit)
            waiting = []
        if block.kind is BlockKind.ENTRY:
            waiting.append(block)
        else:
            yield Part(str(block.kind), lit.words(block.span), block.credit)
    if waiting:
        yield _entry(waiting, lit)


def _entry(blocks: Sequence[Block], lit: _Lit) -> Entry:
    first, *rest = blocks
    line = first.span.of(lit.text).strip()
    is_heading = bool(rest) and len(line) <= LONGEST_HEADING and not line.endswith(tuple(ENDS))
    shown = rest if is_heading else blocks
    parts = tuple(Part(str(BlockKind.BODY), lit.words(block.span), block.credit) for block in shown)
    return Entry(first.at, lit.words(first.span) if is_heading else (), parts)
