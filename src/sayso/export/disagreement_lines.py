"""Disagreements as lines: two values of one figure that cannot both be so, with the words of each."""

from __future__ import annotations

from typing import Any

from sayso.reconcile.contradictions import Contradiction
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.values import Value

DISAGREEMENT_COLUMNS = (
    "series",
    "story",
    "kind",
    "population_kind",
    "place",
    "day",
    "differs",
    "sentence",
    "settled",
    "values",
)


def disagreement_line(view: SeriesView, one: Contradiction) -> dict[str, Any]:
    """`settled` says why it is a disagreement no longer; None while it stands."""
    series = view.series
    return {
        "series": series.id,
        "story": series.story,
        "kind": series.kind,
        "population_kind": series.population_kind,
        "place": series.area,
        "day": one.a.day,
        "differs": one.why,
        "sentence": one.sentence,
        "settled": one.settled,
        "values": [_side(one.a), _side(one.b)],
    }


def _side(value: Value) -> dict[str, Any]:
    return {
        "value": value.id,
        "origin": value.origin.name,
        "source": value.origin.key,
        "low": value.figure.low,
        "high": value.figure.high,
        "relation": value.figure.relation,
        "vague": value.figure.vague,
        "outlets": list(value.outlets),
        "claims": [telling.claim.id for telling in value.tellings],
        "evidence": value.evidence.claim.evidence.text,
    }
