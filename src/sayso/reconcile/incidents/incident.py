"""What this folder gives: an incident with every claim that tells of it, and why each is thought to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sayso.reconcile.former_ids import INCIDENT, called_after, claim_of, every_id
from sayso.reconcile.origins import OriginCount, count, with_countries
from sayso.reconcile.telling import Telling
from sayso.types import Actor, Where
from sayso.vocabulary import PopulationKind, Verdicts


@dataclass(frozen=True, slots=True)
class Link:
    """A claim that tells of the incident. `because`: in words for a person, the first reason first."""

    telling: Telling
    because: tuple[str, ...]
    by: str | None = None
    """The reviewer who put it here; None where it was the rules."""


@dataclass(frozen=True, slots=True)
class Incident:
    """Claims about one happening. `links` are in the order of publication; the first is the founding claim."""

    id: str
    """Of the founding claim, so that it stays when later reports come in; where an earlier one comes in late, see `names`."""
    story: str
    kind: str
    """The kind of happening that most claims give; where only its people are told of, what befell most of them."""
    place: Where | None
    """The most exact place that its claims give."""
    start: str | None
    """First and last day, ISO; None where no claim tells."""
    end: str | None
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    populations: tuple[PopulationKind, ...]
    main: bool
    """Is it the one of its story that most reports tell of?"""
    links: tuple[Link, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every id that it may have had (`former_ids`), that of now first; not those of what a person joined to it."""
        return every_id(self.id, (link.telling for link in self.links if link.by is None))

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that tell of it, in the order of publication."""
        return tuple(dict.fromkeys(link.telling.carrier.id for link in self.links))

    @property
    def tellings(self) -> tuple[Telling, ...]:
        return tuple(link.telling for link in self.links)

    @property
    def origins(self) -> OriginCount:
        return count(with_countries(self.tellings))


class Judged(NamedTuple):
    """A person's word on two claims, or on two incidents: `same_incident` or `other_incident`."""

    a: str
    b: str
    verdict: Verdicts
    reviewer: str


def incident_id(founder: Telling) -> str:
    return called_after(INCIDENT, founder.claim.id)


def founding(id: str) -> str:
    """The id of the claim that founded an incident; any other id as it is."""
    return claim_of(id) if id.startswith(INCIDENT) else id
