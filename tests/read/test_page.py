"""Pages: what is shown of them, with the roles that the markup gives."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest
import trafilatura  # noqa: F401 here, because its import names `socket.socket`, which the tests take away

from sayso.collect import sniff
from sayso.read.notes import Note
from sayso.types import Report, Unreadable
from tests.read.reading import all_of, blocks, page, texts

PAGES = Path(__file__).parent / "pages"
PARAGRAPH = "<p>A fire in the old town has killed two people and hurt a third, police said on Friday.</p>"


def saved(name: str) -> Report:
    return page((PAGES / name).read_text(encoding="utf8"))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("reading a page opened a socket")

    class Refused(socket.socket):  # a class: libraries that are imported meanwhile name it in annotations
        __init__ = refuse

    monkeypatch.setattr(socket, "socket", Refused)
    monkeypatch.setattr(socket, "create_connection", refuse)


def test_blocks_of_a_report() -> None:
    assert blocks(saved("report.html")) == [
        ("title", "Two dead in Elderton fire"),
        ("lead", "The cause is not known, the fire service says."),
        ("caption", "Smoke above the old town on Friday."),
        ("body", "A fire in the old town has killed two people and hurt a third, police said on Friday."),
        ("body", "The third person is in hospital, where doctors called her condition serious but stable."),
        ("heading", "What is known"),
        ("quote", "We heard a bang, and then the whole roof was on fire within a minute."),
        ("body", "Forty firefighters were called out, the fire service said."),
        ("body", "Three houses were damaged, and one of them has fallen in."),
        ("body", "The mayor is to speak this evening. Schools in the quarter will stay closed on Monday, the town hall said."),
    ]


def test_what_a_report_says_of_itself() -> None:
    report = saved("report.html")
    assert report.outlet is not None
    assert (report.outlet.id, report.outlet.name) == ("eldertongazette.invalid", "Elderton Gazette")
    assert report.url == "https://www.eldertongazette.invalid/town/fire"
    assert (report.published, report.updated) == ("2022-01-07T14:00:00+01:00", "2022-01-07T16:30:00+01:00")
    assert (report.byline, report.language) == ("Jane Doe", "en")
    assert report.dateline is not None
    assert report.dateline.place == "ELDERTON"
    assert [block.credit for block in report.blocks if block.kind == "caption"] == ["Joe Roe / Steppe Wire"]
    assert [field.name for field in report.fields] == ["title", "text"]


@pytest.mark.parametrize(
    "hidden", ["secret", "cookies", "comment that nobody", "nobody at all", "a reader thinks", "color", "market"]
)
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    assert hidden not in saved("report.html").text.lower()


def test_a_live_blog() -> None:
    report = saved("live.html")
    entries = [(block.at, block.span.of(report.text)) for block in report.blocks if block.kind == "entry"]
    assert entries == [
        ("2022-01-07T15:10:00Z", "Second victim named"),
        ("2022-01-07T15:10:00Z", "Police have confirmed that a second person has died in the fire."),
        ("2022-01-07T14:20:00Z", "The fire service says that forty firefighters are in the old town."),
        ("2022-01-07T13:05:00Z", "Smoke is seen above the old town, and the streets around are closed."),
    ]


def test_a_page_of_line_breaks() -> None:
    assert texts(saved("bare.html"), "body") == [
        "A fire in the old town has killed two people, police said on Friday.",
        "A third person is in hospital, and nobody has been arrested so far.",
    ]


def test_the_persons_date_counts_where_the_page_has_none() -> None:
    assert page(f"<html><body>{PARAGRAPH}</body></html>", "2022-01-09").published == "2022-01-09"
    dated = f"<html><head><meta property='article:published_time' content='2022-01-07'></head><body>{PARAGRAPH}</body></html>"
    assert page(dated, "2022-01-09").published == "2022-01-07"


def test_json_ld_is_read() -> None:
    data = '{"@graph": [{"@id": "a"}, {"headline": "Two dead", "datePublished": "2022-01-07", "author": [{"name": "J."}]}]}'
    html = f'<html><head><script type="application/ld+json">{data}</script></head><body>{PARAGRAPH}</body></html>'
    report = page(html)
    assert (report.title, report.published, report.byline) == ("Two dead", "2022-01-07", "J.")


@pytest.mark.parametrize("data", ["{", "[" * 100_000, "[[[[]]]]", "null", '{"headline": 5, "author": {"name": []}}'])
def test_broken_json_ld_hurts_nothing(data: str) -> None:
    page(f'<html><head><script type="application/ld+json">{data}</script></head><body>{PARAGRAPH}</body></html>')


def test_an_encoding_that_the_page_names() -> None:
    html = "<html><head><meta charset='windows-1252'></head><body><p>The café in the old town was closed.</p></body></html>"
    [report] = all_of(html.encode("windows-1252"), sniff.HTML)
    assert isinstance(report, Report)
    assert "café" in report.text


@pytest.mark.parametrize(
    "html",
    ["<html><body></body></html>", "<html><script>alert(1)</script></html>", "<!--" * 1_000, "<" * 1_000, "<p>...</p>"],
)
def test_a_page_without_words_is_told(html: str) -> None:
    [found] = all_of(html.encode(), sniff.HTML)
    assert isinstance(found, Unreadable)
    assert found.code == "E012"
    assert found.sha256


HOSTILE = {
    "300 nested divs": "<div>" * 300 + PARAGRAPH + "</div>" * 300,
    "100,000 nested elements": "<b>" * 100_000 + PARAGRAPH,
    "100,000 nested lists": "<ul><li>" * 100_000 + PARAGRAPH,
    "20,000 links": PARAGRAPH + "<a href=x>headline of another report</a> " * 20_000,
    "a colspan of 9e15": "<table><tr><td colspan=9000000000000000>Two people died in the old town.</td></tr></table>",
    "half a million attributes": "<p " + "x=1 " * 500_000 + ">Two people died.</p>" + PARAGRAPH,
    "open comments": PARAGRAPH + "<!--" * 100_000,
    "open tags": PARAGRAPH + "<a " * 100_000,
    "many times": ("<div>" * 50 + "<time>1</time>" + "</div>" * 50) * 100 + PARAGRAPH,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_in_time(name: str) -> None:
    start = time.monotonic()
    found = all_of(HOSTILE[name].encode(), sniff.HTML)
    assert time.monotonic() - start < 10
    assert any("died" in item.text or "killed" in item.text for item in found if isinstance(item, Report))


def test_pathological_nesting_is_told() -> None:
    found = all_of(HOSTILE["300 nested divs"].encode(), sniff.HTML)
    assert any(isinstance(item, Note) and "nested" in item.text for item in found)


@pytest.mark.parametrize("failure", [RecursionError, ValueError, MemoryError])
def test_the_second_reader_takes_over(monkeypatch: pytest.MonkeyPatch, failure: type[Exception]) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    assert "A fire in the old town" in saved("report.html").text


def test_a_reader_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: time.sleep(30))
    monkeypatch.setattr("sayso.limits.PAGE_SECONDS", 0.05)
    start = time.monotonic()
    assert "A fire in the old town" in saved("report.html").text
    assert time.monotonic() - start < 5


def test_an_article_in_its_data_alone_is_read() -> None:
    body = "Two people died in a fire in Elderton.\\n\\n<p>The mayor came.</p>"
    data = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Fire","articleBody":"{body}"}}</script>'
    report = page(f"<html><head>{data}</head><body><div id=app>Loading…</div></body></html>")
    assert texts(report, "body") == ["Two people died in a fire in Elderton.", "The mayor came."]


def test_shown_news_outranks_its_data_and_noscript() -> None:
    data = '<script type="application/ld+json">{"headline":"Fire","articleBody":"A short word on it."}</script>'
    noscript = "<noscript>Please switch on JavaScript to see this page.</noscript>"
    report = page(f"<html><head>{data}</head><body>{noscript}<article><h1>Fire</h1>{PARAGRAPH}</article></body></html>")
    assert texts(report, "body") == [PARAGRAPH[3:-4]]
