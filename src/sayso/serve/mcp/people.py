"""Who is said to have said it, without the names of private persons: an assistant gets roles, and cannot ask for more."""

from __future__ import annotations

from sayso.reconcile.origins.phrase import teller
from sayso.reconcile.origins.private import ROLES
from sayso.types import Actor, Claim, Source
from sayso.vocabulary import ActorKind, SourceKind

OF_ACTORS = {ActorKind(kind): role for kind, role in ROLES.items()}
JUNIOR, UNNAMED = "junior official", "unnamed official"


def name_of(source: Source) -> str:
    """As the report has it; a witness, a relative, a medic, an expert and a junior official by role."""
    if source.kind in ROLES:
        return ROLES[source.kind]
    said = teller(source.told)
    if said.role:
        return JUNIOR
    return UNNAMED if source.kind is SourceKind.OFFICIAL_UNNAMED and said.person else source.told


def name_of_actor(actor: Actor | None, claim: Claim) -> str | None:
    """Who did it, or to whom: of somebody who is a private teller of the same words, the role."""
    if actor is None:
        return None
    if actor.kind in OF_ACTORS:
        return OF_ACTORS[actor.kind]
    chain = (s for s in claim.attribution.chain if s.span and s.span.overlaps(actor.span))
    return next((name_of(source) for source in chain if name_of(source) != source.told), actor.name)
