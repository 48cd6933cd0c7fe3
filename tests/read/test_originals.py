"""Where a reprint says that it is from: in its words, or in its markup."""

from __future__ import annotations

import pytest

from sayso.collect import sniff
from sayso.ledger import canonical
from sayso.read.originals import named
from sayso.read.outlets import outlet
from sayso.types import Report
from tests.read.reading import all_of, objects, one, plain

NEWS = (
    "A storm hit the coast on Friday, and five people were injured, officials said.",
    "Rescuers brought forty others to a school, the harbour office said in a statement.",
)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("This article was originally published by The Guardian.", "The Guardian"),
        ("This article was originally published on The Conversation. Read the original article.", "The Conversation"),
        ("This article is republished from The Conversation under a Creative Commons license.", "The Conversation"),
        ("*This story was originally published in Spanish by Animal Político on Monday.", "Animal Político"),
        ("Originally published on January 5, 2022 by Reuters", "Reuters"),
        ("This post first appeared on the website of the Elderton Gazette.", "Elderton Gazette"),
        ("This report was first published by Jane Doe in the Elderton Gazette, a weekly.", "Elderton Gazette"),
        ("Reprinted with permission from the Elderton Gazette.", "Elderton Gazette"),
        ("Originally appeared on bbc.co.uk.", "bbc.co.uk"),
        ("Read the original article at https://www.elderton.invalid/a/b.html.", "elderton.invalid"),
        ("Original story: https://www.elderton.invalid/a", "elderton.invalid"),
        ("Source: Xinhua", "Xinhua"),
        ("Article source: elderton.invalid", "elderton.invalid"),
        ("(via: BBC News)", "BBC News"),
        ("source site-72", "site-72"),
    ],
)
def test_words_name_the_original(words: str, name: str) -> None:
    report = plain("\n\n".join(("Storm hits the coast", *NEWS, words)))
    assert report.original is not None
    assert report.original.outlet.name == name
    assert report.original.span is not None
    assert report.original.span.of(report.text) in words


@pytest.mark.parametrize(
    "words",
    [
        "Source: Ministry of Health",
        "Source: WHO",
        "via Twitter",
        "First published in 1950.",
        "Originally published on Monday.",
        "This article was originally published on our website.",
        "The essay was first published in Tribune.",
        "This story was first reported by The New York Times.",
        "His novel, originally published by Penguin, won a prize.",
        "Read the original article here.",
        "This article was originally published in English.",
        "Provided by AFP, the water lasted a week.",
        "Originally posted on Twitter by Jane Doe.",
        "First posted by eyewitness Jane Doe on Telegram.",
        "Source: https://twitter.com/jane/status/1",
        "via t.me/jane",
        "First published in Great Britain in 2010.",
        "First appeared in Wuhan in December 2019.",
        "First ran for office in Chicago.",
        "Originally produced by Toyota in Japan.",
        "The original report was written by the Interior Ministry.",
        "The original story was corrected by Reuters on Friday.",
        "This article was first published on January 5, 2022 and updated by John Smith.",
        "This story was originally published with the headline Ten Killed in Almaty.",
    ],
)
def test_words_that_name_no_original(words: str) -> None:
    assert plain("\n\n".join(("Storm hits the coast", *NEWS, words))).original is None


def test_a_long_paragraph_speaks_of_something_else() -> None:
    words = "This analysis was first published by the Elderton Gazette. " + " ".join(NEWS * 3)
    assert plain(f"Storm hits the coast\n\n{words}\n\n{NEWS[0]}").original is None


def test_the_maker_of_a_picture_is_no_original() -> None:
    text = f"Storm hits the coast\n\n{NEWS[0]}\n\nPicture: The harbour on Friday morning.\nSource: Reuters\n\n{NEWS[1]}"
    assert plain(text).original is None


def test_what_a_portal_provides() -> None:
    text = f"Provided by AFP\n\n{NEWS[0]}\n\n{NEWS[1]}\n\n" + "\n\n".join(["More of the storm."] * 9)
    assert named(text, outlet("Yahoo News", None)) is not None
    assert named(text, outlet("Elderton Gazette", None)) is None


def test_an_outlet_is_no_original_of_its_own() -> None:
    said = "This article was originally published on BBC.com."
    for publisher in ("BBC News", "bbc.co.uk", "The BBC"):
        assert one(objects({"text": "\n\n".join((*NEWS, said)), "publisher": publisher})).original is None
    assert one(objects({"text": "\n\n".join((*NEWS, said)), "publisher": "Elderton Gazette"})).original is not None


def of_page(head: str = "", foot: str = "", address: str = "https://mirror.invalid/a") -> Report:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in NEWS)
    html = (
        f"<html><head><title>Storm hits the coast</title>{head}</head>"
        f"<body><article><h1>Storm hits the coast</h1>{body}{foot}</article></body></html>"
    )
    return one(all_of(html.encode(), sniff.HTML, None, address))


CANONICAL = '<link rel="canonical" href="https://www.elderton.invalid/storm">'


def test_a_canonical_address_elsewhere_is_the_original() -> None:
    report = of_page(CANONICAL)
    assert report.outlet is not None
    assert (report.outlet.id, report.url) == ("mirror.invalid", "https://mirror.invalid/a")
    assert report.original is not None
    assert (report.original.outlet.id, report.original.url) == ("elderton.invalid", "https://www.elderton.invalid/storm")


def test_a_page_that_takes_over_the_name_as_well_is_no_page_of_that_outlet() -> None:
    report = of_page(CANONICAL + '<meta property="og:site_name" content="Elderton">')
    assert report.outlet is not None
    assert report.outlet.name == "mirror.invalid"


@pytest.mark.parametrize(
    "address", ["https://m.elderton.invalid/storm?amp=1", "saved.html", "-", "https://www.elderton.invalid/storm"]
)
def test_a_canonical_address_of_the_same_outlet_or_of_a_saved_page_is_its_own(address: str) -> None:
    report = of_page(CANONICAL, address=address)
    assert (report.url, report.original) == ("https://www.elderton.invalid/storm", None)
    assert report.outlet is not None
    assert report.outlet.id == "elderton.invalid"


def test_two_sites_of_one_outlet_in_the_table() -> None:
    assert of_page('<link rel="canonical" href="https://www.bbc.co.uk/1">', address="https://www.bbc.com/1").original is None


def test_a_fetched_page_that_tells_no_address_stands_where_it_was_found() -> None:
    report = of_page()
    assert report.outlet is not None
    assert (report.url, report.outlet.id, report.original) == ("https://mirror.invalid/a", "mirror.invalid", None)


def test_a_link_to_the_original_gives_its_address() -> None:
    words = "This article was originally published on"
    report = of_page(foot=f'<p>{words} <a href="https://elderton.invalid/storm">Elderton</a>.</p>')
    assert report.original is not None
    assert (report.original.outlet.name, report.original.url) == ("Elderton", "https://elderton.invalid/storm")
    assert report.original.span is not None
    alone = of_page(foot='<p><a href="https://elderton.invalid/storm">Read the original article</a></p>')
    assert alone.original is not None
    assert alone.original.outlet.id == "elderton.invalid"


def test_other_links_lead_nowhere() -> None:
    assert of_page(foot='<p>See <a href="https://elderton.invalid/x">what the Elderton Gazette says</a>.</p>').original is None


def test_json_ld_says_what_it_is_based_on() -> None:
    for based in (
        '"https://elderton.invalid/s"',
        '{"@id": "https://elderton.invalid/s"}',
        '[{"url": "https://elderton.invalid/s"}]',
    ):
        ld = f'<script type="application/ld+json">{{"headline": "Storm", "isBasedOn": {based}}}</script>'
        report = of_page(ld)
        assert report.original is not None
        assert report.original.outlet.id == "elderton.invalid"


def test_json_ld_of_a_portal_names_the_publisher() -> None:
    ld = '<script type="application/ld+json">{"headline": "Storm", "publisher": {"name": "Reuters"}}</script>'
    report = of_page(ld, address="https://www.msn.com/en-us/1")
    assert report.original is not None
    assert report.original.outlet.name == "Reuters"
    assert of_page(ld).original is None


def test_a_report_from_before_has_no_original() -> None:
    report = plain("\n\n".join(("Storm hits the coast", *NEWS)))
    body = canonical.encode(report)
    assert b"original" not in body
    assert canonical.decode(Report, body) == report


def test_a_report_with_an_original_comes_back_from_the_ledger() -> None:
    report = of_page(CANONICAL)
    assert canonical.decode(Report, canonical.encode(report)) == report
