"""What a person may give a verdict on, found by its id or the beginning of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.errors import SaysoError
from sayso.reconcile.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Subject:
    """`name` says in words what it is."""

    id: str
    name: str


def subject(of: Knowledge, beginning: str) -> Subject:
    """SaysoError E027 where nothing has an id that begins so, E028 where several things have."""
    found = {one.id: one for one in _subjects(of) if one.id.startswith(beginning)}
    if beginning in found:
        return found[beginning]
    if len(found) != 1:
        raise SaysoError("E028" if found else "E027", id=beginning, count=len(found))
    return next(iter(found.values()))


def _subjects(of: Knowledge) -> Iterator[Subject]:
    for incident in of.incidents:
        where = f" in {incident.place.name}" if incident.place else ""
        yield Subject(incident.id, f"incident {incident.kind}{where}, {incident.start or 'day not told'}")
    for series in of.series:
        yield Subject(
            series.id, f"figure {series.kind}, {series.population or series.population_kind}, {series.area or 'no place'}"
        )
