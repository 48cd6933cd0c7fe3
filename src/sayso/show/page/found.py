"""What a search finds: claims by their report, with the searched words marked besides what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sayso.ledger.mentions import WORD, Mention, folded, words_of
from sayso.ledger.query import Listed
from sayso.show.page.highlights import Mark, Segment, marks, segments
from sayso.show.page.told import who
from sayso.show.words import sureness, what
from sayso.types import Claim, Report, Span

SEARCHED = "searched"


@dataclass(frozen=True, slots=True)
class Hit:
    claim: Claim
    who: str
    what: str
    sure: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that claims were read from, with what made each of them, and the searched words marked."""

    words: tuple[Segment, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one report, in the order of its text."""

    report: Report
    title: tuple[Segment, ...]
    publisher: str
    undated: bool
    sentences: tuple[Sentence, ...]


def by_report(listed: Iterable[Listed], text: str | None) -> tuple[Group, ...]:
    """`listed` has the claims of a report beside one another, as `Reader.claims` gives them."""
    searched = words_of(text)
    return tuple(_group(list(of), searched) for _, of in groupby(listed, key=lambda one: one.report.id))


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A report that holds the words outside its claims."""

    report: Report
    title: tuple[Segment, ...]
    publisher: str
    passage: tuple[Segment, ...]


def mentioned(found: Iterable[Mention], text: str | None) -> tuple[Mentioned, ...]:
    searched = words_of(text)
    return tuple(
        Mentioned(
            one.report,
            marked(one.report.title or one.report.name, searched),
            one.report.outlet.name if one.report.outlet else one.report.name,
            marked(one.passage, searched),
        )
        for one in found
    )


def marked(text: str, searched: frozenset[str]) -> tuple[Segment, ...]:
    """A title with the searched words marked."""
    return segments(text, Span(0, len(text)), _searched(text, searched))


def _group(of: Sequence[Listed], searched: frozenset[str]) -> Group:
    report = of[0].report
    outlet = report.outlet.name if report.outlet else report.name
    return Group(
        report=report,
        title=marked(report.title or report.name, searched),
        publisher=outlet,
        undated=of[0].undated,
        sentences=tuple(
            _sentence([one.claim for one in same], searched) for _, same in groupby(of, key=lambda one: one.claim.evidence.span)
        ),
    )


def _sentence(claims: Sequence[Claim], searched: frozenset[str]) -> Sentence:
    hits = tuple(Hit(claim, who(claim), what(claim), sureness(claim)) for claim in claims)
    return Sentence(_words(claims, searched), hits)


def _words(claims: Sequence[Claim], searched: frozenset[str]) -> tuple[Segment, ...]:
    whole, text = claims[0].evidence.span, claims[0].evidence.text
    read = (
        Mark(Span(m.span.start - whole.start, m.span.end - whole.start), m.kind, m.of)
        for claim in claims
        for m in marks(claim)
        if whole.holds(m.span)
    )
    return segments(text, Span(0, len(text)), [*read, *_searched(text, searched)])


def _searched(text: str, searched: frozenset[str]) -> Iterator[Mark]:
    if not searched:
        return
    for found in WORD.finditer(text):
        if folded(found[0]) in searched:
            yield Mark(Span(*found.span()), SEARCHED)
