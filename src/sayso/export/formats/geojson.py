"""`geojson`: incidents and figures as features of RFC 7946: longitude before latitude, in degrees of WGS 84.

No point is made up: what is told of a whole country, of no place, or of one whose point is not known, has the geometry null.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.export.formats.exported import Exported, Format
from sayso.export.formats.happenings import Happening, happenings
from sayso.export.formats.toll import lowest, number
from sayso.reconcile.series_view import SeriesView
from sayso.types import Where
from sayso.vocabulary import DEMONSTRATION, PlacePrecision

POINTED = frozenset({PlacePrecision.SITE, PlacePrecision.SITE_IN_CITY, PlacePrecision.CITY, PlacePrecision.ADMIN1})
COLUMNS = (
    *("feature", "kind", "place", "country", "admin1", "geonames", "precision", "start", "end"),
    *("actors", "targets", "population_kind", "noun", "part", "counts", "low", "best", "high", "lowest", "incident", "story"),
    *("origins", "at_most", "standing", "because", "sentence", "reports", "urls", "note"),
)
"""Properties of every feature, null where they have no meaning for it."""


def features(of: Exported) -> Iterator[dict[str, Any]]:
    """Incidents, the latest first, then figures in the order in which they are shown."""
    known = of.knowledge()
    for one in happenings(known):
        yield _feature(one.incident.id, one.incident.place, _incident(one, of.names))
    for view in known.shown_series():
        yield _feature(view.series.id, place_of(view), _figure(view))


def place_of(view: SeriesView) -> Where | None:
    """That a figure is for, as the first claim that names it has it."""
    places = (t.claim.place for t in view.series.tellings if t.claim.place)
    return next((place for place in places if place.name == view.series.area), None)


def _feature(id: str, place: Where | None, told: dict[str, Any]) -> dict[str, Any]:
    properties = dict.fromkeys(COLUMNS) | (_place(place) if place else {}) | told
    return {"type": "Feature", "id": id, "geometry": geometry(place), "properties": properties}


def geometry(place: Where | None) -> dict[str, Any] | None:
    if place is None or place.latitude is None or place.longitude is None or place.precision not in POINTED:
        return None
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}


def _place(place: Where) -> dict[str, Any]:
    return {
        "place": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "geonames": place.geonames,
        "precision": place.precision,
    }


def _incident(one: Happening, names: bool) -> dict[str, Any]:
    incident, counted, killed = one.incident, one.incident.origins, one.killed
    return {
        "feature": "incident",
        "kind": incident.kind,
        "start": incident.start,
        "end": incident.end,
        "actors": one.names(incident.actors, names),
        "targets": one.names(incident.targets, names),
        "low": killed.number.low,
        "best": killed.number.best,
        "high": killed.number.high,
        "lowest": killed.lowest,
        "incident": incident.id,
        "story": incident.story,
        "origins": counted.shown,
        "at_most": counted.at_most,
        "standing": one.standing.word,
        "because": one.standing.sentence,
        "reports": [carrier.name for carrier in one.carriers],
        "urls": [carrier.url for carrier in one.carriers if carrier.url],
        "note": one.note,
    }


def _figure(view: SeriesView) -> dict[str, Any]:
    series, counted, told = view.series, view.origins, number(view)
    carriers = {t.carrier.id: t.carrier for t in series.tellings}.values()
    days = [value.day for value in view.values if value.day]
    return {
        "feature": "figure",
        "kind": series.kind,
        "place": series.area,
        "start": min(days, default=None),
        "end": max(days, default=None),
        "population_kind": series.population_kind,
        "noun": series.noun or None,
        "part": series.part or None,
        "counts": "acts" if series.acts else "people",
        "low": told.low,
        "best": told.best,
        "high": told.high,
        "lowest": lowest(view),
        "incident": series.incident,
        "story": series.story,
        "origins": counted.shown,
        "at_most": counted.at_most,
        "standing": view.standing.word,
        "because": view.standing.sentence,
        "sentence": view.to_publish,
        "reports": [carrier.name for carrier in carriers],
        "urls": [carrier.url for carrier in carriers if carrier.url],
        "note": DEMONSTRATION if any(carrier.demonstration for carrier in carriers) else None,
    }


def _write(of: Exported, into: BinaryIO) -> None:
    """A feature a line, so that neither side has to hold all of it."""
    into.write(b'{"type": "FeatureCollection", "features": [')
    for n, feature in enumerate(features(of)):
        into.write(b",\n" if n else b"\n")
        into.write(json.dumps(feature, ensure_ascii=False, allow_nan=False).encode("utf8", "replace"))
    into.write(b"\n]}\n")


FORMAT = Format(
    name="geojson",
    suffix=".geojson",
    media="application/geo+json",
    about="Incidents and figures for a map: GeoJSON, no point made up",
    columns=COLUMNS,
    write=_write,
)
