"""Places of claims: nothing is dropped, nothing gets a point that it does not have."""

from __future__ import annotations

from dataclasses import replace

from sayso.reconcile.telling import Telling
from sayso.show.page.places import MOST, MapPoint, Places, places
from sayso.types import Where
from sayso.vocabulary import PlacePrecision
from tests.reconcile.made_tellings import event

BREE = Where("Bree", PlacePrecision.CITY, geonames=2, country="AR", latitude=1.5, longitude=2.5)
ARDA = Where("Arda", PlacePrecision.COUNTRY, geonames=1, country="AR", latitude=10.0, longitude=20.0)
NORTH = Where("North", PlacePrecision.ADMIN1, country="AR", admin1="North")
AIRPORT = replace(BREE, name="Bree airport", precision=PlacePrecision.SITE_IN_CITY)
MARSHES = Where("the Marshes", PlacePrecision.NONE, geonames=-5, country="AR", latitude=3.0, longitude=4.0)


def at(where: Where | None, report: str = "a", n: int = 0, also: tuple[Where, ...] = ()) -> Telling:
    telling = event(report, "2022-01-07", "protest", at=n)
    return replace(telling, claim=replace(telling.claim, place=where, also=also))


def only(found: tuple[MapPoint, ...]) -> MapPoint:
    (one,) = found
    return one


def test_claims_of_one_place_are_counted_together_and_reports_once() -> None:
    found = places([at(BREE), at(replace(BREE, name="the town of Bree"), n=1), at(BREE, "b")])
    point = only(found.points)
    assert (point.name, point.claims, point.reports) == ("Bree", 3, 2)
    assert (point.latitude, point.longitude, point.exactness) == (1.5, 2.5, "a town")


def test_towns_of_one_name_in_two_countries_are_two() -> None:
    unknown = replace(BREE, geonames=None)
    assert len(places([at(unknown), at(replace(unknown, country="GO"), "b"), at(unknown, "c")]).points) == 2


def test_a_site_is_not_its_town_though_it_borrows_its_id() -> None:
    found = places([at(BREE), at(AIRPORT, n=1)])
    assert [(one.name, one.exactness) for one in found.points] == [
        ("Bree", "a town"),
        ("Bree airport", "a site, shown at its town"),
    ]


def test_a_country_is_no_pin() -> None:
    found = places([at(ARDA)])
    assert found.points == found.pointless == ()
    assert (only(found.countries).country, only(found.countries).exactness) == ("AR", "told of the whole country")


def test_a_place_without_a_point_is_listed_and_gets_none() -> None:
    found = places([at(NORTH)])
    assert found.points == ()
    assert only(found.pointless) == MapPoint("North", "AR", None, None, PlacePrecision.ADMIN1, 1, 1, None)
    assert only(found.pointless).exactness == "no point known"


def test_an_area_is_drawn_as_a_region() -> None:
    found = places([at(MARSHES), at(BREE, n=1)])
    assert found.shapes == ("town", "region")
    assert [one.exactness for one in found.points] == ["a town", "an area, shown at its middle"]


def test_the_least_exact_of_one_place_is_shown() -> None:
    vague = replace(BREE, precision=PlacePrecision.ADMIN1)
    assert only(places([at(BREE), at(vague, "b")]).points).precision is PlacePrecision.ADMIN1


def test_a_claim_that_holds_for_several_places_counts_in_each_but_once() -> None:
    found = places([at(BREE, also=(ARDA, BREE))])
    assert (only(found.points).claims, only(found.countries).claims) == (1, 1)


def test_claims_without_a_place_are_counted() -> None:
    assert places([at(None), at(None, n=1)]) == Places((), (), (), 2)


def test_the_most_told_first_whatever_the_order() -> None:
    other = replace(BREE, name="Dale", geonames=3)
    tellings = [at(other), at(BREE, n=1), at(BREE, "b")]
    assert [one.name for one in places(tellings).rows] == ["Bree", "Dale"]
    assert places(tellings) == places(tellings[::-1])


def test_its_address() -> None:
    assert only(places([at(BREE)], lambda where: f"/?place={where.name}").points).href == "/?place=Bree"


def test_of_very_many_places_those_of_the_most_claims_are_shown_and_the_rest_counted() -> None:
    towns = [replace(BREE, name=f"Town {n:03}", geonames=100 + n) for n in range(MOST + 2)]
    often = [at(towns[-1], f"r{n}") for n in range(3)]
    found = places([*(at(town, n=n) for n, town in enumerate(towns)), *often])
    assert found.points[0].name == towns[-1].name
    assert (len(found.rows), found.more) == (MOST, 2)
    assert places([at(BREE)]).more == 0
