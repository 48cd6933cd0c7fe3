"""Where a claim happened, by the words around it and by the report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Span
from sayso.understand.place_choice import EventPlaces, place_of
from sayso.vocabulary import PlacePrecision
from tests.understand.reports_for_places import found_in, report_of

UNREST = "Unrest in Kazakhstan – shootings in Almaty"

CHOSEN: list[tuple[str, str, str, str, str | None]] = [
    ("in the sentence", "", "Six people were killed in Kunduz on Monday.", "Six people", "Kunduz"),
    ("the town before its country", "", "Six people were killed in Kunduz, Afghanistan.", "Six people", "Kunduz"),
    ("not where they were told", "", "Six people were killed in Kunduz, officials said in Geneva.", "Six people", "Kunduz"),
    (
        "not the teller's town",
        "Bus falls off a bridge in Peru",
        "A family in Boston said that five tourists died.",
        "five tourists",
        "Peru",
    ),
    ("not by a government", "", "Moscow said that ten people were killed in Aleppo.", "ten people", "Aleppo"),
    ("not where they come from", "", "Ten tourists from Berlin drowned near Antalya.", "Ten tourists", "Antalya"),
    ("the nearer of two", "", "Two died in Herat and nine were hurt in Kabul.", "nine", "Kabul"),
    ("the first of two", "", "Two died in Herat and nine were hurt in Kabul.", "Two", "Herat"),
    ("a phrase for the town", UNREST, "Crowds filled Almaty. Ten people were shot in the metropolis.", "Ten people", "Almaty"),
    (
        "a phrase for the country",
        UNREST,
        "Crowds filled Almaty. There were 3,700 arrests across the country.",
        "3,700",
        "Kazakhstan",
    ),
    ("nationwide", UNREST, "A nationwide state of emergency was declared.", "state of emergency", "Kazakhstan"),
    ("an earlier sentence", "", "A bomb went off in Mosul. Nine people died.", "Nine people", "Mosul"),
    ("the title", "Blast in Karachi", "Nine people died.", "Nine people", "Karachi"),
    (
        "a count goes to the town of the story",
        "Bus crash in Peru kills 12",
        "A bus fell in Arequipa.\nIn all 12 people died in Peru.",
        "12 people",
        "Arequipa",
    ),
    (
        "a measure stays with the country",
        "Blast in Karachi",
        "The borders of the country were closed in Pakistan.",
        "closed",
        "Pakistan",
    ),
    (
        "a village that no gazetteer has",
        "",
        "Nine people died in the village of Qlaramo, officials said.",
        "Nine people",
        "Qlaramo",
    ),
    (
        "beside a town is not in it",
        "Plane crash in Peru",
        "It fell 20 miles north of Lima. Nine people died.",
        "Nine people",
        "Peru",
    ),
    (
        "a measure of a government",
        UNREST,
        "Crowds filled Almaty. The leader of the remote Kazakhstan shut the banks.",
        "shut",
        "Kazakhstan",
    ),
    ("no place at all", "", "Nine people died.", "Nine people", None),
]


@pytest.mark.parametrize(("title", "text", "words", "expected"), [row[1:] for row in CHOSEN], ids=[row[0] for row in CHOSEN])
def test_the_place_of_the_event(title: str, text: str, words: str, expected: str | None) -> None:
    report = report_of(text, title)
    start = report.text.index(words, len(title))
    place = place_of(report, found_in(report), Span(start, start + len(words)))
    assert (place.name if place else None) == expected


def test_the_airport_is_a_site_in_the_town() -> None:
    report = report_of("Crowds filled Almaty. Ten people were shot at the airport.", UNREST)
    start = report.text.index("Ten")
    place = place_of(report, found_in(report), Span(start, start + 10))
    assert place is not None
    assert (place.name, place.precision) == ("Almaty", PlacePrecision.SITE_IN_CITY)


def test_an_unlisted_village_has_no_point() -> None:
    report = report_of("Nine people died in the village of Qlaramo in Syria.")
    place = place_of(report, found_in(report), Span(0, 11))
    assert place is not None
    assert (place.geonames, place.latitude, place.precision) == (None, None, PlacePrecision.NONE)


@given(st.text(max_size=120), st.integers(0, 130), st.integers(0, 130))
def test_no_text_and_no_span_makes_it_fail(text: str, a: int, b: int) -> None:
    report = report_of(text)
    EventPlaces(report, found_in(report)).of(Span(min(a, b), max(a, b)))
