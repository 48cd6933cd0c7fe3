"""A claim as it may be shown to anybody: whoever is shown by role in every export is so here, in the same line."""

from __future__ import annotations

from dataclasses import replace

from sayso.export.formats.persons import actor_name, source_name
from sayso.types import Actor, Claim, Source


def by_role(claim: Claim) -> Claim:
    """The same claim, in which private persons have the name of their role. Its evidence stays what the report published."""
    chain = tuple(_source(source) for source in claim.attribution.chain)
    return replace(
        claim,
        attribution=replace(claim.attribution, chain=chain),
        actor=_actor(claim.actor, claim),
        target=_actor(claim.target, claim),
    )


def _source(source: Source) -> Source:
    shown = source_name(source, names=False)
    return source if shown == source.told else replace(source, name=shown, normalised=None)


def _actor(actor: Actor | None, claim: Claim) -> Actor | None:
    return replace(actor, name=actor_name(actor, claim, names=False)) if actor else None
