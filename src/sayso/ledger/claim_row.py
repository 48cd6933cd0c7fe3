"""A claim as the columns of the table `claims` that are filtered, listed and sorted by."""

from __future__ import annotations

from typing import Any

from sayso.ledger.encoders import texts
from sayso.ledger.inserting import Row
from sayso.ledger.storable import text, whole
from sayso.types import Actor, Claim, Figure, Source, When, Where
from sayso.vocabulary import kinds

UNKNOWN_GROUP = "unknown"
"""Group of a kind that this version does not know (the ledger may hold readings of a later one)."""


COLUMNS = (
    *("id", "kind", "kind_group", "status", "verification"),
    *("low", "high", "relation", "vague", "population", "population_kind", "scope"),
    *("place", "place_key", "admin1_key", "geonames", "country", "latitude", "longitude", "place_precision"),
    *("time_start", "time_end", "time_role", "said_start"),
    *("origin", "origin_kind", "chain", "evidence", "block", "reader", "reader_version", "confidence"),
)
"""What `values` gives, in the order of the table."""
NOTHING: Row = (None,) * 8


def claim_row(claim: Claim) -> dict[str, Any]:
    """The columns by name."""
    return dict(zip(COLUMNS, values(claim), strict=True))


def values(claim: Claim) -> Row:
    """As `storable` leaves them: what every store takes."""
    chain, kind = claim.attribution.chain, kinds().get(claim.kind)
    return (
        claim.id,
        text(claim.kind),
        kind.group.value if kind else UNKNOWN_GROUP,
        text(claim.status),
        text(claim.verification),
        *(_figure(claim.figure) if claim.figure else NOTHING[:7]),
        *(_place(claim.place) if claim.place else NOTHING),
        *(_time(claim.time) if claim.time else NOTHING[:3]),
        text(claim.said.start) if claim.said else None,
        text(told(chain[0])) if chain else None,
        text(chain[0].kind) if chain else None,
        texts(map(told, chain)),
        text(claim.evidence.text),
        text(claim.evidence.block),
        text(claim.maker.reader),
        text(claim.maker.version),
        float(claim.confidence),
    )


def told(who: Source | Actor) -> str:
    """The name to list and compare by: resolved where it is, else as written."""
    return who.normalised or who.name


def place_key(name: str) -> str:
    """How place names are compared: without regard to case and to the amount of white space."""
    return " ".join(name.casefold().split())


def _figure(figure: Figure) -> Row:
    low, high = figure.low, figure.high
    return (
        None if low is None else whole(low),
        None if high is None else whole(high),
        text(figure.relation),
        _some(figure.vague),
        _some(figure.population),
        text(figure.population_kind),
        text(figure.scope),
    )


def _place(place: Where) -> Row:
    return (
        text(place.name),
        text(place_key(place.name)),
        text(place_key(place.admin1)) if place.admin1 else None,
        None if place.geonames is None else whole(place.geonames),
        _some(place.country),
        place.latitude,
        place.longitude,
        text(place.precision),
    )


def _time(time: When) -> Row:
    return text(time.start), text(time.end), text(time.role)


def _some(words: str | None) -> str | None:
    return None if words is None else text(words)
