"""Tellings of measures for tests, slot by slot."""

from __future__ import annotations

from dataclasses import replace

from sayso.reconcile.telling import Origin, Telling
from sayso.types import When
from sayso.vocabulary import Phase, SourceKind, Status, TimePrecision
from tests.reconcile.made_tellings import PLACES, event

STARTS, HOLDS, ENDS = Phase


def said(
    report: str,
    day: str,
    phase: Phase | None,
    place: str | None = "Arda",
    *,
    kind: str = "curfew",
    on: str | None = None,
    until: str | None = None,
    also: tuple[str, ...] = (),
    status: Status = Status.ASSERTED,
    by: str = "ministry",
    at: int = 0,
    story: str = "s",
) -> Telling:
    """What `report`, published on `day`, says of a measure; `on`: the day that its words give."""
    told = event(report, day, kind, place=place, happened=on, at=at, story=story)
    end = When(until, until, TimePrecision.DAY, until) if until else None
    where = tuple(PLACES[name] for name in also)
    claim = replace(told.claim, phase=phase, until=end, also=where, status=status, actor=None)
    return Telling(claim, told.carrier, Origin(by, by, SourceKind.GOVERNMENT))
