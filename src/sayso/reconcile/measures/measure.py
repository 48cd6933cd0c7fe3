"""A measure as it was told: when it began, for which places, until when it was to last, who ended it, and who says so.

`state` takes the moment as an argument; nothing here knows a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.reconcile.telling import Origin, Telling
from sayso.types import Where


class State(StrEnum):
    """What a measure is at a moment. A planned end that has passed is no end: nobody has said that it was lifted."""

    NOT_YET = "not yet open"
    OPEN = "open"
    CLOSED = "closed"
    PLANNED_END_PASSED = "planned end passed"


@dataclass(frozen=True, slots=True)
class Turn:
    """That something began, widened or ended: the day (`YYYY-MM-DD`, "" where none is told) and the telling that says so."""

    day: str
    telling: Telling
    place: Where | None = None
    """Of a widening or an end in part: where."""
    stated: bool = True
    """False where the day is only that of the telling: it was so by then."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One episode of a measure. What was lifted and imposed again are two."""

    id: str
    kind: str
    place: Where | None
    """The widest place that it was said to hold for."""
    country: str | None
    opened: Turn | None
    """None where only its end is told."""
    planned_end: str | None
    closed: Turn | None
    reach: tuple[Turn, ...]
    """The places in the order in which they were told; the first are those that it began with."""
    ended_in: tuple[Turn, ...]
    """Ends in a part of its places, which leave it open."""
    denials: tuple[Telling, ...]
    """Who denies that it was so, or that it ended. A denial neither opens nor closes."""
    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]
    """Who says so, in the order in which they first did."""
    imposed_by: tuple[str, ...]
    """Who imposed it or ordered it, as the claims name the doer."""
    because: tuple[str, ...]

    def state(self, at: str) -> State:
        """What it is at `at`, an ISO prefix of at least a day."""
        day = at[:10]
        if self.opened and self.opened.day > day:
            return State.NOT_YET
        if self.closed and self.closed.day <= day:
            return State.CLOSED
        if self.planned_end and self.planned_end < day:
            return State.PLANNED_END_PASSED
        return State.OPEN
