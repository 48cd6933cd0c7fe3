"""The map's markup: the table says all, and nothing in it is taken for markup."""

from __future__ import annotations

import re

from lxml import html

from sayso.show.page.places import MapPoint, Places
from sayso.show.page.rendering import templates
from sayso.vocabulary import PlacePrecision

NAME = '<b onclick="x">Bree</b>'
TOWN = MapPoint(NAME, "AR", 1.5, -2.25, PlacePrecision.CITY, 12, 5, "/?place=Bree&kind=killed")
COUNTRY = MapPoint("Arda", "AR", 10.0, 20.0, PlacePrecision.COUNTRY, 1, 1, None)
NOWHERE = MapPoint("North", None, None, None, PlacePrecision.ADMIN1, 2, 1, None)


def page(places: Places) -> html.HtmlElement:
    source = '{% from "map.html" import map %}{{ map(places, "/static/1/vendored/countries.json") }}'
    return html.fromstring(templates().from_string(source).render(places=places))


def text(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def test_a_row_a_place_with_what_the_map_is_drawn_from() -> None:
    rows = page(Places((TOWN,), (COUNTRY,), (NOWHERE,), 3)).findall(".//tbody/tr")
    assert [dict(row.attrib) for row in rows] == [
        {
            "data-shape": "town",
            "data-claims": "12",
            "data-name": NAME,
            "data-country": "AR",
            "data-lat": "1.5",
            "data-lon": "-2.25",
        },
        {"data-claims": "1", "data-name": "Arda", "data-country": "AR"},
        {"data-shape": "region", "data-claims": "2", "data-name": "North"},
    ]
    assert [text(row) for row in rows] == [
        f"{NAME} a town 12 claims in 5 reports",
        "Arda told of the whole country 1 claim in 1 report",
        "North no point known 2 claims in 1 report",
    ]
    assert [link.get("href") for link in rows[0].iter("a")] == ["/?place=Bree&kind=killed"]


def test_what_is_told_of_a_whole_country_stands_beside_the_map() -> None:
    figure = page(Places((), (COUNTRY,), (), 0))
    assert [text(item) for item in figure.find_class("map-countries")] == ["Arda: told of the whole country, 1 claim"]
    assert figure.find_class("map-key") == []


def test_the_caption_says_that_borders_are_no_statement_and_how_many_claims_have_no_place() -> None:
    figure = page(Places((TOWN,), (), (), 3))
    assert "Borders are no statement." in text(figure.find("figcaption"))
    assert text(figure.find(".//caption")).endswith("3 claims without a place")


def test_nothing_that_the_policy_refuses() -> None:
    figure = page(Places((TOWN,), (COUNTRY,), (NOWHERE,), 3))
    names = {name for element in figure.iter() for name in element.attrib}
    assert not [name for name in names if name == "style" or name.startswith("on")]
    assert not list(figure.iter("script", "style", "b"))
