"""Layouts of plain text, as they are left when news is copied from a page or comes off a wire."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.read.reading import blocks, plain, texts

BODY = "Police said two people died."

DATELINES = [
    ("ALMATY, Jan 7 (Reuters) - ", "ALMATY", "2022-01-07", "Reuters"),
    ("ALMATY/MOSCOW, Jan 7 (Reuters) - ", "ALMATY/MOSCOW", "2022-01-07", "Reuters"),
    ("SAN JOSE, Costa Rica — ", "SAN JOSE, Costa Rica", None, None),
    ("KABUL (AP) - ", "KABUL", None, "AP"),
    ("MOSCOW, January 6. /TASS/. ", "MOSCOW", "2022-01-06", "TASS"),
    ("Almaty, 7 January (Reuters) – ", "Almaty", "2022-01-07", "Reuters"),
    ("New Delhi, Dec 30 (IANS) ", "New Delhi", "2021-12-30", "IANS"),
    ("BEIJING, Jan. 6 (Xinhua) -- ", "BEIJING", "2022-01-06", "Xinhua"),
    ("ISLAMABAD: ", "ISLAMABAD", None, None),
    ("ELDERTON, Jan 7 (Steppe Wire) — ", "ELDERTON", "2022-01-07", "Steppe Wire"),
]


@pytest.mark.parametrize(("opening", "place", "date", "credit"), DATELINES)
def test_dateline(opening: str, place: str, date: str | None, credit: str | None) -> None:
    report = plain(f"Two dead in fire\n\n{opening}{BODY}\n\nMore follows.", "2022-01-08")
    assert report.dateline is not None
    assert (report.dateline.place, report.dateline.date, report.credit) == (place, date, credit)
    assert report.dateline.span.of(report.text) == opening.rstrip()
    assert texts(report, "body") == [BODY, "More follows."]


@pytest.mark.parametrize(
    "opening",
    ["WATCH: ", "CORRECTION: ", "NATO said ", "The U.S. - ", "Kyiv - ", "On Friday (local time) "],
)
def test_no_dateline(opening: str) -> None:
    assert plain(f"Two dead in fire\n\n{opening}{BODY}", "2022-01-08").dateline is None


CREDITS = [
    (f"{BODY} (AFP, dpa)", "AFP, dpa"),
    (f"{BODY}\n\njm/dm (AFP, dpa)", "AFP, dpa"),
    (f"{BODY}\n\nReuters - Ap - Afp", "Reuters, AP, AFP"),
    (f"via AP\n\n{BODY}", "AP"),
    (f"{BODY}\n\n___\n\nAssociated Press writers Jane Doe and Joe Roe contributed to this report.", "AP"),
    (f"{BODY}\n\nCopyright 2018 The Associated Press. All rights reserved.", "AP"),
    (f"By JANE DOE, Associated Press\n\n{BODY}", "AP"),
    (f"(CNN) {BODY}", "CNN"),
    (f"{BODY} It was an apt trend, said Nan.", None),
]


@pytest.mark.parametrize(("text", "credit"), CREDITS)
def test_agency_of_the_whole_text(text: str, credit: str | None) -> None:
    report = plain(f"Two dead in fire\n\n{text}\n")
    assert report.credit == credit
    assert texts(report, "body")[0].startswith("Police said two people died.")


CAPTIONS = [
    ("Legend:\n\nSoldiers guard the square.\n\nKeystone", "Soldiers guard the square.", "Keystone"),
    ("Image caption Soldiers guard the square", "Soldiers guard the square", None),
    ("Soldiers guard the square.\nPhoto: Jane Doe / Reuters", "Soldiers guard the square.", "Jane Doe / Reuters"),
    ("Soldiers guard the square. Photo: Jane Doe / Reuters", "Soldiers guard the square.", "Jane Doe / Reuters"),
    ("Soldiers guard the square.\nImage credit: Jane Doe", "Soldiers guard the square.", "Jane Doe"),
    ("FILE - Soldiers guard the square. (AP Photo/Jane Doe)", "FILE - Soldiers guard the square.", "AP Photo/Jane Doe"),
    (
        "FILE - Soldiers march. (Jo Doe/dpa via AP, File) (Associated Press)",
        "FILE - Soldiers march.",
        "Jo Doe/dpa via AP, File",
    ),
    ("A handout picture shows a square. EPA/MINISTRY", "A handout picture shows a square.", "EPA/MINISTRY"),
    ("Soldiers guard the square. REUTERS/Jane Doe", "Soldiers guard the square.", "REUTERS/Jane Doe"),
    (
        "Soldiers guard the square.Jane Doe / Agence France-Presse",
        "Soldiers guard the square.",
        "Jane Doe / Agence France-Presse",
    ),
    ("Soldiers guard the square. (Reuters)", "Soldiers guard the square.", "Reuters"),
    ("Photos: Unrest Soldiers guard the square. Hide Caption 3 of 14", "Photos: Unrest Soldiers guard the square.", None),
]


@pytest.mark.parametrize(("text", "words", "credit"), CAPTIONS)
def test_caption(text: str, words: str, credit: str | None) -> None:
    report = plain(f"Two dead in fire\n\n{text}\n\n{BODY}\n\nMore follows.")
    assert texts(report, "caption") == [words]
    assert [block.credit for block in report.blocks if block.kind == "caption"] == [credit]
    assert texts(report, "body") == [BODY, "More follows."]


def test_a_sentence_that_ends_in_an_agency_is_no_caption() -> None:
    report = plain(f"Two dead in fire\n\n{BODY}\n\nA third person is in hospital, the Ministry of Health said. (Reuters)")
    assert texts(report, "caption") == []
    assert texts(report, "body")[1] == "A third person is in hospital, the Ministry of Health said."


def test_a_picture_without_words_has_no_caption() -> None:
    report = plain(f"Two dead\n\nEnlarge this image toggle caption Jane Doe/AP Jane Doe/AP\n\n{BODY}")
    assert blocks(report) == [("title", "Two dead"), ("body", BODY)]


MASTHEADS = [
    ("By Jane Doe", "Jane Doe", None, None),
    ("By JANE DOE, Associated Press", "JANE DOE, Associated Press", None, None),
    ("By our staff in Elderton", "our staff in Elderton", None, None),
    ("From wire reports", "wire reports", None, None),
    ("Published 7 January 2022", None, "2022-01-07", None),
    ("Last updated: January 7, 2022 2:05 PM EST", None, None, "2022-01-07T14:05"),
    ("Xinhua | Updated: 2022-01-07 17:52", "Xinhua", None, "2022-01-07T17:52"),
    ("By Jane Doe · Published 7 January 2022 · Updated 8 January 2022, 09:30", "Jane Doe", "2022-01-07", "2022-01-08T09:30"),
]


@pytest.mark.parametrize(("line", "byline", "published", "updated"), MASTHEADS)
def test_byline_and_dates(line: str, byline: str | None, published: str | None, updated: str | None) -> None:
    report = plain(f"Two dead in fire\n{line}\n\n{BODY}\n")
    assert (report.byline, report.updated) == (byline, updated)
    assert report.published == (published or updated)
    assert blocks(report) == [("title", "Two dead in fire"), ("body", BODY)]


def test_a_time_alone_is_of_the_day_of_publication() -> None:
    assert plain(f"Two dead\nUpdated at 14:05\n\n{BODY}", "2022-01-07").updated == "2022-01-07T14:05"


DATED_BY_A_PERSON = [
    ("Published 7 January 2022", "2022-01-07"),
    ("Updated 7 January 2022, 09:30", "2022-01-07T09:30"),
    ("Updated at 14:05", "2023-03-03"),
    ("By Jane Doe", "2023-03-03"),
]


@pytest.mark.parametrize(("line", "published"), DATED_BY_A_PERSON)
def test_the_date_that_a_person_gives_is_for_a_text_without_one(line: str, published: str) -> None:
    assert plain(f"Two dead in fire\n{line}\n\n{BODY}", "2023-03-03").published == published


def test_a_dateline_is_of_the_year_of_the_texts_own_date() -> None:
    report = plain("Two dead in fire\nPublished 7 January 2022\n\nALMATY, Jan 6 (Reuters) - Two people died.", "2023-03-03")
    assert report.dateline is not None
    assert report.dateline.date == "2022-01-06"


FURNITURE = [
    "Read more:",
    "Share this",
    "Subscribe",
    "Sign up for our newsletter",
    "Copyright 2018 The Associated Press. All rights reserved. This material may not be published.",
    "___",
    "Advertisement",
    "Related: Fire in another town",
    "Follow us on the usual channels",
    "source site-72",
    "(Reporting by Jane Doe; Editing by Joe Roe)",
    "https://example.invalid/fire",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_in_no_block(line: str) -> None:
    report = plain(f"Two dead in fire\n\n{BODY}\n\n{line}\n\nA third person is in hospital.\n\n{line}")
    assert blocks(report) == [("title", "Two dead in fire"), ("body", BODY), ("body", "A third person is in hospital.")]
    assert line in report.text


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers of the paper were told that two people died.",
        "Copyrighted films were burnt, the museum said.",
        "Shares fell by a tenth on Friday.",
        "Correction: an earlier version said that three people died.",
        "This story was corrected to say that two people died.",
        "Sources close to the ministry spoke of two dead.",
        "Watching from afar, neighbours counted two dead.",
    ],
)
def test_news_that_begins_like_furniture(line: str) -> None:
    assert line in texts(plain(f"Two dead in fire\n\n{BODY}\n\n{line}"), "body")


def test_links_behind_read_more_are_no_headings() -> None:
    report = plain(f"Two dead\n\n{BODY}\n\nRead more:\n\nFire in another town\n\nHow to be safe\n")
    assert blocks(report) == [("title", "Two dead"), ("body", BODY)]


def test_titles_lose_the_site_and_keep_the_rest() -> None:
    cases = {
        "Two dead – three hurt in fire – World": "Two dead – three hurt in fire",
        "Two dead in fire | The Elderton Times": "Two dead in fire",
        "Two dead in fire - Reuters": "Two dead in fire",
        "Two dead - and a town asks why": "Two dead - and a town asks why",
    }
    assert {line: plain(f"{line}\n\n{BODY}").title for line in cases} == cases


def test_an_outlet_above_the_headline() -> None:
    report = plain(f"Elderton Gazette\n\nTwo people die in a fire in Elderton\n\n{BODY}")
    assert report.title == "Two people die in a fire in Elderton"
    assert report.outlet is not None
    assert report.outlet.name == "Elderton Gazette"


def test_standfirst_points_and_headings() -> None:
    text = f"Two dead in fire\n\n• A third is in hospital.\n• The cause is not known.\n\n{BODY}\n\nWhat is known\n\n{BODY}"
    kinds = [kind for kind, _ in blocks(plain(text))]
    assert kinds == ["title", "lead", "lead", "body", "heading", "body"]
    standfirst = plain(f"Two dead in fire\n\nA third person is in hospital\n\nBy Jane Doe\n\n{BODY}")
    assert texts(standfirst, "lead") == ["A third person is in hospital"]


def test_live_blog() -> None:
    text = "Fire: live\n\n14:05 Two people died.\n\nA third is hurt.\n\n1:50 p.m. GMT\nSmoke is seen.\n\n13:20 - It began."
    report = plain(text, "2022-01-07")
    entries = [(block.at, block.span.of(report.text)) for block in report.blocks if block.kind == "entry"]
    assert entries == [
        ("2022-01-07T14:05", "Two people died."),
        ("2022-01-07T14:05", "A third is hurt."),
        ("2022-01-07T13:50", "Smoke is seen."),
        ("2022-01-07T13:20", "It began."),
    ]


def test_a_report_that_tells_times_is_no_live_blog() -> None:
    text = "Fire\n\nAt 10:08 p.m., smoke was seen.\n\nAt 10:12 p.m., it burnt.\n\nAt 10:30 p.m., it was out."
    assert texts(plain(text, "2022-01-07"), "entry") == []


def test_a_paragraph_wrapped_by_hand_is_one_block() -> None:
    text = (
        "Two dead in fire\n\n"
        "A fire in the old town of Elderton has killed two people and hurt a\n"
        "third, police said on Friday. The cause of the fire is not known, and\n"
        "nobody has been arrested.\n\n"
        "It began at noon.\n"
    )
    assert [kind for kind, _ in blocks(plain(text))] == ["title", "body", "body"]


def test_the_file_is_the_text() -> None:
    text = "\ufeffTwo dead\r\n\r\nPolice said two people died.\r\n"
    report = plain(text)
    assert report.text == text.removeprefix("\ufeff")
    assert [field.name for field in report.fields] == ["text"]


@pytest.mark.parametrize("text", ["https://news.invalid/fire\n\n{}", "{}\n\nhttps://news.invalid/fire\n"])
def test_an_address_above_or_below_the_news(text: str) -> None:
    report = plain(text.format(f"Two dead in fire\n\n{BODY}"))
    assert report.url == "https://news.invalid/fire"
    assert report.outlet is not None
    assert report.outlet.site == "news.invalid"
    assert [kind for kind, _ in blocks(report)] == ["title", "body"]


def test_an_address_inside_the_news_is_not_the_page() -> None:
    assert plain(f"Two dead in fire\n\n{BODY}\n\nhttps://fund.invalid/give\n\n{BODY}").url is None


def test_the_notice_of_a_demonstration_is_no_news() -> None:
    report = plain(f"Two dead in fire\n\n{BODY}\n\nThis report was written for demonstration; it is not real.")
    assert report.demonstration
    assert texts(report, "body") == [BODY]


def test_demonstration_is_told_by_the_text() -> None:
    assert plain(f"{BODY} This report was Written for Demonstration.").demonstration
    assert not plain(BODY).demonstration


def test_the_first_report() -> None:
    file = Path(__file__).parents[3] / "shared" / "seed" / "almaty.txt"
    if not file.exists():
        pytest.skip(f"{file} is not there")
    report = plain(file.read_text(encoding="utf8"))
    assert [block.credit for block in report.blocks if block.kind == "caption"] == ["Keystone", "Keystone"]
    assert len(texts(report, "lead")) == 3
    assert len(texts(report, "heading")) == 4
    assert not any("source site" in text for _, text in blocks(report))


def test_thousands_of_lists_of_links_are_read_in_time() -> None:
    begun = time.process_time()
    report = plain(f"{BODY}\n" + "Read more:\nTwo dead in fire\n" * 4_000 + f"{BODY}\n")
    assert texts(report, "body")[-1] == BODY
    assert time.process_time() - begun < 5
