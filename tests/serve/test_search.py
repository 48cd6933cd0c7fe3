"""Searching: what is found, how it is marked, page by page, and what helps where nothing is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from sayso.commands.session import session
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.mentions import Mentions, mentions, passage, words_of
from sayso.ledger.query import Listed, Reader
from sayso.serve.desk import StillReading
from sayso.show.page.found import by_report, marked
from sayso.types import Attribution, Source
from sayso.vocabulary import Manner, SourceKind
from tests.claims_for_tests import figure_claim, report
from tests.conftest import Sayso
from tests.redacting import redact
from tests.serve.conftest import Serve


@pytest.fixture(scope="module")
def reader(demo_ledger: Path) -> Iterator[Reader]:
    with Reader.open(demo_ledger) as looking:
        yield looking


def page_of(client: TestClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def found(page: html.HtmlElement) -> list[str]:
    return [str(id) for id in page.xpath("//article[contains(@class,'claim')]//a[@class='kind']/@href")]


def test_every_hit_holds_all_the_words_and_has_them_marked(demo_client: TestClient) -> None:
    page = page_of(demo_client, "/search?text=killed+ALMATY")
    assert found(page)
    for article in page.xpath("//article[contains(@class,'claim')]"):
        group = article.getparent()
        whole = (article.xpath("string(.//blockquote)") + group.xpath("string(.//h2)")).lower()
        assert "killed" in whole and "almaty" in whole
    boxed = {word.lower() for word in page.xpath("//mark[contains(@class,'searched')]/text()")}
    assert boxed == {"killed", "almaty"}


def test_a_claim_that_fits_by_its_headline_says_so(demo_client: TestClient) -> None:
    """Claims were listed that held none of the words, and nothing said why."""
    said = {}
    for article in page_of(demo_client, "/search?text=AIRPORT+retaken").xpath("//article[contains(@class,'claim')]"):
        sentence = article.xpath("string(.//blockquote)")
        said[sentence] = [" ".join(line.text_content().split()) for line in article.xpath("./p[@class='hint']")]
    for sentence, lines in said.items():
        missing = [f"“{word}”" for word in ("airport", "retaken") if word not in sentence.lower()]
        assert lines == ([f"in the headline: {', '.join(missing)}"] if missing else []), sentence
    assert ["in the headline: “airport”, “retaken”"] in said.values() and [] in said.values()


def test_searched_and_read_words_are_marked_apart(demo_client: TestClient) -> None:
    page = page_of(demo_client, "/search?text=killed&kind=killed")
    kinds = {kind for marks in page.xpath("//mark/@class") for kind in marks.split()}
    assert {"searched", "figure", "source", "cue"} <= kinds


def test_the_number_of_hits_is_that_of_the_command(demo_client: TestClient, sayso: Sayso, demo_ledger: Path) -> None:
    ran = sayso("--ledger", demo_ledger, "claims", "--text", "killed", "--format", "jsonl")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    page = page_of(demo_client, "/search?text=killed")
    told = page.xpath("string(//*[contains(@class,'number-found')])")
    assert told.strip().startswith(f"{len(lines)} claims, the newest first")


def test_pages_follow_one_another_without_gap_or_double(demo_client: TestClient, reader: Reader) -> None:
    address, seen, pages = "/search", list[str](), 0
    while address:
        page = page_of(demo_client, address)
        seen += [href.partition("#")[2] for href in found(page)]
        address = next(iter(page.xpath("//nav[@aria-label='Pages']/a[@rel='next']/@href")), "")
        pages += 1
    assert pages > 3
    assert seen == [listed.claim.id for listed in reader.claims()]


@pytest.mark.parametrize(
    "after", ["", "x", "~", "2022~x", "2022~-1", "~99999999999999999999999", "' or 1=1 ~ 3", "2022-01-09~5"]
)
def test_an_after_that_is_not_ours_does_no_harm(demo_client: TestClient, after: str) -> None:
    assert demo_client.get("/search", params={"after": after}).status_code == 200


def test_filters_stay_in_links_and_in_the_form(demo_client: TestClient) -> None:
    page = page_of(demo_client, "/search?text=killed&place=KZ&as_of=2022-01-09")
    (form,) = page.xpath("//form[@data-ask]")
    fields = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    assert fields["place"] == "KZ" and fields["as_of"] == "2022-01-09" and fields["text"] == "killed"
    assert len(form.xpath(".//input[@name='text']")) == 1 == len(form.xpath(".//input[@name='as_of']"))
    assert all("place=KZ" in href and "as_of=2022-01-09" in href for href in found(page))


def test_nothing_found_says_so_and_helps(demo_client: TestClient) -> None:
    page = page_of(demo_client, "/search?text=xyzzy+killed&kind=killed&place=KZ")
    text = " ".join(page.text_content().split())
    assert "No claim fits." in text
    tried = {link.text_content(): link.get("href") for link in page.xpath("//section[contains(@class,'nothing')]//a")}
    assert tried["only “killed”"] == "/search?kind=killed&place=KZ&text=killed"
    assert tried["not only in “KZ”"] == "/search?kind=killed&text=xyzzy+killed"
    assert tried["everything"] == "/search"
    assert found(page_of(demo_client, tried["only “killed”"]))


def test_an_empty_ledger_leads_to_adding(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "empty.ledger"
    Ledger.open(path, session(path).clock, create=True).close()
    page = page_of(serve(path), "/search")
    assert "This ledger holds no claims yet." in page.text_content()
    assert "/add" in page.xpath("//section[contains(@class,'nothing')]//a/@href")


@pytest.mark.parametrize(
    "words",
    ['"', "killed OR", "NEAR(", "*", "evidence:killed", "'; DROP TABLE claims", "<script>alert(1)</script>", "\x00", "ض", "%"],
)
def test_no_words_are_taken_for_a_query_language_or_markup(demo_client: TestClient, words: str) -> None:
    answer = demo_client.get("/search", params={"text": words})
    assert answer.status_code == 200
    assert not html.fromstring(answer.text).xpath("//main//script")


# --- words outside claims ---------------------------------------------------------------------------


@pytest.fixture
def cakes(tmp_path: Path, sayso: Sayso) -> Path:
    """A ledger with a report that has no claim at all, and one that has."""
    path = tmp_path / "cakes.ledger"
    objects = [
        {
            "id": "cakes",
            "title": "100% Pancakes_and <b>butter</b>",
            "text": "Mix flour, eggs and milk at the Café.",
            "published": "2022-01-05",
        },
        {
            "id": "aktau",
            "title": "Clashes",
            "text": "Police arrested 12 people in Aktau, the mayor said.",
            "published": "2022-01-06",
        },
    ]
    (tmp_path / "in.json").write_text(json.dumps(objects))
    assert sayso("--ledger", path, "add", tmp_path / "in.json", "--reader", "rules").status == 0
    return path


def test_a_report_without_claims_is_found(serve: Serve, cakes: Path) -> None:
    page = page_of(serve(cakes), "/search?text=pancakes")
    (section,) = page.xpath("//section[contains(@class,'besides')]")
    assert "100% Pancakes_and <b>butter</b>" in section.text_content()
    assert not section.xpath(".//b")
    assert section.xpath(".//a/@href")[0].startswith("/report/r")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(text="PANCAKES butter"), 1),
        (Filters(text="mix MILK"), 1),
        (Filters(text="milk clashes"), 0),
        (Filters(text="pancake"), 0),
        (Filters(text="café"), 1),
        (Filters(text="blocks span"), 0),  # how a report is written down is not what it says
        (Filters(text="%"), 0),
        (Filters(text="pancakes", as_of="2022-01-04"), 0),
        (Filters(text="pancakes", since="2022-01-06"), 0),
        (Filters(text="pancakes", until="2022-01-05"), 1),
        (Filters(text="pancakes", recorded_by="2021-01-01"), 0),
        (Filters(text="pancakes", kind="killed"), 0),
        (Filters(text="clashes"), 0),  # its claims are found
        (Filters(text=" "), 0),
        (Filters(), 0),
    ],
)
def test_texts_are_looked_through_with_the_filters(cakes: Path, filters: Filters, found: int) -> None:
    with Reader.open(cakes) as looking:
        assert len(mentions(looking, filters, 20).found) == found


def test_a_redacted_report_is_found_no_more(cakes: Path) -> None:
    with Reader.open(cakes) as looking:
        (one,) = mentions(looking, Filters(text="pancakes"), 20).found
        redact(cakes, one.report.id, "asked for")
        assert mentions(looking, Filters(text="pancakes"), 20) == Mentions()


def test_where_claims_fill_pages_the_texts_are_asked_for(demo_client: TestClient) -> None:
    page = page_of(demo_client, "/search?text=killed")
    (link,) = page.xpath("//*[contains(@class,'number-found')]/a/@href")
    assert not page.xpath("//section[contains(@class,'besides')]")
    texts = page_of(demo_client, link)
    assert texts.xpath("//section[contains(@class,'besides')]") and not found(texts)
    assert not page_of(demo_client, "/search?text=killed&place=KZ").xpath("//*[contains(@class,'number-found')]/a")


def test_more_than_are_counted_are_said_to_be_more(demo_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.serve.routes.search.COUNTED", 5)
    assert "More than 5 claims" in page_of(demo_client, "/search?text=killed").text_content()


def test_a_passage_is_cut_between_words() -> None:
    text = "word " * 60 + "needle" + " thing" * 60
    cut = passage(text, words_of("NEEDLE"))
    assert cut.startswith("… word word") and cut.endswith("thing …") and " needle " in cut
    assert passage("A needle.", words_of("needle")) == "A needle."
    assert passage("Nothing.", words_of("needle")) == ""


def test_among_many_reports_it_says_how_many_were_looked_through(cakes: Path) -> None:
    with Reader.open(cakes) as looking:
        assert mentions(looking, Filters(text="pancakes"), 20, among=1) == Mentions((), 1)
        assert mentions(looking, Filters(text="pancakes"), 20, among=2).among is None


# --- marking --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "boxed"),
    [
        ("Killed in Almaty.", "killed", ["Killed"]),
        ("The café burned", "CAFE", ["café"]),
        ("overkilled", "killed", []),
        ("It wasn't so: don't", "don't", ["t", "don", "t"]),
        ("a_b killed_here", "killed", ["killed"]),
        ("nothing", "", []),
        ("7,500 detained", "500", ["500"]),
    ],
)
def test_words_are_marked_as_the_index_compares_them(text: str, words: str, boxed: list[str]) -> None:
    segments = marked(text, words_of(words))
    assert "".join(segment.text for segment in segments) == text
    assert [segment.text for segment in segments if "searched" in segment.kinds] == boxed


def test_a_witness_anywhere_in_the_chain_of_a_hit_is_shown_by_role() -> None:
    of = report()
    chain = (Source("the ministry", SourceKind.GOVERNMENT, None), Source("Aigul Bekova", SourceKind.WITNESS, None))
    claim = figure_claim(of, attribution=Attribution(chain, Manner.INDIRECT))
    ((hit,),) = (sentence.hits for group in by_report([Listed(claim, of, 1, "", None)], None) for sentence in group.sentences)
    assert hit.who == "the ministry ‹ witness"


def test_a_hit_says_how_it_stands(demo_client: TestClient) -> None:
    page = page_of(demo_client, "/search?text=164&kind=killed")
    stands = [claim.xpath("string(.//span[contains(@class,'standing')]/span[@class='word'])") for claim in hits_of(page, "164")]
    assert stands and set(stands) == {"retracted"}
    before = page_of(demo_client, "/search?text=164&kind=killed&as_of=2022-01-09T13:00")
    words = [
        claim.xpath("string(.//span[contains(@class,'standing')]/span[@class='word'])") for claim in hits_of(before, "164")
    ]
    assert words and "retracted" not in words


def test_while_the_ledger_is_read_hits_are_shown_and_how_they_stand_is_said_to_come(
    demo_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def still(*_: object) -> None:
        raise StillReading

    monkeypatch.setattr("sayso.serve.routes.search.known", still)
    page = page_of(demo_client, "/search?text=164")
    assert found(page)
    assert "still being worked out" in page.text_content()


def hits_of(page: html.HtmlElement, number: str) -> list[html.HtmlElement]:
    """The lines of the claims with that number."""
    heads = page.xpath("//p[@class='claim-head']")
    return [head for head in heads if head.xpath("string(.//span[@class='what'])").startswith(number)]


def test_an_address_may_ask_for_what_lies_near_a_point(demo_client: TestClient) -> None:
    near = demo_client.get("/search", params={"near": "43.25,76.95", "within": "30", "text": "killed"})
    far = demo_client.get("/search", params={"near": "-43.25,76.95", "text": "killed"})
    assert near.status_code == far.status_code == 200 and len(near.text) > len(far.text)
    assert demo_client.get("/search", params={"near": "Almaty"}).status_code == 400
