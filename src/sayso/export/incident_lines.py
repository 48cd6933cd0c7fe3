"""Incidents as lines: what happened, where, when, to whom, and the claims that tell of it."""

from __future__ import annotations

from typing import Any

from sayso.reconcile.incidents import Incident
from sayso.reconcile.standing import Standing

INCIDENT_COLUMNS = (
    "incident",
    "kind",
    "place",
    "country",
    "latitude",
    "longitude",
    "precision",
    "start",
    "end",
    "actors",
    "targets",
    "populations",
    "origins",
    "at_most",
    "standing",
    "because",
    "reports",
    "story",
)


def incident_line(incident: Incident, standing: Standing, why: bool) -> dict[str, Any]:
    """With `why`, each claim with the reasons for which it is thought to tell of this."""
    counted, place = incident.origins, incident.place
    return {
        "incident": incident.id,
        "story": incident.story,
        "kind": incident.kind,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "precision": place.precision if place else None,
        "start": incident.start,
        "end": incident.end,
        "actors": list(dict.fromkeys(actor.name for actor in incident.actors)),
        "targets": list(dict.fromkeys(actor.name for actor in incident.targets)),
        "populations": list(incident.populations),
        "origins": counted.shown,
        "at_most": counted.at_most,
        "standing": standing.word,
        "because": standing.sentence,
        "reports": list(dict.fromkeys(t.carrier.name for t in incident.tellings)),
        "claims": [_claim(link, why) for link in incident.links],
    }


def _claim(link: Any, why: bool) -> Any:
    claim = link.telling.claim
    if not why:
        return claim.id
    by = {"by": link.by} if link.by else {}
    return {"claim": claim.id, "kind": claim.kind, "because": list(link.because), **by, "evidence": claim.evidence.text}
