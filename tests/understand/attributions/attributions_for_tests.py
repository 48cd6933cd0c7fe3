"""Attributions of a text as strings, for tests: (source, cue, contents) and chains."""

from __future__ import annotations

from sayso.types import Attribution, Layers, Report
from sayso.understand.attributions.layer import attributions
from sayso.understand.pipeline import run
from sayso.understand.sentences import sentences
from tests.understand.reports_for_tests import report_of

PIPELINE = (sentences, attributions)
Row = tuple[str | None, str, tuple[str, ...]]


def read(*paragraphs: str) -> tuple[Report, Layers]:
    report = report_of(*paragraphs)
    return report, run(PIPELINE, report)


def rows(*paragraphs: str) -> list[Row]:
    """Each relation as (source, cue, contents); no source is None."""
    report, found = read(*paragraphs)
    return [row(report.text, a) for a in found.attributions]


def row(text: str, a: Attribution) -> Row:
    source = a.source[0].of(text) if a.source else None
    return source, a.cue[0].of(text), tuple(c.of(text) for c in a.content)


def chains(*paragraphs: str) -> list[list[str]]:
    """The names of each relation's chain, closest to the event first."""
    return [[s.name for s in a.chain] for a in read(*paragraphs)[1].attributions]
