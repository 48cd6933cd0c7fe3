"""The gazetteer: what it holds, how names are looked up, and what happens where it was not built."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.understand.places.gazetteer import Gazetteer, PlaceKind, gazetteer
from sayso.understand.places.key import key

LARGEST = [
    ("Almaty", 1526384, PlaceKind.CITY, "KZ"),
    ("Алматы", 1526384, PlaceKind.CITY, "KZ"),
    ("Alma-Ata", 1526384, PlaceKind.CITY, "KZ"),
    ("東京", 1850147, PlaceKind.CAPITAL, "JP"),
    ("Kiev", 703448, PlaceKind.CAPITAL, "UA"),
    ("Kazakhstan", 1522867, PlaceKind.COUNTRY, "KZ"),
    ("U.S.", 6252001, PlaceKind.COUNTRY, "US"),
    ("Burma", 1327865, PlaceKind.COUNTRY, "MM"),
    ("Texas", 4736286, PlaceKind.REGION, "US"),
    ("Middle East", 6269133, PlaceKind.AREA, None),
]


@pytest.mark.parametrize(("name", "ident", "kind", "country"), LARGEST)
def test_a_name_in_any_script_finds_its_place(name: str, ident: int, kind: PlaceKind, country: str | None) -> None:
    places = gazetteer().find(name)
    assert (ident, kind, country) in [(p.id, p.kind, p.country) for p in places]


KEYS = [
    ("São Paulo", "sao paulo"),
    ("Ust-Kamenogorsk", "ust kamenogorsk"),
    ("St. Petersburg", "st petersburg"),
    ("Saint Petersburg", "st petersburg"),
    ("Xi’an", "xian"),
    ("İstanbul", "istanbul"),
    ("Łódź", "lodz"),
    ("— !", ""),
]


@pytest.mark.parametrize(("name", "expected"), KEYS)
def test_key(name: str, expected: str) -> None:
    assert key(name) == expected


@given(st.text())
def test_a_key_is_its_own_key_and_finding_never_raises(name: str) -> None:
    assert key(key(name)) == key(name)
    gazetteer().find(name)


POINTS = [
    ("Kazakhstan", 48.0, 68.0),
    ("United States", 39.76, -98.5),
    ("Japan", 35.68536, 139.75309),
    ("Texas", 31.25044, -99.25061),
    ("Newfoundland and Labrador", 52.0, -56.0),
    ("Asia", 29.84064, 89.29688),
]


HALFWAY = [("China", 35.0, 104.0), ("Canada", 60.0, -95.0), ("Niger", 17.0, 8.5)]
"""Exceptions of docs/decisions/0004-points-of-places.md."""


@pytest.mark.parametrize(("name", "latitude", "longitude"), POINTS + HALFWAY)
def test_a_place_with_an_id_of_geonames_has_its_published_point(name: str, latitude: float, longitude: float) -> None:
    place = next(p for p in gazetteer().find(name) if not p.is_town and p.id > 0)
    assert (place.latitude, place.longitude) == (latitude, longitude)


def test_it_counts_its_places() -> None:
    assert gazetteer().count() > 150_000


def test_every_country_but_the_dissolved_has_a_point() -> None:
    countries = gazetteer()._first("country")
    without = {code for code, place in countries.items() if place.latitude is None}
    assert len(countries) > 240
    assert without <= {"AN", "BV", "CS", "HM", "TF", "UM"}


def test_a_region_without_a_point_has_neither_coordinate() -> None:
    rows = gazetteer()._database.execute("SELECT COUNT(*) FROM place WHERE (latitude IS NULL) <> (longitude IS NULL)")
    assert rows.fetchone() == (0,)


def test_a_region_without_its_own_point_lies_among_its_towns() -> None:
    bihar = next(p for p in gazetteer().find("Bihar") if p.kind == PlaceKind.REGION)
    assert bihar.latitude is not None
    assert bihar.longitude is not None
    assert 24 < bihar.latitude < 28
    assert 83 < bihar.longitude < 89


def test_region_names_and_capitals() -> None:
    known = gazetteer()
    assert known.region("US", "KY") == "Kentucky"
    assert known.region("US", "XX") is None
    capital = known.capital("KZ")
    assert capital is not None
    assert capital.name == "Astana"


def test_demonyms_tell_countries() -> None:
    assert gazetteer().demonyms["kazakhs"] == "KZ"
    assert gazetteer().demonyms["dutch"] == "NL"


def test_without_the_table_the_error_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(SaysoError) as error:
        Gazetteer(tmp_path / "gazetteer.sqlite")
    assert error.value.code.code == "E040"
    assert "make install" in error.value.remedy
