"""Why each report is in its story, with the terms by which it was put there; and why it is a copy of another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from sayso.ledger.query import Reader
from sayso.reconcile.keep.beside import copy_reasons
from sayso.reconcile.keep.features import features_of
from sayso.reconcile.keep.known import kept
from sayso.reconcile.keep.latest import chunks
from sayso.reconcile.keep.schema import placed
from sayso.reconcile.stories.terms import Terms


@dataclass(frozen=True, slots=True)
class StoryPart:
    """One report's part in its story."""

    terms: Terms
    because: str


def story_parts(reader: Reader, recorded_by: str | None, reports: Collection[str]) -> Mapping[str, StoryPart]:
    """By report id."""
    found: dict[str, StoryPart] = {}
    with reader.store.reading() as source, kept(source, recorded_by) as (tables, _):
        for some in chunks(reports):
            for row in tables.execute(select(placed).where(placed.c.report.in_(some))):
                found[row.report] = StoryPart(features_of(row).terms, row.because or "")
    return found


def copies_because(reader: Reader, recorded_by: str | None, reports: Collection[str]) -> Mapping[str, str]:
    """By id of a report that is a copy of one before it."""
    with reader.store.reading() as source, kept(source, recorded_by) as (tables, _):
        return copy_reasons(tables, reports)
