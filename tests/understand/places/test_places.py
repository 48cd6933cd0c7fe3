"""The layer `places`: which names are places, and which place they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Where
from sayso.vocabulary import PlacePrecision
from tests.understand.reports_for_tests import titled, with_places


def places_of(text: str, title: str = "") -> tuple[Where, ...]:
    return with_places(titled(title, text)).places


NAMED: list[tuple[str, str, list[str]]] = [
    ("plain", "Police fired on crowds in Almaty on Friday.", ["Almaty"]),
    ("country of several words", "Aid reached the Democratic Republic of the Congo.", ["Democratic Republic of the Congo"]),
    ("short forms", "The U.S. and the UK warned DR Congo.", ["U.S.", "UK", "DR Congo"]),
    ("demonyms are no toponyms", "Russian and Kazakh soldiers met Turkish officers.", []),
    ("part of a hyphenated word", "A Paris-based group left.", ["Paris"]),
    ("possessive", "Kabul’s airport was shut.", ["Kabul"]),
    ("state after a town", "He lives in Paris, Texas.", ["Paris", "Texas"]),
    ("abbreviated state", "He was held in Lexington, Ky. on Monday.", ["Lexington", "Ky"]),
    ("surname", "Actor Jack London left. Later London spoke.", []),
    ("given name", "Paris Hilton arrived.", []),
    ("title and name", "President Lincoln spoke to reporters.", []),
    ("newspaper", "The Washington Post wrote about it.", []),
    ("bank", "The Bank of England raised rates.", []),
    ("peer", "The Duke of Westminster died.", []),
    ("university", "She teaches at the University of Virginia.", []),
    ("road", "The fire was on London Road.", []),
    ("road that is a village", "They met at Church Street on Monday.", []),
    ("village named as one", "They met in the village of Church Street in Uttar Pradesh.", ["Church Street", "Uttar Pradesh"]),
    ("a noun of the report", "The plantation burnt. Plantation workers fled in Jamaica.", ["Jamaica"]),
    ("a noun that is a town where it stands as one", "A bridge fell in Plantation, Florida.", ["Plantation", "Florida"]),
    ("abbreviated month", "It opened on Sept. 9 and closed on Nov. 3.", []),
    ("illness", "West Nile virus was found.", []),
    ("money", "It cost US$5 million.", []),
    ("ordinary word", "Most of the reading was nice. Police split up.", []),
    ("ordinary word that is a large town", "A truck drove into a crowd in Nice.", ["Nice"]),
    ("month", "In March and in May they met.", []),
    ("pronoun", "They told us and let US go.", ["US"]),
    ("small town called one", "Shells hit the village of Taftanaz in Syria.", ["Taftanaz", "Syria"]),
    ("small town uncalled", "Taftanaz was angry.", []),
    ("list", "Rallies were held in Aktau, Aktobe and Semey in Kazakhstan.", ["Aktau", "Aktobe", "Semey", "Kazakhstan"]),
    ("acronym", "The FAO said so in a report.", []),
    ("dateline", "ALMATY, Jan 7 (Agency) — Police said so.", ["ALMATY"]),
]


@pytest.mark.parametrize(("text", "names"), [row[1:] for row in NAMED], ids=[row[0] for row in NAMED])
def test_names(text: str, names: list[str]) -> None:
    assert [p.name for p in places_of(text)] == names


MEANT = [
    ("the most populous by default", "Fire broke out in Paris.", "Paris", ("FR", None)),
    ("the state behind the comma", "Fire broke out in Paris, Texas.", "Paris", ("US", "Texas")),
    (
        "the country that the report speaks of",
        "Canada mourned. Ontario police searched London for Canadian victims in Canada.",
        "London",
        ("CA", "Ontario"),
    ),
    ("the American state among others", "Cases rose in Oregon, Georgia and Ohio.", "Georgia", ("US", "Georgia")),
    ("the country among countries", "Armenia, Georgia and Turkey agreed.", "Georgia", ("GE", None)),
    ("the state of a town", "The laboratory in Atlanta, Georgia closed.", "Georgia", ("US", "Georgia")),
    ("the country rather than its city", "Mexico closed its border.", "Mexico", ("MX", None)),
    ("the region rather than its city", "The state of New York closed schools.", "New York", ("US", "New York")),
]


@pytest.mark.parametrize(("text", "name", "expected"), [row[1:] for row in MEANT], ids=[row[0] for row in MEANT])
def test_the_place_meant(text: str, name: str, expected: tuple[str, str | None]) -> None:
    place = next(p for p in places_of(text) if p.name == name)
    country, admin1 = expected
    assert place.country == country
    assert admin1 is None or place.admin1 == admin1


def test_what_a_place_says_of_itself() -> None:
    almaty, kazakhstan = places_of("Unrest grew in Almaty, Kazakhstan.")
    assert (almaty.geonames, almaty.precision, almaty.country) == (1526384, PlacePrecision.CITY, "KZ")
    assert almaty.latitude == pytest.approx(43.25, abs=0.01)
    assert (kazakhstan.geonames, kazakhstan.precision) == (1522867, PlacePrecision.COUNTRY)
    assert (kazakhstan.latitude, kazakhstan.longitude) == (48.0, 68.0)


def test_the_region_of_a_town_is_left_open_where_it_is_in_doubt() -> None:
    towns = places_of("Rallies were held in Almaty, Debrecen, Maputo and Cologne.")
    assert [p.admin1 for p in towns] == ["Almaty", None, "Maputo", "North Rhine-Westphalia"]


def test_a_site_takes_the_point_of_its_town() -> None:
    (site,) = places_of("Soldiers seized Almaty Airport.")
    assert (site.name, site.precision) == ("Almaty Airport", PlacePrecision.SITE_IN_CITY)
    assert site.latitude == pytest.approx(43.25, abs=0.01)


def test_an_area_has_no_country() -> None:
    (sea,) = places_of("A boat sank in the Mediterranean Sea.")
    assert (sea.country, sea.precision) == (None, PlacePrecision.NONE)


@given(st.text(alphabet=st.sampled_from("ABPanrism .,-'’\n()—US$Of"), max_size=120) | st.text(max_size=80))
def test_spans_are_exact_and_points_whole_on_any_text(text: str) -> None:
    report = titled("", text)
    found = with_places(report).places
    for place in found:
        assert place.span is not None
        assert place.span.of(report.text) == place.name
        assert (place.latitude is None) == (place.longitude is None)
    starts = [p.span.start for p in found if p.span]
    assert starts == sorted(starts)
