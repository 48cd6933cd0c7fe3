"""What a person may give a verdict on, found by its id or the beginning of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.errors import SaysoError
from sayso.reconcile.incidents import incident_id
from sayso.reconcile.knowledge import Knowledge
from sayso.reconcile.series_view import withdrawn_of


@dataclass(frozen=True, slots=True)
class Subject:
    """`name` says in words what it is."""

    id: str
    name: str


def subject(of: Knowledge, beginning: str) -> Subject:
    """SaysoError E027 where nothing has an id that begins so, E028 where several things have."""
    for subjects in (_whole, _joined, _parts):
        found = {one.id: one for one in subjects(of) if one.id.startswith(beginning)}
        if beginning in found:
            return found[beginning]
        if len(found) > 1:
            raise SaysoError("E028", id=beginning, count=len(found))
        if found:
            return next(iter(found.values()))
    raise SaysoError("E027", id=beginning)


def _whole(of: Knowledge) -> Iterator[Subject]:
    for incident in of.incidents:
        where = f" in {incident.place.name}" if incident.place else ""
        yield Subject(incident.id, f"incident {incident.kind}{where}, {incident.start or 'day not told'}")
    for series in of.series:
        yield Subject(
            series.id, f"figure {series.kind}, {series.population or series.population_kind}, {series.area or 'no place'}"
        )
    for measure in of.measures():
        yield Subject(measure.id, f"measure {measure.kind}{f' in {measure.place.name}' if measure.place else ''}")


def _joined(of: Knowledge) -> Iterator[Subject]:
    """Incidents that somebody made one with another, by the ids that they had: so that it can be undone."""
    for incident in of.incidents:
        for link in incident.links if any(link.by for link in incident.links) else ():
            claim = link.telling.claim
            yield Subject(incident_id(link.telling), f"what {claim.kind} told first, now of incident {incident.id}")


def _parts(of: Knowledge) -> Iterator[Subject]:
    """What figures are made of. Their ids begin with letters of their own, so they are only made where no other fits."""
    withdrawn = withdrawn_of(of.series)
    for series in of.series:
        view = of.view(series, withdrawn)
        for value in view.values:
            told = f"{value.figure.vague or value.figure.low or value.figure.high}, {value.origin.name}"
            yield Subject(value.id, f"value {series.kind} {told}, {value.day or 'no day'}")
        for link in view.links:
            yield Subject(link.id, f"link: {link.claim} {link.kind} {link.of}")
