"""Where and when a claim says that it happened, and whether its own sentence says so or the report around it.

A count over many incidents ("in the past ten years", "since the coup") has no place or day of its own: `many`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sayso.reconcile.incidents.days import Days, days
from sayso.reconcile.incidents.places import Spot, spot
from sayso.reconcile.telling import Telling
from sayso.reconcile.word_tables import table
from sayso.types import Claim, Sentence, Span
from sayso.understand.incidents import MILLION, is_over_many, may_be_over_many
from sayso.understand.language import words
from sayso.understand.sentences import tokens
from sayso.vocabulary import TimeRole


@dataclass(frozen=True, slots=True)
class Setting:
    telling: Telling
    families: frozenset[str]
    """Families of happenings that it may be of; none = it is of no incident."""
    spot: Spot
    own_spot: bool
    days: Days | None
    own_days: bool
    many: bool

    @property
    def claim(self) -> Claim:
        return self.telling.claim

    @property
    def tells_own(self) -> bool:
        """Does its sentence tell where or when?"""
        return (self.own_spot and self.spot.known) or (self.own_days and self.days is not None)


class Said(NamedTuple):
    """What a setting takes from the claim alone."""

    families: frozenset[str]
    spot: Spot
    own_spot: bool
    days: Days | None
    own_days: bool
    many: bool


def setting(telling: Telling) -> Setting:
    return Setting(telling, *said(telling.claim))


def said(claim: Claim) -> Said:
    place, time, sentence = claim.place, claim.time, claim.evidence.span
    happened = time if time and time.role is TimeRole.HAPPENED else None
    return Said(
        families=_families(claim),
        spot=spot(place),
        own_spot=bool(place and place.span and sentence.holds(place.span)),
        days=days(happened),
        own_days=bool(happened and happened.span and sentence.holds(happened.span)),
        many=_many(claim),
    )


def in_order(tellings: Iterable[Telling]) -> list[Telling]:
    """The order that everything here goes by: of publication, then of the text. It never depends on how they were given."""
    return sorted(tellings, key=order)


def order(telling: Telling) -> tuple[object, ...]:
    return telling.carrier.place_in_order, telling.claim.evidence.span, telling.claim.id


def _families(claim: Claim) -> frozenset[str]:
    """Those of its kind; captives who escape by themselves are of the happening in which they were taken."""
    if claim.kind == "freed" and any(word in words("incident_escapes") for word in claim.evidence.text.lower().split()):
        return frozenset({"abduction"})
    return frozenset(table("incident_families").get(claim.kind, "").split())


def _many(claim: Claim) -> bool:
    """Is it a count of people over many incidents? No one incident befalls millions, but that they march."""
    text, figure = claim.evidence.text, claim.figure
    if figure is None:
        return False
    if claim.kind != "gathered" and (figure.low or 0) >= MILLION:
        return True
    return may_be_over_many(text) and is_over_many(Sentence(Span(0, len(text)), 0, tuple(tokens(text, Span(0, len(text))))))
