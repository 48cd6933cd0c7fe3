"""The figures that count the same thing, through time: what agrees, grows, replaces or contradicts is decided among these."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.reconcile.former_ids import every_id
from sayso.reconcile.telling import Telling
from sayso.vocabulary import PopulationKind


@dataclass(frozen=True, slots=True)
class Series:
    """Kind × population × area × incident (or story): all its tellings have a figure, in the order in which they were said."""

    id: str
    kind: str
    population_kind: PopulationKind
    population: str | None
    """The words that most tellings use."""
    acts: bool
    """It counts acts ("arrests"), not people: told apart, since one person may be arrested twice."""
    area: str | None
    """Name of the place that the figures are for."""
    area_key: str | None
    story: str
    incident: str | None
    """Id of the incident; None where it counts over a whole story ("in the unrest")."""
    tellings: tuple[Telling, ...]
    because: tuple[str, ...] = ()
    noun: str = ""
    """Of people whose kind says little: who they are ("man", "crew"); "" = all of the kind."""
    part: str = ""
    """Which part of all of them it counts, where no noun names it ("in hospital", "6 of them"); "" = all."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every id that it may have had (`former_ids`), that of now first."""
        return every_id(self.id, self.tellings)
