"""What each claim amounts to: its origin, the figure and value that it tells, its incident, and how those stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.export.formats.exported import Stands
from sayso.reconcile.denials import named_denials
from sayso.reconcile.incident_standing import incident_standing
from sayso.reconcile.incidents import Incident
from sayso.reconcile.knowledge import Knowledge
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing

Happened = tuple[Incident, Standing]


def stands_of(known: Knowledge) -> dict[str, Stands]:
    """By claim id, of all that was loaded."""
    found = {t.claim.id: Stands(t.carrier.story, t.origin.name, t.origin.identified) for t in known.world.tellings}
    for incident, standing in happened(known):
        for t in incident.tellings:
            of = found[t.claim.id]
            found[t.claim.id] = replace(of, incident=incident.id, standing=standing.word, because=standing.sentence)
    for view in known.shown_series():
        found |= dict(_told(view, found))
    return found


def happened(known: Knowledge) -> Iterator[Happened]:
    """What happened, the latest first, with how it stands: as `sayso incidents` has it."""
    named = named_denials(known.tellings)
    return ((one, incident_standing(one, known.world.verdicts, named)) for one in known.shown_incidents())


def _told(view: SeriesView, found: dict[str, Stands]) -> Iterable[tuple[str, Stands]]:
    """The standing of the value outranks that of the incident: it speaks of the number that the claim gives."""
    for value in view.values:
        stands, origin = view.standings[value.id], value.origin
        for t in value.tellings:
            of = replace(found[t.claim.id], figure=view.series.id, value=value.id, origin=origin.name)
            yield t.claim.id, replace(of, identified=origin.identified, standing=stands.word, because=stands.sentence)
