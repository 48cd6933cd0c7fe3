"""What changed on a page from one version to the next: its figures, its sentences, and what it says that it had wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.reconcile.copies.figure_changes import FigureChange, Told, figure_changes, told
from sayso.reconcile.copies.versions import Version
from sayso.types import Claim, Report
from sayso.understand.corrections import CORRECTION
from sayso.understand.sentences import split
from sayso.vocabulary import PopulationKind, Status

SHOWN = 5
"""Sentences that are listed; the rest are counted."""
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sentences:
    """How many, and the first of them, verbatim."""

    count: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A note of the page on what it had wrong. `corrects`: the claims of the earlier version that gave this figure."""

    claim: Claim
    corrects: tuple[Claim, ...]

    @property
    def words(self) -> str:
        return self.claim.evidence.text


@dataclass(frozen=True, slots=True)
class Changes:
    """`figures` first: it is what a reader of two versions wants to know."""

    figures: tuple[FigureChange, ...]
    added: Sentences
    removed: Sentences
    corrections: tuple[Correction, ...]


def changes(before: Version, after: Version) -> Changes:
    """What the later version has that the earlier had not, and the other way round."""
    old, new = list(_sentences(before.report)), list(_sentences(after.report))
    return Changes(figure_changes(before, after), _beyond(new, old), _beyond(old, new), corrections(before, after))


def corrections(before: Version, after: Version) -> tuple[Correction, ...]:
    """The figures that the later version takes back in a note on an earlier one, in the order of its text."""
    notes = [Told(c, c.figure.span.of(after.report.text)) for c in after.claims if c.figure and _is_note(c)]
    notes.sort(key=lambda note: (note.figure.span, note.claim.id))
    earlier = tuple(told(before))
    return tuple(Correction(n.claim, tuple(t.claim for t in earlier if _is_meant(t, n))) for n in notes)


def _is_note(claim: Claim) -> bool:
    """Does the outlet take back what it had itself? That a ministry took a figure back is news, not a correction."""
    return claim.status is Status.RETRACTED and CORRECTION.search(claim.evidence.text) is not None


def _is_meant(earlier: Told, note: Told) -> bool:
    people = {earlier.figure.population_kind, note.figure.population_kind}
    same_people = len(people) == 1 or PopulationKind.PEOPLE in people
    return same_people and earlier.claim.kind == note.claim.kind and earlier.value == note.value


def _sentences(report: Report) -> Iterator[str]:
    for block in report.blocks:
        yield from (span.of(report.text) for span in split(report.text, block.span))


def _beyond(these: list[str], those: list[str]) -> Sentences:
    """The sentences that `those` lack, compared by their words; one that stands twice must stand twice there as well."""
    left = Counter(_words(sentence) for sentence in those)
    found = []
    for sentence in these:
        words = _words(sentence)
        if left[words]:
            left[words] -= 1
        elif words:
            found.append(sentence)
    return Sentences(len(found), tuple(found[:SHOWN]))


def _words(sentence: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in WORD.findall(sentence))
