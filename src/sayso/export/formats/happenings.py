"""Incidents as event data has them: with how they stand, their figures, their days, and the reports that tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.export.formats.persons import actor_name
from sayso.export.formats.stands import happened
from sayso.export.formats.toll import Toll, toll
from sayso.reconcile.incidents import Incident
from sayso.reconcile.knowledge import Knowledge
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing, Word
from sayso.reconcile.telling import Carrier
from sayso.reconcile.values import GIVEN
from sayso.types import Actor
from sayso.vocabulary import DEMONSTRATION, TimePrecision

GONE = frozenset({Word.RETRACTED, Word.REFUTED})
"""What nobody says any longer, or a person refuted, is no event."""
SPREAD_OUT = 31
"""Days up to which a happening that is told to have lasted is taken apart into its days."""


@dataclass(frozen=True, slots=True)
class Happening:
    incident: Incident
    standing: Standing
    figures: tuple[SeriesView, ...]
    """In the order in which they are shown."""

    @property
    def killed(self) -> Toll:
        return self.toll("killed")

    def toll(self, kind: str) -> Toll:
        place = self.incident.place
        return toll(self.figures, place.name if place else None, kind)

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last, both inclusive; None where no claim tells."""
        start, end = self.incident.start, self.incident.end
        return (date.fromisoformat(start), date.fromisoformat(end)) if start and end else None

    @property
    def lasted(self) -> bool:
        """Is it told to have gone on from the first day to the last, rather than to have been on some day between?"""
        start, end = self.incident.start, self.incident.end
        times = (t.claim.time for t in self.incident.tellings)
        return start != end and any(
            time.precision is TimePrecision.SPAN and time.start[:10] == start and time.end[:10] == end for time in times if time
        )

    @property
    def carriers(self) -> tuple[Carrier, ...]:
        """The reports that tell of it, each once, the first first."""
        return tuple({t.carrier.id: t.carrier for t in self.incident.tellings}.values())

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(carrier.publisher for carrier in self.carriers))

    def names(self, actors: Sequence[Actor], names: bool) -> list[str]:
        """Each once, private persons by role: as the claim that names one has it, for there a teller may be the doer."""
        return list(dict.fromkeys(self._name(actor, names) for actor in actors))

    def _name(self, actor: Actor, names: bool) -> str:
        claims = (t.claim for t in self.incident.tellings if actor in (t.claim.actor, t.claim.target))
        return next((actor_name(actor, claim, names) for claim in claims), actor.name)

    @property
    def note(self) -> str | None:
        return DEMONSTRATION if any(carrier.demonstration for carrier in self.carriers) else None


def happenings(known: Knowledge) -> Iterator[Happening]:
    """The latest first, without what is `GONE`, and what nobody tells as a fact: plans, fears, denials, ifs."""
    figures: dict[str, list[SeriesView]] = defaultdict(list)
    for view in known.shown_series():
        if view.series.incident:
            figures[view.series.incident].append(view)
    for incident, standing in happened(known):
        if standing.word not in GONE and any(t.claim.status in GIVEN for t in incident.tellings):
            yield Happening(incident, standing, tuple(figures[incident.id]))
