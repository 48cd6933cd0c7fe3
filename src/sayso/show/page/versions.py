"""The versions of a report's page and what changed: figures first, then what it says that it had wrong, then its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sayso.ledger.moments import stretch
from sayso.ledger.views import known_by
from sayso.read.outlets_in_use import name_of
from sayso.reconcile.copies.changes import changes
from sayso.reconcile.copies.figure_changes import FigureChange
from sayso.reconcile.copies.versions import History, Version
from sayso.reconcile.keep.beside import Copied
from sayso.reconcile.telling import Carrier
from sayso.show.page.rewritten import Rewritten, rewritten
from sayso.show.words import plain
from sayso.types import Report


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a version, and the claim that they made."""

    words: str
    report: str
    claim: str


@dataclass(frozen=True, slots=True)
class Changed:
    """`before` is None where the figure appeared, `after` where it vanished."""

    what: str
    """ "killed, security officers"."""
    before: Words | None
    after: Words | None


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next."""

    figures: tuple[Changed, ...]
    corrections: tuple[Words, ...]
    """Sentences in which the page takes something back."""
    sentences: Rewritten

    def __bool__(self) -> bool:
        return bool(self.figures or self.corrections or self.sentences.passages or not self.sentences.compared)


@dataclass(frozen=True, slots=True)
class VersionShown:
    """`number` from 1; `step` is what the version changed of the one before it."""

    report: str
    number: int
    at: str | None
    is_shown: bool
    step: Step | None


@dataclass(frozen=True, slots=True)
class VersionsShown:
    """The latest first. `later`: versions that the page got after the moment shown; they are not told of."""

    versions: tuple[VersionShown, ...]
    later: int

    def __bool__(self) -> bool:
        return len(self.versions) > 1 or self.later > 0

    @property
    def replaced_by(self) -> VersionShown | None:
        """The latest version, where that is not the one shown: nobody should go on with an earlier one unaware."""
        return None if self.versions[0].is_shown else self.versions[0]


@dataclass(frozen=True, slots=True)
class CopyShown:
    report: str
    title: str
    outlet: str
    published: str | None
    because: str | None
    """Why it is a copy of one before it; None for the first."""
    is_shown: bool


@dataclass(frozen=True, slots=True)
class CopiesShown:
    """In the order of publication. `whose` is the agency whose text it is, and what says so."""

    copies: tuple[CopyShown, ...]
    whose: tuple[str, str] | None
    more: int
    """Copies that are not among these."""
    later: int
    """Those that came after the moment asked for."""


def versions_shown(page: History, report: Report, as_of: str | None) -> VersionsShown:
    """What was there by the moment asked for; the report itself is shown at every moment."""
    kept = [version for version in page if version.report.id == report.id or not is_later(version.report, as_of)]
    pairs = zip([None, *kept], kept, strict=False)
    shown = [
        VersionShown(v.report.id, n, v.at, v.report.id == report.id, _step(before, v) if before else None)
        for n, (before, v) in enumerate(pairs, 1)
    ]
    return VersionsShown(tuple(reversed(shown)), len(page) - len(kept))


def copies_shown(
    group: Copied | None, report: Report, as_of: str | None, carriers: Mapping[str, Carrier]
) -> CopiesShown | None:
    """None where nobody else had the text by the moment asked for. `carriers` have the names that others give an outlet."""
    if group is None:
        return None
    kept = [one for one in group.reports if one.id == report.id or not is_later(one, as_of)]
    if len(kept) < 2:
        return None
    found = tuple(
        CopyShown(
            report=one.id,
            title=one.title or one.name,
            outlet=carriers[one.id].publisher if one.id in carriers else name_of(one.outlet) or one.name,
            published=one.published,
            because=group.because.get(one.id),
            is_shown=one.id == report.id,
        )
        for one in kept
    )
    whose = (group.credit.agency, group.credit.because) if group.credit else None
    until = stretch(as_of) if as_of else None
    later = sum(until is not None and known_by > until.end for known_by in group.left_out)
    return CopiesShown(found, whose, len(group.left_out) - later, len(group.reports) - len(kept) + later)


def is_later(report: Report, as_of: str | None) -> bool:
    """Was it published after the moment? What has no date is there at every moment."""
    until, published = stretch(as_of) if as_of else None, known_by(report)
    return until is not None and published is not None and published > until.end


def _step(before: Version, after: Version) -> Step:
    found = changes(before, after)
    return Step(
        figures=tuple(_changed(change, before, after) for change in found.figures),
        corrections=tuple(Words(one.words, after.report.id, one.claim.id) for one in found.corrections),
        sentences=rewritten(before.report, after.report),
    )


def _changed(change: FigureChange, before: Version, after: Version) -> Changed:
    old, new = (next(_words(change, version), None) for version in (before, after))
    what = ", ".join(dict.fromkeys((plain(change.kind), change.population)))
    return Changed(what, old if change.before else None, new if change.after else None)


def _words(change: FigureChange, version: Version) -> Iterator[Words]:
    for told in (change.before, change.after):
        if told and told.claim.report == version.report.id:
            yield Words(told.words, version.report.id, told.claim.id)
