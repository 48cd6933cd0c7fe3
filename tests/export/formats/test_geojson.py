"""GeoJSON, opened by its own library, which checks it, and held to RFC 7946."""

from __future__ import annotations

import json
from typing import Any

import geojson

from sayso.export.formats.geojson import COLUMNS, geometry
from sayso.ledger.filters import Filters
from sayso.types import Where
from sayso.vocabulary import PlacePrecision
from tests.export.formats.conftest import Written


def features(content: bytes) -> list[dict[str, Any]]:
    whole = json.loads(content)
    assert whole["type"] == "FeatureCollection" and "crs" not in whole
    return list(whole["features"])


def test_its_own_library_reads_it_whole(demo_export: Written) -> None:
    whole = geojson.loads(demo_export("geojson").decode())
    assert isinstance(whole, geojson.FeatureCollection) and whole.is_valid
    points = [one.geometry for one in whole.features if one.geometry]
    assert len(points) > 5 and all(isinstance(point, geojson.Point) and point.is_valid for point in points)


def test_longitude_before_latitude(demo_export: Written) -> None:
    """In Kazakhstan, which spans 46 to 88 degrees east and 40 to 56 degrees north."""
    points = [one["geometry"]["coordinates"] for one in features(demo_export("geojson")) if one["geometry"]]
    assert all(46 < longitude < 88 and 40 < latitude < 56 for longitude, latitude in points)


def test_no_point_is_made_up(demo_export: Written) -> None:
    of = features(demo_export("geojson"))
    assert all(one["geometry"] is None for one in of if one["properties"]["precision"] in (None, "none", "country"))
    assert {one["properties"]["place"] for one in of if one["geometry"] is None} == {"Kazakhstan"}


def test_every_feature_has_every_property_and_an_id_of_its_own(demo_export: Written) -> None:
    of = features(demo_export("geojson"))
    assert {tuple(one["properties"]) for one in of} == {COLUMNS}
    assert len({one["id"] for one in of}) == len(of)
    assert {one["properties"]["feature"] for one in of} == {"incident", "figure"}
    assert {one["properties"]["note"] for one in of} == {"written for demonstration"}


def test_figures_of_the_demo(demo_export: Written) -> None:
    of = [one["properties"] for one in features(demo_export("geojson", Filters(as_of="2022-01-10", kind="killed")))]
    told = {one["population_kind"]: one for one in of if (one["feature"], one["place"]) == ("figure", "Kazakhstan")}
    assert told["people"]["best"] is None and told["people"]["standing"] == "retracted"
    assert "164" in told["people"]["because"]
    assert (told["security"]["best"], told["demonstrators"]["best"]) == (18, 26)


def test_half_a_point_is_none() -> None:
    assert geometry(None) is None
    assert geometry(Where("Bree", PlacePrecision.CITY, latitude=1.0)) is None
    assert geometry(Where("Bree", PlacePrecision.CITY, latitude=0.0, longitude=0.0)) is not None
    assert geometry(Where("Arda", PlacePrecision.COUNTRY, latitude=1.0, longitude=2.0)) is None
