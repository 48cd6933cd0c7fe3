"""The ledger itself: its head, saved situations, kinds, and whether it answers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sayso.serve.api.shapes.parts import Shape
from sayso.vocabulary import Group


class Ledger(Shape):
    """The end of the chain: keep the hash elsewhere, and what was cut off or changed can be found out (`sayso verify`)."""

    seq: int = Field(ge=0, description="Number of the last entry; with `recorded_by`, of the last one by then.")
    hash: str = Field(pattern="^[0-9a-f]{64}$")
    recorded_at: str | None
    format: str = Field(description="Version of the ledger's tables.")
    sayso: str = Field(description="Version of Sayso.")
    claims: int = Field(ge=0, description="Claims that were known by the moment that is asked for.")


class Situation(Shape):
    """A saved view."""

    name: str
    place: str | None
    since: str | None
    until: str | None
    text: str | None
    kinds: list[str]
    claims: int = Field(ge=0, description="Claims that fit it, by the moment that is asked for; counted up to 10,000.")
    more: bool = Field(description="Are there more than that?")


class Kind(Shape):
    """What a claim may be about."""

    kind: str
    group: Group
    meaning: str
    plover_event: str | None
    plover_mode: str | None
    acled_event_type: str | None
    acled_sub_event_type: str | None
    claims: int = Field(ge=0, description="Claims of this kind that were known by the moment that is asked for.")


class Health(Shape):
    """It answers."""

    status: Literal["ok"]
