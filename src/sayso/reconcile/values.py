"""The values of a series: one number as one origin gave it on one day, with all who carried it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.reconcile.telling import Origin, Telling
from sayso.types import Figure
from sayso.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Value:
    """`tellings` are in the order of publication; all say the same number, on the word of `origin`, for the same day."""

    id: str
    """ "v" and a hash of series, origin, number and day: the same whatever else is told later."""
    origin: Origin
    figure: Figure
    """As the first telling has it, relation word and all."""
    day: str | None
    """The day that the number is for: its as-of day, else the day on which it was said, else published (an ISO prefix)."""
    status: Status
    tellings: tuple[Telling, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that carry it."""
        return tuple(dict.fromkeys(t.carrier.id for t in self.tellings))

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who published it, copies folded: of each copy group the first outlet."""
        return tuple(dict.fromkeys({t.carrier.copy: t.carrier.publisher for t in reversed(self.tellings)}.values()))
