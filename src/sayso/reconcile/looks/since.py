"""From when on something is known: by when the report that says it was published, and as which entry it is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Moment(NamedTuple):
    """What had been published by `end`, and was recorded with entries up to `seq`; None = all."""

    end: str | None = None
    seq: int | None = None


class Since(NamedTuple):
    """Of one report. `known_by` is "" where it has no date: then it is known as of any moment."""

    known_by: str
    seq: int

    def by(self, at: Moment) -> bool:
        return (at.end is None or self.known_by <= at.end) and (at.seq is None or self.seq <= at.seq)


def earliest(told: Iterable[Since]) -> tuple[Since, ...]:
    """Those without which something told several times would be known later: whatever is the first by either measure."""
    kept: list[Since] = []
    for one in sorted(told):
        if not kept or one.seq < kept[-1].seq:
            kept.append(one)
    return tuple(kept)
