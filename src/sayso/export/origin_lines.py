"""Sources and origins as lines: who speaks in the ledger, and who stands behind each figure."""

from __future__ import annotations

from typing import Any

from sayso.reconcile.origins import Counted, OriginCount, Untold
from sayso.reconcile.series import Series
from sayso.reconcile.tellers import Voice

SOURCE_COLUMNS = (
    "source",
    "name",
    "kind",
    "country",
    "identified",
    "called",
    "claims",
    "reports",
    "outlets",
    "kinds",
    "because",
)
ORIGIN_COLUMNS = ("series", "kind", "population_kind", "place", "origins", "at_most", "known", "untold")


def source_line(voice: Voice, why: bool) -> dict[str, Any]:
    """`source` is the key of the origin, the same in every report."""
    return {
        "source": voice.origin.key,
        "name": voice.origin.name,
        "kind": voice.origin.kind,
        "country": voice.origin.country,
        "identified": voice.origin.identified,
        "called": list(voice.called),
        "claims": len(voice.tellings),
        "reports": list(voice.reports),
        "outlets": list(voice.outlets),
        "kinds": dict(voice.kinds),
    } | ({"because": list(voice.because)} if why else {})


def origin_line(series: Series, counted: OriginCount, why: bool) -> dict[str, Any]:
    """The count of independent origins of a figure series, with the list behind it."""
    return {
        "series": series.id,
        "kind": series.kind,
        "population_kind": series.population_kind,
        "place": series.area,
        "origins": counted.shown,
        "identified": counted.identified,
        "at_most": counted.at_most,
        "known": [_known(one, why) for one in counted.known],
        "untold": [_untold(one, why) for one in counted.untold],
    }


def _known(one: Counted, why: bool) -> dict[str, Any]:
    return {
        "source": one.origin.key,
        "name": one.origin.name,
        "chains": list(one.chains),
        "outlets": list(one.outlets),
        "claims": [t.claim.id for t in one.tellings],
    } | ({"because": list(one.because)} if why else {})


def _untold(one: Untold, why: bool) -> dict[str, Any]:
    because = dict.fromkeys(reason for t in one.tellings for reason in t.origin.because)
    return {"name": one.origin.name, "claims": [t.claim.id for t in one.tellings]} | ({"because": list(because)} if why else {})
