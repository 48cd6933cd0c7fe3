"""Claims as they are listed on the page: who, what, the words in their sentence, how it stands."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sayso.reconcile.incidents import Incident
from sayso.reconcile.origins.holders import PRIVATE
from sayso.reconcile.origins.nameless import ROLES
from sayso.reconcile.origins.naming import PERSON
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Carrier, Telling
from sayso.show.page.highlights import Segment, evidence
from sayso.show.words import TOLD_BY, sureness, teller, tellers, what
from sayso.types import Claim
from sayso.vocabulary import SourceKind

Standings = Mapping[str, Standing]
"""By the id of a claim."""


@dataclass(frozen=True, slots=True)
class Told:
    claim: Claim
    carrier: Carrier
    who: str
    """The chain of tellers, the one closest to the event first; of private persons the role."""
    what: str
    sure: str
    words: tuple[Segment, ...]
    standing: Standing | None
    """None where nothing follows from it but itself."""


def told(telling: Telling, standings: Standings) -> Told:
    claim = telling.claim
    return Told(
        claim=claim,
        carrier=telling.carrier,
        who=who(telling),
        what=what(claim),
        sure=sureness(claim),
        words=evidence(claim),
        standing=standings.get(claim.id),
    )


def who(telling: Telling) -> str:
    """The chain as the report has it; private persons by role, wherever in the chain they stand."""
    chain = telling.claim.attribution.chain
    if not any(source.kind in PRIVATE for source in chain):
        return tellers(telling.claim.attribution)
    is_name = f":{PERSON}" in telling.origin.key and chain[0].kind not in ROLES  # of the others the origin has the role
    first = _role(chain[0].kind) if is_name else telling.origin.name
    names = [first if chain[0].kind in PRIVATE else teller(chain[0])]
    names += [_role(source.kind) if source.kind in PRIVATE else source.told for source in chain[1:]]
    return TOLD_BY.join(names)


def _role(kind: SourceKind) -> str:
    return ROLES.get(kind, "expert")


def standings(
    series: Iterable[SeriesView], incidents: Iterable[tuple[Incident, Standing]], of: Container[str] | None = None
) -> Standings:
    """How each claim stands: as its value does, else as its incident. With `of`, only these claims."""
    found: dict[str, Standing] = {}
    for incident, standing in incidents:
        for link in incident.links:
            if of is None or link.telling.claim.id in of:
                found[link.telling.claim.id] = standing
    for view in series:
        for value in view.values:
            for telling in value.tellings:
                if of is None or telling.claim.id in of:
                    found[telling.claim.id] = view.standings[value.id]
    return found


def newest(tellings: Sequence[Telling], most: int) -> list[Telling]:
    """The latest published first, within a report in the order of its text; what copies tell in the same words once, under the
    first of them that comes. `tellings` in the order of publication."""
    found: dict[object, Telling] = {}
    for _, of_report in groupby(reversed(tellings), key=lambda telling: telling.carrier.id):
        for telling in reversed(list(of_report)):
            claim = telling.claim
            found.setdefault((claim.kind, claim.figure and claim.figure.low, claim.evidence.text), telling)
        if len(found) >= most:
            break
    return list(found.values())[:most]
