"""What is asked for, whatever the moment and the story: answered from the columns of what is held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sayso.ledger import schema
from sayso.ledger.filters import Filters, covered
from sayso.reconcile.former_ids import claim_of
from sayso.reconcile.keep.schema import origins
from sayso.reconcile.looks.choosing import Bound, Shown, Tally
from sayso.reconcile.looks.holding import Holding
from sayso.reconcile.looks.since import Moment
from sayso.reconcile.telling import Carrier

if TYPE_CHECKING:
    from sayso.reconcile.looks.knowing import Remembered

FIRST = 50
"""Claims of an origin that lead to the stories in which it tells something."""


def moment_of(filters: Filters, seq: int | None = None) -> Moment:
    """SaysoError E011 for a date that is none."""
    return Moment(None if filters.as_of is None else covered(filters.as_of).end, seq)


class Question:
    """What is asked for, whatever the moment and the story, of a holding: answered from its columns."""

    def __init__(self, of: Remembered, source: Connection, holding: Holding, filters: Filters) -> None:
        self.holding = holding
        self._of, self._source, self._filters = of, source, filters
        self.mask = of.mask(source, holding, filters)

    def tally(self, at: Moment) -> Tally:
        return self._of.tally(self.holding, at, self._filters, self.mask)

    def shown(self, at: Moment, asked: frozenset[str] | None, bound: Bound | None) -> Shown:
        counted = self.tally(at)
        if asked is None:
            return counted.shown(bound)
        there = self.holding.together(asked & self.holding.by_story.keys())
        return counted.of(there)

    def stories(self, at: Moment, only: frozenset[str] | None) -> Iterable[str]:
        """Those of `only`, or of all, that have anything to show."""
        if self.mask is None:
            return self.holding.by_story.keys() if only is None else only
        found = self.tally(at)
        if only is None:
            return [self.holding.stories[n] for n in found.ranked.tolist()]
        return [story for story in only if found.fitting[self.holding.numbers[story]]]

    def span(self, only: frozenset[str] | None) -> tuple[str | None, str | None]:
        """When the first and the last dated report of such stories was known, whatever the moment."""
        if self.mask is None and only is None:
            return self.holding.reports.span
        dated = self.published(only)
        return min(dated, default=None), max(dated, default=None)

    def listed(self, at: Moment) -> Sequence[str]:
        """All stories that have anything to show, the largest first."""
        return [self.holding.stories[n] for n in self.tally(at).ranked.tolist()]

    def story_of(self, id: str) -> str | None:
        """Of a report, or of what is called after a claim: its story."""
        report: str | None = id
        if id not in self.holding.story_of:
            wanted = select(schema.claims.c.report).where(schema.claims.c.id == claim_of(id)).limit(1)
            report = self._source.execute(wanted).scalar()
        return self.holding.story_of.get(report or "")

    def stories_of(self, reports: Iterable[str]) -> Mapping[str, str]:
        return {report: self.holding.story_of[report] for report in reports if report in self.holding.story_of}

    def sizes(self, stories: Iterable[str]) -> Mapping[str, int]:
        """Claims of each, whatever the moment."""
        numbers, claims = self.holding.numbers, self.holding.claims
        return {story: int(claims[numbers[story]]) for story in stories if story in numbers}

    def stories_of_origin(self, key: str) -> frozenset[str]:
        """Those in which a report itself tells it, of the first claims that do."""
        wanted = select(origins.c.report).where(origins.c.key == key).limit(FIRST)
        found = self._source.execute(wanted).scalars()
        return frozenset(self.holding.story_of[report] for report in found if report in self.holding.story_of)

    def copies(self, report: str) -> list[Carrier]:
        """Reports of its copy group, itself among them; none where it has no other."""
        knot = self.holding.reports.copies.knot(report)
        carriers = self.holding.reports.carriers
        return [carriers[one] for one in knot.reports if one in carriers] if knot else []

    def published(self, only: frozenset[str] | None) -> list[str]:
        """When the dated reports of such stories were known."""
        since, by_story = self.holding.reports.since, self.holding.by_story
        each = (since[report].known_by for story in self.stories(Moment(), only) for report in by_story[story])
        return [known_by for known_by in each if known_by]
