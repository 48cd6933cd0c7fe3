"""What can be looked at and judged of all that is known: found by id, at the cost of a look-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.errors import SaysoError, of_several
from sayso.reconcile.former_ids import VALUE, claim_of
from sayso.reconcile.incidents import Incident
from sayso.reconcile.incidents.incident import founding
from sayso.reconcile.links import Link
from sayso.reconcile.looks.by_claim import ByClaim, by_claim
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.review_queue import Doubtful, queue
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.reconcile.subjects import Subject, claim_subject, link_subject
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import Value
from sayso.show.page.subject_names import incident_named, measure_named, series_named, value_named

LINK = "l"
"""With which the ids of links begin; they are made only where one is asked for."""


@dataclass(frozen=True)
class Subjects:
    """All by their ids. What goes by the id of a claim is made when the first asks for it: most questions are of values."""

    told: Sequence[Telling]
    """Those that people called misread, too."""
    series: Mapping[str, SeriesView]
    values: Mapping[str, tuple[SeriesView, Value]]
    incidents: Mapping[str, tuple[Incident, Standing]]
    measures: Mapping[str, Measure]
    queue: tuple[Doubtful, ...]

    @cached_property
    def tellings(self) -> Mapping[str, Telling]:
        return {t.claim.id: t for t in self.told}

    @cached_property
    def by_claim(self) -> ByClaim:
        return by_claim(self.series.values(), self.incidents.values())

    def find(self, beginning: str) -> Subject:
        """The thing whose id begins so. SaysoError E027 for none, E028 for several."""
        exact = self.named(beginning)
        if exact is not None:
            return exact
        found = {id for ids in self._ids() for id in ids if beginning and id.startswith(beginning)}
        if len(found) > 1:
            raise of_several(beginning, found)
        one = self.named(found.pop()) if found else None
        if one is None:
            raise SaysoError("E027", id=beginning)
        return one

    def link(self, id: str) -> tuple[SeriesView, Link] | None:
        if not id.startswith(LINK):
            return None
        return next(((view, link) for view in self.series.values() for link in view.links if link.id == id), None)

    def _ids(self) -> Iterator[Iterable[str]]:
        yield from (self.tellings, self.series, self.values, self.incidents, self.measures)

    def named(self, id: str) -> Subject | None:
        """The thing of this whole id."""
        if id in self.values:
            return value_named(*self.values[id])
        if id in self.series:
            return series_named(self.series[id])
        if id in self.incidents:
            return incident_named(self.incidents[id][0])
        if id in self.measures:
            return measure_named(self.measures[id])
        former = self._former(id)
        if former is not None:
            return former
        if id in self.tellings:
            return claim_subject(self.tellings[id].claim)
        if id != founding(id) and founding(id) in self.tellings:  # people joined it to another
            return Subject(id, f"incident told of first in “{self.tellings[founding(id)].claim.evidence.text}”")
        link = self.link(id)
        return self._of_link(link[1]) if link else None

    def _former(self, id: str) -> Subject | None:
        """What was once called so, before an earlier report of it came in."""
        if id.startswith(VALUE) and (valued := self.by_claim.value(claim_of(id))) is not None:
            return value_named(*valued)
        if (view := self.by_claim.figure(id)) is not None:
            return series_named(view)
        happened = self.by_claim.incident(id)
        return incident_named(happened[0]) if happened is not None else None

    def _of_link(self, link: Link) -> Subject:
        told = [f"“{self.tellings[id].claim.evidence.text}”" for id in (link.claim, link.of) if id in self.tellings]
        return Subject(link.id, f" {link.kind} ".join(told)) if len(told) > 1 else link_subject(link)


def subjects(
    tellings: Sequence[Telling],
    series: Sequence[SeriesView],
    incidents: Sequence[tuple[Incident, Standing]],
    measures: Iterable[Measure],
) -> Subjects:
    return Subjects(
        told=tellings,
        series={view.series.id: view for view in series},
        values={value.id: (view, value) for view in series for value in view.values},
        incidents={one.id: (one, standing) for one, standing in incidents},
        measures={one.id: one for one in measures},
        queue=queue(series, incidents),
    )
