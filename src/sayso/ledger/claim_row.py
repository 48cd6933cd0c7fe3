"""A claim as the columns of the table `claims` that are filtered, listed and sorted by."""

from __future__ import annotations

from typing import Any

from sayso.ledger.canonical import encode
from sayso.types import Actor, Claim, Figure, Source, When, Where
from sayso.vocabulary import kinds

UNKNOWN_GROUP = "unknown"
"""Group of a kind that this version does not know (the ledger may hold readings of a later one)."""


def claim_row(claim: Claim) -> dict[str, Any]:
    chain = claim.attribution.chain
    kind = kinds().get(claim.kind)
    return {
        "id": claim.id,
        "kind": claim.kind,
        "kind_group": kind.group if kind else UNKNOWN_GROUP,
        "status": claim.status,
        "verification": claim.verification,
        "origin": told(chain[0]) if chain else None,
        "origin_kind": chain[0].kind if chain else None,
        "chain": encode([told(source) for source in chain]).decode("ascii"),
        "said_start": claim.said.start if claim.said else None,
        "evidence": claim.evidence.text,
        "block": claim.evidence.block,
        "reader": claim.maker.reader,
        "reader_version": claim.maker.version,
        "confidence": float(claim.confidence),
        **_figure(claim.figure),
        **_place(claim.place),
        **_time(claim.time),
    }


def told(who: Source | Actor) -> str:
    """The name to list and compare by: resolved where it is, else as written."""
    return who.normalised or who.name


def place_key(name: str) -> str:
    """How place names are compared: without regard to case and to the amount of white space."""
    return " ".join(name.casefold().split())


FIGURE = ("low", "high", "relation", "vague", "population", "population_kind", "scope")
PLACE = ("geonames", "country", "latitude", "longitude")


def _figure(figure: Figure | None) -> dict[str, Any]:
    return {name: getattr(figure, name) if figure else None for name in FIGURE}


def _place(place: Where | None) -> dict[str, Any]:
    if place is None:
        return dict.fromkeys(("place", "place_key", "admin1_key", "place_precision", *PLACE))
    return {
        "place": place.name,
        "place_key": place_key(place.name),
        "admin1_key": place_key(place.admin1) if place.admin1 else None,
        "place_precision": place.precision,
        **{name: getattr(place, name) for name in PLACE},
    }


def _time(time: When | None) -> dict[str, Any]:
    return {
        "time_start": time.start if time else None,
        "time_end": time.end if time else None,
        "time_role": time.role if time else None,
    }
