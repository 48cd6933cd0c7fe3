"""All that is known by a moment, of what is asked for; and how it is made without remembering anything."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.ledger.append import Head
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.denials import named_denials
from sayso.reconcile.incident_standing import incident_standing
from sayso.reconcile.incidents import Incident
from sayso.reconcile.judgement import Standing
from sayso.reconcile.knowledge import Knowledge, knowledge
from sayso.reconcile.looks.choosing import Shown
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.of_stories import stories_asked
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.world import load


@dataclass(frozen=True, slots=True)
class Look:
    """All that is known by a moment, of what is asked for."""

    head: Head
    """End of the ledger that it was made from."""
    filters: Filters
    knowledge: Knowledge
    series: tuple[SeriesView, ...]
    """As `Knowledge.shown_series`."""
    incidents: tuple[tuple[Incident, Standing], ...]
    """The latest first."""
    measures: tuple[Measure, ...]
    first: str | None
    last: str | None
    """First and last moment by which a dated report of these stories was known, whatever the as-of."""
    shown: Shown
    """How much it shows of what fits."""


def plain_look(reader: Reader, filters: Filters) -> Look:
    """The same without remembering anything: what tests compare with, and what answers for what was recorded by a moment."""
    head, known = reader.head(), knowledge(load(reader, filters))
    whole = known.world if filters.as_of is None else load(reader, replace(filters, as_of=None))
    named = named_denials(known.tellings)
    dated = [one.known_by for one in whole.carriers.values() if one.known_by]
    return Look(
        head=head,
        filters=filters,
        knowledge=known,
        series=known.shown_series(),
        incidents=tuple((one, incident_standing(one, known.world.verdicts, named)) for one in known.shown_incidents()),
        measures=known.measures(),
        first=min(dated, default=None),
        last=max(dated, default=None),
        shown=_all_of(filters, known),
    )


def _all_of(filters: Filters, known: Knowledge) -> Shown:
    fit = known.world.fitting
    told = [telling for telling in known.world.tellings if fit is None or telling.claim.id in fit]
    stories = len({telling.carrier.story for telling in told})
    return Shown(stories_asked(filters), stories, stories, len(told), len(told))
