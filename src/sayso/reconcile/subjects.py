"""What a person may give a verdict on, found by its id or the beginning of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.errors import SaysoError
from sayso.reconcile.incidents import Incident, incidents
from sayso.reconcile.knowledge import Knowledge
from sayso.reconcile.series_view import withdrawn_of


@dataclass(frozen=True, slots=True)
class Subject:
    """`name` says in words what it is."""

    id: str
    name: str


def subject(of: Knowledge, beginning: str) -> Subject:
    """SaysoError E027 where nothing has an id that begins so, E028 where several things have."""
    for subjects in (_whole, _parts, _joined):
        found = {one.id: one for one in subjects(of) if one.id.startswith(beginning)}
        if beginning in found:
            return found[beginning]
        if len(found) > 1:
            raise SaysoError("E028", id=beginning, count=len(found))
        if found:
            return next(iter(found.values()))
    raise SaysoError("E027", id=beginning)


def _whole(of: Knowledge) -> Iterator[Subject]:
    yield from map(_incident, of.incidents)
    for series in of.series:
        yield Subject(
            series.id, f"figure {series.kind}, {series.population or series.population_kind}, {series.area or 'no place'}"
        )
    for measure in of.measures():
        yield Subject(measure.id, f"measure {measure.kind}{f' in {measure.place.name}' if measure.place else ''}")


def _joined(of: Knowledge) -> Iterator[Subject]:
    """Incidents that people joined to others: who takes that back names them."""
    yield from map(_incident, incidents(of.tellings))


def _incident(incident: Incident) -> Subject:
    where = f" in {incident.place.name}" if incident.place else ""
    return Subject(incident.id, f"incident {incident.kind}{where}, {incident.start or 'day not told'}")


def _parts(of: Knowledge) -> Iterator[Subject]:
    """What figures are made of. Their ids begin with letters of their own, so they are only made where no other fits."""
    withdrawn = withdrawn_of(of.series)
    for series in of.series:
        view = of.view(series, withdrawn)
        for value in view.values:
            figure = value.figure
            number = figure.vague or str(figure.high if figure.low is None else figure.low)
            yield Subject(value.id, f"value {series.kind} {number}, {value.origin.name}, {value.day or 'no day'}")
        for link in view.links:
            yield Subject(link.id, f"link: {link.claim} {link.kind} {link.of}")
