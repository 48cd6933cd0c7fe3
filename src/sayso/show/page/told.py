"""Claims as they are listed on the page: who, what, the words in their sentence, how it stands."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sayso.reconcile.incidents import Incident
from sayso.reconcile.origins.naming import PERSON
from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Carrier, Origin, Telling
from sayso.show.page.highlights import Segment, evidence
from sayso.show.words import TOLD_BY, sureness, teller, tellers, what
from sayso.types import Claim

Standings = Mapping[str, Standing]
"""By the id of a claim."""


@dataclass(frozen=True, slots=True)
class Stands:
    """`at`: the address of the figure, or of the incident, that the claim is told of; `anchor`: the value there."""

    standing: Standing
    at: str
    anchor: str = ""


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
        who=who(claim, telling.origin),
        what=what(claim),
        sure=sureness(claim),
        words=evidence(claim),
        standing=standings.get(claim.id),
    )


def who(claim: Claim, origin: Origin | None = None) -> str:
    """The chain as the report has it; private persons by role, wherever in the chain they stand.

    The origin, where it is known, tells the first role better: "nurse" rather than "medic", and the name of an office.
    """
    chain = claim.attribution.chain
    if not any(source.kind in ROLES for source in chain):
        return tellers(claim.attribution)
    names = [ROLES[source.kind] if source.kind in ROLES else teller(source) for source in chain]
    if chain[0].kind in ROLES and origin is not None and origin.identified and not _is_person_by_name(origin):
        names[0] = origin.name
    return TOLD_BY.join(names)


def _is_person_by_name(origin: Origin) -> bool:
    """Somebody whom the report elsewhere calls no witness: his name is his there."""
    return f":{PERSON}" in origin.key and origin.kind not in ROLES


def standings(series: Iterable[SeriesView], incidents: Iterable[tuple[Incident, Standing]], of: Container[str]) -> Standings:
    """How each of these claims stands."""
    return {id: one.standing for id, one in stands(series, incidents, of).items()}


def stands(
    series: Iterable[SeriesView], incidents: Iterable[tuple[Incident, Standing]], of: Container[str]
) -> dict[str, Stands]:
    """By the id of each of these claims: as its value does, else as its incident."""
    found: dict[str, Stands] = {}
    for incident, standing in incidents:
        for id in _those(incident.tellings, of):
            found[id] = Stands(standing, f"/incident/{incident.id}")
    for view in series:
        for value in view.values:
            for id in _those(value.tellings, of):
                found[id] = Stands(view.standings[value.id], f"/figure/{view.series.id}", value.id)
    return found


def _those(tellings: Iterable[Telling], of: Container[str]) -> list[str]:
    return [t.claim.id for t in tellings if t.claim.id in of]


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
