"""What a person may give a verdict on, found by its id or the beginning of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.errors import SaysoError, of_several
from sayso.reconcile.incidents import Incident, incidents
from sayso.reconcile.knowledge import Knowledge
from sayso.reconcile.links import Link
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.series import Series
from sayso.reconcile.series_view import withdrawn_of
from sayso.reconcile.values import Value
from sayso.types import Claim


@dataclass(frozen=True, slots=True)
class Subject:
    """`name` says in words what it is, `former` are the ids that it may have had before."""

    id: str
    name: str
    former: tuple[str, ...] = ()


def subject(of: Knowledge, beginning: str) -> Subject:
    """SaysoError E027 where nothing has an id that begins so, E028 where several things have."""
    for subjects in (_whole, _parts, _joined):
        found = {one.id: one for one in subjects(of) if beginning in one.former or one.id.startswith(beginning)}
        if beginning in found:
            return found[beginning]
        if len(found) > 1:
            raise of_several(beginning, found)
        if found:
            return next(iter(found.values()))
    raise SaysoError("E027", id=beginning)


def claim_subject(claim: Claim) -> Subject:
    return Subject(claim.id, f"“{claim.evidence.text}”")


def value_subject(series: Series, value: Value) -> Subject:
    figure = value.figure
    number = figure.vague or str(figure.high if figure.low is None else figure.low)
    return Subject(value.id, f"value {series.kind} {number}, {value.origin.name}, {value.day or 'no day'}", value.names[1:])


def series_subject(series: Series) -> Subject:
    whom, where = series.population or series.population_kind, series.area or "no place"
    return Subject(series.id, f"figure {series.kind}, {whom}, {where}", series.names[1:])


def measure_subject(measure: Measure) -> Subject:
    return Subject(measure.id, f"measure {measure.kind}{f' in {measure.place.name}' if measure.place else ''}")


def link_subject(link: Link) -> Subject:
    return Subject(link.id, f"link: {link.claim} {link.kind} {link.of}")


def incident_subject(incident: Incident) -> Subject:
    where = f" in {incident.place.name}" if incident.place else ""
    what = f"incident {incident.kind}{where}, {incident.start or 'day not told'}"
    return Subject(incident.id, what, incident.names[1:])


def _whole(of: Knowledge) -> Iterator[Subject]:
    yield from map(incident_subject, of.incidents)
    yield from map(series_subject, of.series)
    yield from map(measure_subject, of.measures())


def _joined(of: Knowledge) -> Iterator[Subject]:
    """Incidents that people joined to others: who takes that back names them."""
    yield from map(incident_subject, incidents(of.tellings))


def _parts(of: Knowledge) -> Iterator[Subject]:
    """What figures are made of. Their ids begin with letters of their own, so they are only made where no other fits."""
    withdrawn = withdrawn_of(of.series)
    for series in of.series:
        view = of.view(series, withdrawn)
        yield from (value_subject(series, value) for value in view.values)
        yield from map(link_subject, view.links)
