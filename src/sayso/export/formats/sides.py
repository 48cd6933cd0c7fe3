"""Who took part in a happening, as event data names sides: the first that reports name, and those beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.export.formats.happenings import Happening
from sayso.types import Actor
from sayso.vocabulary import ActorKind, PopulationKind, kinds

STATE, CIVILIANS, FOREIGN = "State forces", "Civilians", "External/Other forces"
PROTESTERS, RIOTERS = "Protesters", "Rioters"
ORDER = (STATE, "Rebel group", "Political militia", "Identity militia", RIOTERS, PROTESTERS, CIVILIANS, FOREIGN)
"""ACLED's words for its codes 1 to 8, in their order."""

OF_STATE = frozenset(
    {ActorKind.GOVERNMENT, ActorKind.POLICE, ActorKind.MILITARY, ActorKind.EMERGENCY, ActorKind.OFFICIAL_UNNAMED}
)
OF_CIVILIANS = frozenset(
    {
        *(ActorKind.MEDICAL, ActorKind.WITNESS, ActorKind.FAMILY, ActorKind.EXPERT, ActorKind.MEDIA, ActorKind.NGO),
        *(ActorKind.COMPANY, ActorKind.AGENCY),
    }
)
CROWDS = frozenset({ActorKind.DEMONSTRATORS, ActorKind.CROWD})
BY_DEFINITION = {"Protests": PROTESTERS, "Riots": RIOTERS}
"""Who acts in an event of this type, whether or not a report names anybody: that is what the type means."""

AT_CIVILIANS = "Violence against civilians"
AT_ANYBODY = frozenset({"attack", "shooting"})
"""Kinds that may befall civilians, police or a place: violence against civilians only where reports tell whom it befell."""
HURT = frozenset({"killed", "injured", "missing", "hospitalised"})
NO_CIVILIANS = frozenset({PopulationKind.SECURITY, PopulationKind.MILITANTS, PopulationKind.DEMONSTRATORS})


@dataclass(frozen=True, slots=True)
class Side:
    """`inter` "": what reports tell does not say which of ACLED's kinds of actor it is (an armed group may be three)."""

    name: str = ""
    beside: tuple[str, ...] = ()
    inter: str = ""
    actor: Actor | None = None


def sides(one: Happening, names: bool) -> tuple[Side, Side]:
    """Who acted, and against whom."""
    event, _ = types(one)
    country = one.incident.place.country if one.incident.place else None
    acting = _side(one, one.incident.actors, country, event, names)
    target = _side(one, one.incident.targets, country, event, names)
    if not acting.name and event in BY_DEFINITION:
        acting = Side(BY_DEFINITION[event], inter=BY_DEFINITION[event])
    if not target.name and event == AT_CIVILIANS:
        target = Side(CIVILIANS, inter=CIVILIANS)
    return acting, target


def types(one: Happening) -> tuple[str | None, str | None]:
    """ACLED's event and sub-event type; None where the kind has none, or where it hangs on whom it befell and nobody tells."""
    kind = kinds()[one.incident.kind]
    if one.incident.kind in AT_ANYBODY and not _befell_civilians(one):
        return None, None
    return kind.acled_event_type, kind.acled_sub_event_type


def _befell_civilians(one: Happening) -> bool:
    """By the first target, else by those hurt: people of whom nobody tells arms count as civilians, as in ACLED."""
    target = next((actor for actor in one.incident.targets if actor.kind is not ActorKind.OTHER), None)
    if target is not None:
        return target.kind in OF_CIVILIANS
    return any(view.series.kind in HURT and view.series.population_kind not in NO_CIVILIANS for view in one.figures)


def interaction(first: Side, second: Side) -> str:
    """ "State forces-Protesters", "Protesters only"; "" where a side is of no known kind."""
    if first.inter and not second.name:
        return f"{first.inter} only"
    if not first.inter or not second.inter:
        return ""
    return "-".join(sorted((first.inter, second.inter), key=ORDER.index))


def _side(one: Happening, actors: Sequence[Actor], country: str | None, event: str | None, names: bool) -> Side:
    place = one.incident.place.name if one.incident.place else None
    actors = [actor for actor in actors if actor.name != place or actor.kind is not ActorKind.OTHER]  # a town is nobody
    if not actors:
        return Side()
    shown = one.names(actors, names)
    return Side(shown[0], tuple(shown[1:]), _inter(actors[0], country, event), actors[0])


def _inter(actor: Actor, country: str | None, event: str | None) -> str:
    if actor.kind in CROWDS:
        return BY_DEFINITION.get(event or "", PROTESTERS if actor.kind is ActorKind.DEMONSTRATORS else "")
    abroad = actor.country is not None and country is not None and actor.country != country
    if actor.kind in (ActorKind.INTERNATIONAL_ORG, ActorKind.COUNTRY) or (actor.kind in OF_STATE and abroad):
        return FOREIGN
    if actor.kind in OF_STATE:
        return STATE
    return CIVILIANS if actor.kind in OF_CIVILIANS else ""
