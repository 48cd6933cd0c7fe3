"""Who is shown by name in an export: institutions and those who speak for them. Private persons show as their role.

One rule for all formats. Evidence sentences stay what the report published.
"""

from __future__ import annotations

from sayso.reconcile.origins.phrase import teller
from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.telling import Origin
from sayso.types import Actor, Claim, Source
from sayso.vocabulary import SourceKind

OFFICIAL = "official"
PERSON = "/person-"
"""Within the key of an origin who speaks for himself or herself."""
INSTITUTIONS = frozenset(SourceKind) - {*ROLES, SourceKind.OFFICIAL_UNNAMED, SourceKind.OTHER}
BY_KIND = {str(kind): role for kind, role in ROLES.items()}


def source_name(source: Source, names: bool) -> str:
    """The words for a teller. Without `names`: of a private person, and of an official who holds no office, the role."""
    if names:
        return source.told
    if source.kind in ROLES:
        return ROLES[source.kind]
    said = teller(source.told)
    if said.role and said.person:
        return said.role.replace("-", " ")
    if source.kind is SourceKind.OFFICIAL_UNNAMED:
        return OFFICIAL if said.person else source.told.partition(",")[0]  # a name may stand after the comma
    return source.told


def written_name(source: Source, names: bool) -> str:
    """As the report has it, where that may be shown; else as `source_name`."""
    shown = source_name(source, names)
    return source.name if shown == source.told else shown


def actor_name(actor: Actor, claim: Claim, names: bool) -> str:
    """The same of who did it, or to whom: a witness who denies something is its actor."""
    if names:
        return actor.name
    if actor.kind in BY_KIND:
        return BY_KIND[actor.kind]
    teller_too = (s for s in claim.attribution.chain if s.span and s.span.overlaps(actor.span))
    shown = (source_name(source, names) for source in teller_too if source_name(source, names) != source.told)
    return next(shown, actor.name)


def is_public(origin: Origin) -> bool:
    """An institution, or an office: what may be followed across reports. No person is, and nobody whom no report names."""
    return origin.identified and origin.kind in INSTITUTIONS and PERSON not in f"/{origin.key}"
