"""Where a claim happened, by the words around it and by the report."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Layers, Span
from sayso.understand.places.choice import EventPlaces
from sayso.understand.places.layer import places
from sayso.understand.sentences import sentences
from sayso.vocabulary import BlockKind, PlacePrecision
from tests.understand.reports_for_tests import titled, with_places

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
        "Crowds filled Almaty. There were 1,200 arrests across the country.",
        "1,200",
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
    ("not the town of officials", "", "The bridge in Kunduz was blown up, officials in Kabul said.", "blown up", "Kunduz"),
    ("a town that was attacked", UNREST, "Kunduz was attacked by 200 men.", "200 men", "Kunduz"),
    (
        "what is said of a site was there",
        "",
        "Aleppo Airport was shut after nine people died.",
        "nine people",
        "Aleppo Airport",
    ),
    ("nor where a hospital tells it", "Blast in Homs", "Aleppo hospital said that nine died.", "nine", "Homs"),
    ("no place at all", "", "Nine people died.", "Nine people", None),
    (
        "an event that bears the name of its place",
        "Peru bus crash kills nine",
        "Four of the victims came from Boston, Chicago and Boston.\nIn Boston, churches mourned.\nThey were nine people.",
        "nine people",
        "Peru",
    ),
    (
        "the town in the region that is named more often",
        "Nine die in Helmand province",
        "A truck burnt out in Qlaramo, Helmand.\nSmoke hung over Helmand. The dead were nine people.",
        "nine people",
        "Qlaramo",
    ),
    (
        "not the hospital's town",
        "Train crash in Peru",
        "A train fell off a bridge near Cusco.\nSixty people were hurt and taken to hospitals in Lima.",
        "Sixty people",
        "Cusco",
    ),
    (
        "a hospital that was hit",
        "",
        "A shell hit a hospital in Kunduz where nine people lay.",
        "nine people",
        "Kunduz",
    ),
    (
        "the town in a region described",
        "Train crash in Helmand kills nine",
        "A train fell off a bridge near Lashkar Gah in the southern Afghan province of Helmand.\nIn all they were nine people.",
        "nine people",
        "Lashkar Gah",
    ),
    (
        "not where they belong",
        "Bus falls off a bridge in Peru",
        "Five victims were members of a choir in Boston.",
        "Five victims",
        "Peru",
    ),
    (
        "the town of its own name",
        "",
        "Two died in Herat.\nIn the city of Kunduz nine people drowned.",
        "nine people",
        "Kunduz",
    ),
]


@pytest.mark.parametrize(("title", "text", "words", "expected"), [row[1:] for row in CHOSEN], ids=[row[0] for row in CHOSEN])
def test_the_place_of_the_event(title: str, text: str, words: str, expected: str | None) -> None:
    report = titled(title, text)
    start = report.text.index(words, len(title))
    place = EventPlaces(report, with_places(report)).of(Span(start, start + len(words)))
    assert (place.name if place else None) == expected


def test_the_airport_is_a_site_in_the_town() -> None:
    report = titled(UNREST, "Crowds filled Almaty. Ten people were shot at the airport.")
    start = report.text.index("Ten")
    place = EventPlaces(report, with_places(report)).of(Span(start, start + 10))
    assert place is not None
    assert (place.name, place.precision) == ("Almaty", PlacePrecision.SITE_IN_CITY)


def test_a_headline_inside_the_report_goes_by_what_is_below() -> None:
    report = titled(
        "Deadly fires of the year in Peru", "In Lima, three people died.\nDisco fire: 9 dead\nA disco burnt in Cusco."
    )
    blocks = (*report.blocks[:2], replace(report.blocks[2], kind=BlockKind.HEADING), report.blocks[3])
    start = report.text.index("9 dead")
    report = replace(report, blocks=blocks)
    place = EventPlaces(report, with_places(report)).of(Span(start, start + 1))
    assert place is not None
    assert place.name == "Cusco"


def test_an_unlisted_village_has_no_point() -> None:
    report = titled("", "Nine people died in the village of Qlaramo in Syria.")
    place = EventPlaces(report, with_places(report)).of(Span(0, 11))
    assert place is not None
    assert (place.geonames, place.latitude, place.precision) == (None, None, PlacePrecision.NONE)


NATIONAL: list[tuple[str, str, str, str, str]] = [
    (
        "a government counts, the dateline does not",
        "Kenyan ministry counts 90 dead",
        "MOMBASA, Kenya, May 3 (Wire) — Kenya's Health Ministry said on Monday that 90 people had died.",
        "90 people",
        "Kenya",
    ),
    (
        "the whole country named",
        "Arrests",
        "MOMBASA — Police held 90 people across Kenya.\nOf 12 nothing is known.",
        "12",
        "Kenya",
    ),
    (
        "unrest of a country",
        "Unrest in Kenya enters third day",
        "Crowds burnt tyres again.\nShops were shut.\nNobody slept.\nIn Mombasa it rained.\n\nSo far 90 people were held.",
        "90 people",
        "Kenya",
    ),
    (
        "a part in a town",
        "Kenyan ministry counts 90 dead",
        "The ministry said 90 people had died, 40 of them in Mombasa and nine of them children.",
        "40",
        "Mombasa",
    ),
    (
        "the whole beside the part",
        "Kenyan ministry counts 90 dead",
        "The ministry said 90 people had died, 40 of them in Mombasa and nine of them children.",
        "90",
        "Kenya",
    ),
    (
        "another part",
        "Kenyan ministry counts 90 dead",
        "The ministry said 90 people had died, 40 of them in Mombasa and nine of them children.",
        "nine",
        "Kenya",
    ),
    (
        "a town alone",
        "Kenyan ministry counts 90 dead",
        "In Mombasa alone, 40 people died. The ministry said 50 died elsewhere.",
        "50",
        "Kenya",
    ),
    (
        "another clause",
        "Kenyan government calls in army",
        "He spoke on Monday.\nIt was late.\nNobody asked.\n"
        "He said that 40 people rioted in Mombasa and that he had called in the army.",
        "called in",
        "Kenya",
    ),
    (
        "several towns and the whole country",
        "Kenyan president sacks ministers as crowds storm town hall",
        "Crowds stormed the town hall in Mombasa.\nIn Kisumu and in Nakuru banks were shut.\n"
        "A curfew covers the whole country.\n\nSome 90 people were held.",
        "90 people",
        "Kenya",
    ),
    (
        "a crash has one scene",
        "Kenyan government mourns 12 after bus crash",
        "Kenya's president offered help.\nThe bus left the road near Nakuru.\n\nIn all 12 people died.",
        "12 people",
        "Nakuru",
    ),
    (
        "a town in the lead",
        "Kenyan police fire on protests",
        "Police shot at crowds in Kisumu on Monday.\nThe government kept silent.\n\nAt least 12 people died.",
        "12 people",
        "Kisumu",
    ),
]


@pytest.mark.parametrize(
    ("title", "text", "words", "expected"), [row[1:] for row in NATIONAL], ids=[row[0] for row in NATIONAL]
)
def test_a_count_of_a_whole_country_is_of_no_town(title: str, text: str, words: str, expected: str) -> None:
    test_the_place_of_the_event(title, text, words, expected)


REPEATED = ["Almaty ", "in Almaty, ", "across Kazakhstan ", "Paris Hilton ", "Springfield ", "in the village of Qlaramo, "]


@pytest.mark.parametrize("words", REPEATED)
def test_twice_the_mentions_take_about_twice_the_time(words: str) -> None:
    def seconds(mentions: int) -> float:
        report = titled("", words * mentions)
        found = Layers(sentences=sentences.run(report, Layers()))
        start = time.process_time()
        EventPlaces(report, replace(found, places=places.run(report, found)))
        return time.process_time() - start

    seconds(200)
    assert min(seconds(2_000) for _ in range(2)) < 3 * min(seconds(1_000) for _ in range(2)) + 0.02


@given(st.text(max_size=120), st.integers(0, 130), st.integers(0, 130))
def test_no_text_and_no_span_makes_it_fail(text: str, a: int, b: int) -> None:
    report = titled("", text)
    EventPlaces(report, with_places(report)).of(Span(min(a, b), max(a, b)))
