"""The dead of a happening as UCDP parts them: of side a, of side b, civilians, and those of whom it is not known."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.export.formats.happenings import Happening
from sayso.export.formats.sides import OF_STATE, Side
from sayso.vocabulary import PopulationKind

UNARMED = frozenset(PopulationKind) - {PopulationKind.SECURITY, PopulationKind.MILITANTS, PopulationKind.PEOPLE}
"""Everybody who is neither security nor militant. Demonstrators are: UCDP counts unarmed protesters as civilians."""


def deaths(one: Happening, first: Side, second: Side) -> Mapping[str, int | None]:
    """The parts add up to `best`. Where the parts told are more than it, nobody's share is known."""
    toll = one.killed
    told = toll.number
    security, militants = toll.of({PopulationKind.SECURITY}) or 0, toll.of({PopulationKind.MILITANTS}) or 0
    of_a = _of(first, security, militants)
    of_b = _of(second, security, militants) if not of_a or _differ(first, second) else 0
    civilians = toll.of(UNARMED) or 0
    best = told.best if told.best is not None else told.low or 0
    if of_a + of_b + civilians > best:
        of_a = of_b = civilians = 0
    return {
        "deaths_a": of_a,
        "deaths_b": of_b,
        "deaths_civilians": civilians,
        "deaths_unknown": best - of_a - of_b - civilians,
        "best": best,
        "high": told.high,
        "low": told.low,
    }


def _of(side: Side, security: int, militants: int) -> int:
    """Security forces are of the side that is the state, militants of the one that is an armed group."""
    if side.actor is None:
        return 0
    return security if side.actor.kind in OF_STATE else militants if side.actor.kind == "armed_group" else 0


def _differ(first: Side, second: Side) -> bool:
    return first.actor is not None and second.actor is not None and first.actor.kind != second.actor.kind
