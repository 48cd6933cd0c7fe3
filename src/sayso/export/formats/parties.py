"""Who did it, and to whom, as event coders name them: by country and by PLOVER's sectors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.export.formats.countries import country
from sayso.export.formats.persons import actor_name
from sayso.reconcile.origins.phrase import teller
from sayso.types import Actor, Claim
from sayso.vocabulary import ActorKind

SECTORS: dict[ActorKind, tuple[str, ...]] = {
    ActorKind.GOVERNMENT: ("GOV",),
    ActorKind.OFFICIAL_UNNAMED: ("GOV",),
    ActorKind.POLICE: ("COP",),
    ActorKind.MILITARY: ("MIL",),
    ActorKind.ARMED_GROUP: ("UAF",),
    ActorKind.DEMONSTRATORS: ("CVL", "OPP"),
    ActorKind.CROWD: ("CVL",),
    ActorKind.WITNESS: ("CVL",),
    ActorKind.FAMILY: ("CVL",),
    ActorKind.MEDICAL: ("MED",),
    ActorKind.MEDIA: ("JRN",),
    ActorKind.AGENCY: ("JRN",),
    ActorKind.COMPANY: ("BUS",),
    ActorKind.NGO: ("NGO",),
    ActorKind.INTERNATIONAL_ORG: ("IGO",),
}
"""Of the kinds that have one, the primary sector first. Armed groups are unaligned: on whose side they are is a claim."""

OF_STATE = frozenset({"GOV", "COP", "MIL"})


@dataclass(frozen=True, slots=True)
class Party:
    """Private persons by role, unless names were asked for."""

    name: str
    """What it resolves to in its report."""
    written: str
    """As the report has it."""
    sectors: tuple[str, ...]
    country: str | None
    """ISO 3166-1 alpha-3."""

    @property
    def is_body(self) -> bool:
        """Something organised, rather than people: no person ("President Tokayev"; of a state also "Tokayev")."""
        if not self.sectors or self.sectors[0] == "CVL":
            return False
        said = teller(self.name)
        return not said.person and (said.name is None or said.of_body or self.sectors[0] not in OF_STATE)


def actors(claims: Iterable[Claim], names: bool) -> tuple[Party, ...]:
    """Who did it, each once, in the order of the text."""
    return _each_once(_party(claim.actor, claim, names) for claim in claims if claim.actor)


def recipients(claims: Iterable[Claim], names: bool) -> tuple[Party, ...]:
    """To whom it was done, likewise."""
    return _each_once(_party(claim.target, claim, names) for claim in claims if claim.target)


def _party(actor: Actor, claim: Claim, names: bool) -> Party:
    shown = actor_name(actor, claim, names)
    named = shown == actor.name
    land = country(actor.country)
    return Party(
        name=(actor.normalised or actor.name) if named else shown,
        written=shown,
        sectors=SECTORS.get(actor.kind, ()),
        country=land.code3 if land else None,
    )


def _each_once(parties: Iterable[Party]) -> tuple[Party, ...]:
    return tuple({party.name: party for party in reversed(tuple(parties))}.values())[::-1]
