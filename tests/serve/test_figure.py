"""View 2 as a browser gets it: a figure of the demo with all that stands behind it; one that many outlets copy; an attack."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.ledger.query import Reader
from sayso.show.page.figure import MOST_COPIES
from sayso.types import Claim
from tests.conftest import Sayso
from tests.reconcile.copies.made import FERRY
from tests.serve.conftest import Serve
from tests.serve.reading import Tree, one, page, words

HOSTILE = "<script>pwned=1</script>\"'><img src=x onerror=pwned=1>{{ 7 * 7 }}"
NINTH = "as_of=2022-01-09T14:00"


def address(client: TestClient, label: str, asked: str = "place=KZ") -> str:
    """Where the card of this figure leads."""
    for link in page(client, f"/?{asked}").xpath("//*[@data-card]//h2/a"):
        if words(link.getparent()) == label:
            return str(link.get("href"))
    raise AssertionError(f"no card of {label}")


@pytest.fixture(scope="module")
def killed(demo_client: TestClient) -> str:
    return address(demo_client, "killed Kazakhstan").partition("?")[0]


@pytest.fixture(scope="module")
def arrested(demo_client: TestClient) -> str:
    return address(demo_client, "arrested Kazakhstan").partition("?")[0]


def article(tree: Tree, number: str, who: str) -> Tree:
    """The value of this number and origin."""
    path = f"//article[.//h3[normalize-space()='{number}']][.//p[@class='who'][normalize-space()='{who}']]"
    return one(tree, path)


def carriers(of: Tree) -> list[str]:
    """Outlet and moment of each text, as the page tells them: "Highland One, 9 January 2022, 12:10 UTC"."""
    told = (words(line).partition(" ‹ ")[2] for line in of.xpath(".//p[@class='carrier']"))
    return [re.split(r" · ", line)[0] for line in told]


def test_a_copy_is_folded_under_the_outlet_that_had_the_text_first(demo_client: TestClient, killed: str) -> None:
    texts = article(page(demo_client, killed), "164", "Health Ministry").xpath(".//ul[@class='texts']/li[details]")
    [text] = [text for text in texts if "A total of 164" in words(text) or "three of them children, Health" in words(text)]
    folded = one(text, "./details[@class='copies']")
    assert words(one(folded, "./summary")) == "1 copy: NewsHeap"
    first, copy = carriers(text)
    assert (first, copy) == ("Highland One, 9 January 2022, 12:10 UTC", "NewsHeap, 9 January 2022, 12:48 UTC")
    assert carriers(folded) == [copy]
    assert folded.get("open") is None


def test_what_differs_is_told_in_a_sentence_that_leads_to_both(demo_client: TestClient, arrested: str) -> None:
    tree = page(demo_client, f"{arrested}?{NINTH[:16]}")
    dispute = one(tree, "//p[contains(@class, 'dispute') and contains(@class, 'open')]")
    said = words(one(dispute, "./strong"))
    assert said.startswith("Two origins differ for 9 January 2022: ")
    assert "5,135" in said and "5,800" in said
    links = dispute.xpath("./a")
    assert len(links) == 2
    for link in links:
        value = one(tree, f"//article[@id='{link.get('href')[1:]}']")
        assert words(one(value, ".//p[@class='who']")) == words(link)
        assert said in [words(line) for line in value.xpath(".//p[@class='dispute']")]
    before = page(demo_client, f"{arrested}?as_of=2022-01-08")
    assert not before.xpath("//p[contains(@class, 'dispute') and contains(@class, 'open')]")


def test_why_it_is_this_origin_is_told(demo_client: TestClient, killed: str) -> None:
    value = article(page(demo_client, killed), "164", "Health Ministry")
    reasons = one(value, ".//details[summary[starts-with(normalize-space(), 'Why')]]")
    assert words(one(reasons, "./summary")) == "Why Health Ministry"
    told = [words(reason) for reason in reasons.xpath(".//li")]
    assert "“Health Ministry” is the Health Ministry" in told
    assert "of Kazakhstan, the country of this report" in told


def test_the_chart_has_a_band_and_a_table_that_says_the_same(demo_client: TestClient, killed: str) -> None:
    tree = page(demo_client, killed)
    figure = one(tree, "//figure[contains(@class, 'chart')]")
    for drawing in ("wide", "narrow"):
        chart = one(figure, f".//*[contains(@class, '{drawing}')]/*[name()='svg']")
        assert chart.xpath(".//*[contains(concat(' ', @class, ' '), ' band ')]")
        assert "225 on 15 Jan 2022" in chart.xpath("string(.//*[name()='desc'])")
    rows = [tuple(words(cell) for cell in row.xpath("./td")) for row in figure.xpath(".//tbody/tr")]
    assert rows == [
        ("9 Jan 2022", "164", "Health Ministry", "retracted", "taken back 9 Jan 2022"),
        ("15 Jan 2022", "225", "Prosecutor General", "superseded", "overtaken 14 Mar 2022"),
        ("14 Mar 2022", "230", "Prosecutor General", "superseded", "overtaken 31 Aug 2022"),
        ("31 Aug 2022", "238", "Prosecutor General", "single", ""),
    ]
    marks = figure.xpath(".//*[contains(@class, 'wide')]//*[name()='a']/@href")
    assert len(marks) == len(rows)
    assert all(tree.xpath(f"//article[@id='{mark[1:]}']") for mark in marks), "a point leads to its value"


def test_the_slider_shows_the_figure_as_it_was_known(demo_client: TestClient, killed: str) -> None:
    tree = page(demo_client, f"{killed}?place=KZ&{NINTH}")
    assert words(one(tree, "//p[starts-with(@class, 'number')]")) == "164"
    assert "238" not in words(one(tree, "//main"))
    slider = one(tree, "//*[@data-slider]")
    moments = slider.get("data-moments").split()
    assert moments == sorted(moments) and moments[-1] == "2022-08-31T16:30", "it leads on into what came later"
    assert moments[int(one(slider, ".//input[@type='range']").get("value"))] == "2022-01-09T12:48"
    assert one(tree, f"//form[@action='{killed}']//input[@name='as_of']").get("value") == NINTH[6:]
    for link in tree.xpath("//main//article//a[starts-with(@href, '/')]/@href"):
        assert "place=KZ&as_of=2022-01-09T14%3A00" in link
    assert words(one(page(demo_client, killed), "//p[starts-with(@class, 'number')]")) == "238"


def test_what_undoes_a_number_is_told_with_it(demo_client: TestClient, killed: str) -> None:
    tree = page(demo_client, killed)
    value = article(tree, "164", "Health Ministry")
    assert words(one(value, ".//h3/s")) == "164"
    undoing = one(value, ".//div[@class='undoing']")
    assert words(one(undoing, "./p[@class='why']")) == "Taken back on 9 January 2022:"
    assert "took back a figure of 164 people" in words(one(undoing, "./blockquote"))
    more = one(undoing, "./details")
    acts = more.xpath("./p[@class='why']")
    assert words(one(more, "./summary")) == f"{len(acts)} more reports that it was taken back"
    assert all(words(act).startswith("Taken back on ") for act in acts)
    numbers = [words(number) for number in tree.xpath("//article//h3")]
    assert numbers.count("164") == 1, "what takes it back is no number of its own"
    assert not article(tree, "238", "Prosecutor General").xpath(".//div[@class='undoing']")


def test_the_figure_and_each_of_its_claims_lead_to_their_review(demo_client: TestClient, killed: str) -> None:
    tree = page(demo_client, f"{killed}?place=KZ")
    whole = one(tree, "//a[normalize-space()='Review this figure']").get("href")
    assert whole == f"/review?place=KZ&subject={killed.rpartition('/')[2]}"
    assert "Killed" in words(one(page(demo_client, whole), "//*[@id='question']"))
    lines = tree.xpath("//article//p[@class='carrier']")
    assert lines
    for line in lines:
        claim = one(line, "./a[normalize-space()='review']").get("href")
        assert claim.endswith(f"subject={line.xpath('./a/@href')[0].partition('#')[2]}")
    asked = page(demo_client, lines[0].xpath("./a[normalize-space()='review']/@href")[0])
    assert words(lines[0].getprevious()) in words(one(asked, "//*[@id='question']"))


def test_what_is_marked_is_what_was_read(demo_client: TestClient, demo_ledger: Path, killed: str) -> None:
    """To the letter: the sentence is the report's, and the marks are the very words of number and teller."""
    with Reader.open(demo_ledger) as reader:
        texts = {report.id: report.text for report in reader.reports()}
        claims: dict[str, Claim] = {listed.claim.id: listed.claim for listed in reader.claims()}
    lines = page(demo_client, killed).xpath("//article//p[@class='carrier']")
    seen = Counter[str]()
    for line in lines:
        claim = claims[line.xpath("./a/@href")[0].partition("#")[2]]
        sentence = line.getprevious()
        assert sentence.text_content() == claim.evidence.text
        assert claim.figure is not None
        tellers = sorted(source.span for source in claim.attribution.chain if source.span)
        for kind, spans in {"figure": [claim.figure.span], "source": tellers}.items():
            marked = "".join(sentence.xpath(f"./mark[contains(concat(' ', @class, ' '), ' {kind} ')]/text()"))
            read = [texts[claim.report][span.start : span.end] for span in spans if claim.evidence.span.holds(span)]
            assert marked == "".join(read), claim.id
            seen[kind] += bool(marked)
    assert seen["figure"] > 20 and seen["source"] > 15


# --- a figure that many copy, and that attacks ----------------------------------------------------------------------


@pytest.fixture
def attacked(sayso: Sayso, serve: Serve, tmp_path: Path) -> TestClient:
    """Seven treated, on the word of the harbour office: in one text of many outlets, all with names that attack."""
    ferry = "\n\n".join((*FERRY[:2], f"Seven people were injured in Almaty, the {HOSTILE} ministry said.", *FERRY[3:]))
    outlets = [f"Wire {n:02} {HOSTILE}" for n in range(MOST_COPIES + 4)]
    reports = [
        {
            "id": f"r{n}",
            "title": f"A ferry ran aground {HOSTILE}",
            "text": ferry,
            "published": f"2022-01-07T{n:02}:00:00Z",
            "publisher": outlet,
            "byline": HOSTILE,
        }
        for n, outlet in enumerate(outlets)
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, reports)), encoding="utf8")
    assert sayso("add", tmp_path / "in.jsonl", "--reader", "rules").status == 0
    return serve(tmp_path / "test.ledger")


def test_of_many_copies_some_are_shown_and_the_rest_counted(attacked: TestClient) -> None:
    """Once: "and 3 mores"."""
    tree = page(attacked, address(attacked, "injured Almaty", ""))
    text = one(tree, "//article//ul[@class='texts']/li[details]")
    copies = one(text, "./details[@class='copies']")
    assert carriers(text)[0].startswith("Wire 00 ")
    assert words(one(copies, "./summary")).startswith(f"{MOST_COPIES + 3} copies: Wire 01 ")
    assert len(carriers(copies)) == MOST_COPIES
    assert words(one(copies, "./p[@class='hint']")) == "and 3 more"


def test_what_reports_say_is_only_shown(attacked: TestClient) -> None:
    tree = page(attacked, address(attacked, "injured Almaty", ""))
    for shown in ("//blockquote", "//p[@class='carrier']", "//details[@class='copies']/summary"):
        assert HOSTILE in words(tree.xpath(shown)[0]), "it is there, as the words it is"
    assert "49" not in words(one(tree, "//main"))
    assert not [script for script in tree.xpath("//script") if not script.get("src")]
    assert not tree.xpath("//main//img")
    for element in tree.xpath("//*"):
        assert not [name for name in element.attrib if name.startswith("on")]
