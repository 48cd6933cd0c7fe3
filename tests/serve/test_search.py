"""Searching: what is found, how it is marked, page by page, and what helps where nothing is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from sayso.commands.session import session
from sayso.ledger.filters import Filters
from sayso.ledger.hits import hits, number
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.ledger.titles import titled
from sayso.show.page.found import marked, words_of
from tests.conftest import Sayso
from tests.serve.conftest import Serve


@pytest.fixture(scope="module")
def reader(demo_ledger: Path) -> Reader:
    return Reader.open(demo_ledger)


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


def test_searched_and_read_words_are_marked_apart(demo_client: TestClient) -> None:
    page = page_of(demo_client, "/search?text=killed&kind=killed")
    kinds = {kind for marks in page.xpath("//mark/@class") for kind in marks.split()}
    assert {"searched", "figure", "source", "cue"} <= kinds


def test_the_number_of_hits_is_that_of_the_command(
    demo_client: TestClient, reader: Reader, sayso: Sayso, demo_ledger: Path
) -> None:
    ran = sayso("--ledger", demo_ledger, "claims", "--text", "killed", "--format", "jsonl")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    page = page_of(demo_client, "/search?text=killed")
    told = page.xpath("string(//*[contains(@class,'number-found')])")
    assert f"{len(lines)} claims in {len({line['report'] for line in lines})} reports" in told


def test_pages_follow_one_another_without_gap_or_double(demo_client: TestClient, reader: Reader) -> None:
    address, seen, pages = "/search", list[str](), 0
    while address:
        page = page_of(demo_client, address)
        seen += [href.partition("#")[2] for href in found(page)]
        address = next(iter(page.xpath("//nav[@aria-label='Pages']/a[@rel='next']/@href")), "")
        pages += 1
    assert pages > 3
    assert seen == [listed.claim.id for listed in reader.claims()]


@pytest.mark.parametrize("most", [1, 3, 7, 1000])
def test_pages_of_any_length(reader: Reader, most: int) -> None:
    filters, after, seen = Filters(text="Almaty", as_of="2022-01-08"), None, list[str]()
    while True:
        got = hits(reader, filters, most, after)
        seen += [listed.claim.id for listed in got.listed]
        after = got.after
        if after is None:
            break
    assert seen == [listed.claim.id for listed in reader.claims(filters)]
    assert number(reader, filters).claims == len(seen)


def test_what_comes_in_meanwhile_moves_no_page(own_demo: Path, sayso: Sayso, tmp_path: Path) -> None:
    with Reader.open(own_demo) as looking:
        first = hits(looking, Filters(), 10)
        before = hits(looking, Filters(), 10, first.after)
        (tmp_path / "new.txt").write_text("Police arrested 12 people in Aktau on Monday, the mayor said.")
        assert (
            sayso("--ledger", own_demo, "add", tmp_path / "new.txt", "--published", "2023-01-07", "--reader", "rules").status
            == 0
        )
        assert hits(looking, Filters(), 10) != first
        assert hits(looking, Filters(), 10, first.after) == before


def test_reports_without_a_date_come_last_and_are_paged_too(tmp_path: Path, sayso: Sayso, demo: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(
            f"Police arrested 12{len(name)} people in Aktau on Monday, the mayor of {name} said."
        )
    dated = shutil.copy(next(demo.glob("*.html"), None) or next(p for p in demo.iterdir()), tmp_path)
    path = tmp_path / "own.ledger"
    assert sayso("--ledger", path, "add", dated, tmp_path / "a.txt", tmp_path / "b.txt", "--reader", "rules").status == 0
    with Reader.open(path) as looking:
        whole, seen, after = list(looking.claims()), list[str](), None
        assert whole[-1].undated and not whole[0].undated
        while True:
            got = hits(looking, Filters(), 1, after)
            seen += [one.claim.id for one in got.listed]
            if (after := got.after) is None:
                break
    assert seen == [one.claim.id for one in whole]


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


# --- reports of which only the title fits ---------------------------------------------------------------------------


@pytest.fixture
def cakes(tmp_path: Path, sayso: Sayso) -> Path:
    """A ledger with a report that has no claim at all, and one that has."""
    path = tmp_path / "cakes.ledger"
    objects = [
        {
            "id": "cakes",
            "title": "100% Pancakes_and <b>butter</b>",
            "text": "Mix flour, eggs and milk.",
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


def test_a_report_without_claims_is_found_by_its_title(serve: Serve, cakes: Path) -> None:
    page = page_of(serve(cakes), "/search?text=pancakes")
    (section,) = page.xpath("//section[contains(@class,'titles')]")
    assert "100% Pancakes_and <b>butter</b>" in section.text_content()
    assert not section.xpath(".//b")
    assert section.xpath(".//a/@href")[0].startswith("/report/r")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(text="PANCAKES butter"), 1),
        (Filters(text="%"), 1),
        (Filters(text="0% P"), 1),
        (Filters(text="Pancakes%and"), 0),
        (Filters(text="Pancakes_and"), 1),
        (Filters(text="panXakes"), 0),
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
def test_titles_are_looked_through_with_the_filters(cakes: Path, filters: Filters, found: int) -> None:
    with Reader.open(cakes) as looking:
        assert len(titled(looking, filters, 20)) == found


def test_a_redacted_report_is_found_no_more(cakes: Path) -> None:
    with Ledger.open(cakes, session(cakes).clock) as ledger, Reader.open(cakes) as looking:
        (one,) = titled(looking, Filters(text="pancakes"), 20)
        ledger.redact(one.id, "asked for")
        assert titled(looking, Filters(text="pancakes"), 20) == ()


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
