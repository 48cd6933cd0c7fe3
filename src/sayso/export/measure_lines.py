"""Measures as lines: what was imposed where, from when until when, who says so, and how it stands at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sayso.export.figure_lines import by_person
from sayso.reconcile.judgement import last_words
from sayso.reconcile.measures.measure import Measure, Turn
from sayso.types import Verdict

MEASURE_COLUMNS = (
    "measure",
    "kind",
    "place",
    "country",
    "state",
    "at",
    "opened",
    "planned_end",
    "closed",
    "imposed_by",
    "origins",
    "reports",
)


def measure_line(measure: Measure, at: str, why: bool, verdicts: Sequence[Verdict] = ()) -> dict[str, Any]:
    """`state` is that of the day `at`; `opened` and `closed` are days, null where no report tells one."""
    return {
        "measure": measure.id,
        "kind": measure.kind,
        "place": measure.place.name if measure.place else None,
        "country": measure.country,
        "state": measure.state(at),
        "at": at,
        "opened": _day(measure.opened),
        "opened_stated": measure.opened.stated if measure.opened else None,
        "planned_end": measure.planned_end,
        "closed": _day(measure.closed),
        "reach": [{"place": turn.place.name, "day": turn.day or None} for turn in measure.reach if turn.place],
        "ended_in": [{"place": turn.place.name, "day": turn.day or None} for turn in measure.ended_in if turn.place],
        "imposed_by": list(measure.imposed_by),
        "origins": [origin.name for origin in measure.origins],
        "denied_by": list(dict.fromkeys(telling.origin.name for telling in measure.denials)),
        "reports": list(dict.fromkeys(telling.carrier.name for telling in measure.tellings)),
        "claims": [telling.claim.id for telling in measure.tellings],
        "by_person": by_person(last_words(verdicts)),
    } | ({"because": list(measure.because)} if why else {})


def _day(turn: Turn | None) -> str | None:
    return (turn.day or None) if turn else None
