"""What a search finds: claims by their report, with the searched words marked besides what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sayso.ledger.mentions import WORD, Mention, folded, words_of
from sayso.ledger.query import Listed
from sayso.reconcile.incidents import Incident
from sayso.reconcile.readable import unreadable
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Origin
from sayso.reconcile.world import World
from sayso.show.page.highlights import Mark, Segment, segments, within_evidence
from sayso.show.page.of_report import tellings_of
from sayso.show.page.told import Standings, standings, who
from sayso.show.words import sureness, what
from sayso.types import Claim, Report, Span

SEARCHED = "searched"


@dataclass(frozen=True, slots=True)
class Hit:
    claim: Claim
    who: str
    what: str
    sure: str
    standing: Standing | None
    """None where nothing follows from it but itself, or where it has not been worked out yet."""
    is_misread: bool
    """Persons say that the text does not say so: it supports nothing."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the claims of one page, besides what each says: by claim id."""

    standings: Standings
    misread: frozenset[str] = frozenset()
    origins: Mapping[str, Origin] = field(default_factory=dict)


NOTHING = Known({})


def known_of(
    listed: Iterable[Listed], world: World, series: Iterable[SeriesView], incidents: Iterable[tuple[Incident, Standing]]
) -> Known:
    """Of `listed` what a look holds; nothing of what it does not know."""
    listed = tuple(listed)
    ids = {one.claim.id for one in listed}
    reports = dict.fromkeys(one.report.id for one in listed)
    told = (telling for report in reports for telling in tellings_of(world, report))
    verdicts = {id: world.verdicts[id] for id in ids if id in world.verdicts}
    return Known(
        standings=standings(series, incidents, of=ids),
        misread=unreadable(verdicts, lambda _: None),
        origins={telling.claim.id: telling.origin for telling in told if telling.claim.id in ids},
    )


def together(known: Iterable[Known]) -> Known:
    """What is known of the claims of each, no claim being in two."""
    all_of = tuple(known)
    return Known(
        standings={id: one for of in all_of for id, one in of.standings.items()},
        misread=frozenset().union(*(of.misread for of in all_of)),
        origins={id: one for of in all_of for id, one in of.origins.items()},
    )


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that claims were read from, with what made each of them, and the searched words marked."""

    words: tuple[Segment, ...]
    hits: tuple[Hit, ...]
    in_headline: tuple[str, ...] = ()
    """Searched words that it does not hold and its report's headline does, as they are written there."""


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one report, in the order of its text."""

    report: Report
    title: tuple[Segment, ...]
    publisher: str
    undated: bool
    sentences: tuple[Sentence, ...]


def by_report(listed: Iterable[Listed], text: str | None, known: Known = NOTHING) -> tuple[Group, ...]:
    """`listed` has the claims of a report beside one another, as `Reader.claims` gives them."""
    searched = words_of(text)
    return tuple(_group(list(of), searched, known) for _, of in groupby(listed, key=lambda one: one.report.id))


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
            one.report.publisher,
            marked(one.passage, searched),
        )
        for one in found
    )


def marked(text: str, searched: frozenset[str]) -> tuple[Segment, ...]:
    """A title with the searched words marked."""
    return segments(text, Span(0, len(text)), _searched(text, searched))


def _group(of: Sequence[Listed], searched: frozenset[str], known: Known) -> Group:
    report = of[0].report
    return Group(
        report=report,
        title=marked(report.title or report.name, searched),
        publisher=report.publisher,
        undated=of[0].undated,
        sentences=tuple(
            _sentence([one.claim for one in same], report, searched, known)
            for _, same in groupby(of, key=lambda one: one.claim.evidence.span)
        ),
    )


def _sentence(claims: Sequence[Claim], report: Report, searched: frozenset[str], known: Known) -> Sentence:
    missing = searched - words_of(claims[0].evidence.text)
    in_headline = {folded(word): word for word in reversed(WORD.findall(report.title or "")) if folded(word) in missing}
    hits = tuple(_hit(claim, known) for claim in claims)
    return Sentence(_words(claims, searched), hits, tuple(reversed(in_headline.values())))


def _hit(claim: Claim, known: Known) -> Hit:
    return Hit(
        claim=claim,
        who=who(claim, known.origins.get(claim.id)),
        what=what(claim),
        sure=sureness(claim),
        standing=known.standings.get(claim.id),
        is_misread=claim.id in known.misread,
    )


def _words(claims: Sequence[Claim], searched: frozenset[str]) -> tuple[Segment, ...]:
    text = claims[0].evidence.text
    read = (mark for claim in claims for mark in within_evidence(claim))
    return segments(text, Span(0, len(text)), [*read, *_searched(text, searched)])


def _searched(text: str, searched: frozenset[str]) -> Iterator[Mark]:
    if not searched:
        return
    for found in WORD.finditer(text):
        if folded(found[0]) in searched:
            yield Mark(Span(*found.span()), SEARCHED)
