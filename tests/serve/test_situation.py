"""View 1 as a browser gets it: what the demo must show, the filters in the address, the moment, the last look."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from sayso.serve import looked
from sayso.serve.looks import Looks
from tests.command import ran
from tests.conftest import Sayso
from tests.serve.conftest import Serve

FIRST_PAGE = 4096
"""Bytes of a ledger that is damaged behind it: it is opened, and found out when it is read."""


def _cards(client: TestClient, address: str) -> dict[str, str]:
    tree = html.fromstring(client.get(address).text)
    return {
        " ".join(card.xpath(".//h2")[0].text_content().split()): card.xpath(".//*[contains(@class,'number')]")[0]
        .text_content()
        .strip()
        for card in tree.xpath("//*[@data-card]")
    }


def test_the_demo_at_three_moments(demo_client: TestClient) -> None:
    now = _cards(demo_client, "/?place=KZ")
    assert now["killed Kazakhstan"] == "238"
    assert now["arrested Kazakhstan"] == "9,900"
    assert now["deployed security · Kazakhstan"] == "about\u00a02,500", "a number stays beside its word"
    ninth = _cards(demo_client, "/?place=KZ&as_of=2022-01-09T14:00")
    assert ninth["killed Kazakhstan"] == "164"
    evening = _cards(demo_client, "/?place=KZ&as_of=2022-01-09")
    assert evening["killed Kazakhstan"] == "none stands"
    assert evening["arrested Kazakhstan"].startswith("5,135 to")


def test_what_was_taken_back_is_struck_on_the_first_view_and_leads_to_why(demo_client: TestClient) -> None:
    tree = html.fromstring(demo_client.get("/").text)
    (link,) = tree.xpath("//*[@data-card]//a[.//s[text()='164']]")
    figure = demo_client.get(link.get("href").partition("#")[0]).text
    (value,) = html.fromstring(figure).xpath(f"//*[@id='{link.get('href').partition('#')[2]}']")
    said = " ".join(value.text_content().split())
    assert "retracted" in said
    assert "Taken back" in said
    assert "took back a figure of 164 people" in said
    assert "Taken back on 9 January 2022: Kazakhstan's government on Sunday took back" in said
    assert "9\u00a0reports" in value.text_content()


def test_the_line_to_publish_is_there_without_script(demo_client: TestClient) -> None:
    lines = html.fromstring(demo_client.get("/?place=KZ").text).xpath("//*[@data-line]/text()")
    assert any(line.startswith("238 people have been killed in Kazakhstan") for line in lines)
    assert all("written for demonstration" in line for line in lines)


def test_a_figure_of_one_origin_says_that_nobody_reviewed_it(demo_client: TestClient) -> None:
    assert "unreviewed" in demo_client.get("/").text


def test_a_figure_of_one_number_has_no_small_chart_and_others_have(demo_client: TestClient) -> None:
    """A lone dot stood over a far line."""
    tree = html.fromstring(demo_client.get("/?place=KZ&as_of=2022-01-09T14:00").text)
    drawn = {
        card.xpath("string(.//h2/a)"): len(card.xpath(".//*[contains(@class,'spark')]//*[local-name()='svg']"))
        for card in tree.xpath("//*[@data-card]")
    }
    assert drawn == {"killed": 0, "injured": 0, "arrested": 1, "deployed": 0}


def test_how_a_card_stands_is_said_before_its_origins_so_that_no_word_wraps_alone(demo_client: TestClient) -> None:
    card = html.fromstring(demo_client.get("/?place=KZ&as_of=2022-01-09T14:00").text).xpath("//*[@data-card]")[2]
    (stands,) = card.xpath(".//*[@class='stands']")
    assert " ".join(stands.text_content().split()) == "contested unreviewed 2 origins, 3 through time"


def test_filters_stay_in_every_link(demo_client: TestClient) -> None:
    text = demo_client.get("/?place=KZ&as_of=2022-01-09").text
    links = re.findall(r'href="(/figure/[^"]+)"', text)
    assert links
    assert all("place=KZ&amp;as_of=2022-01-09" in link for link in links)


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/?as_of=yesterday", 400, "E011"),
        ("/?kind=kiled", 400, "E016"),
        ("/?situation=nowhere", 404, "E042"),
        (f"/?text={'a' * 999}", 400, ""),
        ("/figure/s0", 404, "E027"),
        ("/incident/i0", 404, "E027"),
        ("/nothing", 404, ""),
    ],
)
def test_what_does_not_fit_is_told_with_its_remedy(demo_client: TestClient, address: str, status: int, code: str) -> None:
    answer = demo_client.get(address)
    assert answer.status_code == status
    assert code in answer.text
    assert 'class="remedy"' in answer.text


def test_a_figure_that_nobody_had_told_yet_says_so(demo_client: TestClient) -> None:
    link = next(iter(re.findall(r'href="(/figure/s\w+)"', demo_client.get("/").text)))
    answer = demo_client.get(f"{link}?as_of=2022-01-01")
    assert answer.status_code == 404
    assert "E052" in answer.text


def test_an_incident_has_its_figures_and_its_moment(demo_client: TestClient) -> None:
    ids = dict.fromkeys(re.findall(r'href="/incident/(\w+)"', demo_client.get("/").text))
    pages = {id: html.fromstring(demo_client.get(f"/incident/{id}").text) for id in ids}
    told = {id: tree.xpath("//section[@aria-labelledby='figures']//a") for id, tree in pages.items()}
    id, links = next((id, links) for id, links in told.items() if links)
    for link in links:
        figure = demo_client.get(link.get("href")).text
        assert link.xpath(".//*[@class='n']")[0].text_content() in figure
        (standing,) = link.xpath("../*[contains(@class, 'standing')]")
        assert f'<span class="word">{standing.text_content()}</span>' in figure
    (as_of,) = pages[id].xpath(f"//form[@action='/incident/{id}']//input[@name='as_of']")
    assert as_of.get("value") == ""


def incidents_of(client: TestClient) -> list[html.HtmlElement]:
    """The pages of all incidents to which the situation leads."""
    ids = dict.fromkeys(re.findall(r'href="/incident/(\w+)"', client.get("/").text))
    return [html.fromstring(client.get(f"/incident/{id}").text) for id in ids]


def test_why_a_claim_is_of_an_incident_stands_in_the_claim(demo_client: TestClient) -> None:
    """Below the rule between two claims it read as of the next one."""
    for tree in incidents_of(demo_client):
        reasons = tree.xpath("//*[contains(@class, 'because')]")
        claims = tree.xpath("//section[@aria-labelledby='told']/article[contains(@class, 'claim')]")
        assert claims and [reason.getparent() for reason in reasons] == claims


def test_why_a_claim_is_of_an_incident_is_told_in_words(demo_client: TestClient) -> None:
    """ "same kind: peaceful_protest" was shown."""
    said = {
        " ".join(one.text_content().split())
        for tree in incidents_of(demo_client)
        for one in tree.xpath("//*[@class='hint because']")
    }
    assert "here because: same kind: peaceful protest; same place: Zhanaozen; same day" in said
    assert not [one for one in said if "_" in one]


def test_a_figure_of_an_incident_is_one_row(demo_client: TestClient) -> None:
    """The rules of the cards, whose lists have no standing, put the standing on a line of its own."""
    lists = [one for tree in incidents_of(demo_client) for one in tree.xpath("//section[@aria-labelledby='figures']/ul")]
    assert lists and {one.get("class") for one in lists} == {"incident-figures"}


def test_an_incident_that_nobody_had_told_yet_says_so(demo_client: TestClient) -> None:
    (link, *_) = re.findall(r'href="(/incident/\w+)"', demo_client.get("/").text)
    answer = demo_client.get(f"{link}?as_of=2022-01-01")
    assert answer.status_code == 404
    assert "E052" in answer.text
    assert "incident" in answer.text


def test_nothing_that_fits_says_so(demo_client: TestClient) -> None:
    assert "Nothing in this ledger fits" in demo_client.get("/?place=Narnia").text


def test_an_empty_ledger_leads_to_adding(serve: Serve, tmp_path: Path) -> None:
    from sayso.ledger.ledger import Ledger

    Ledger.open(tmp_path / "new.ledger", lambda: datetime.now(UTC), create=True).close()
    text = serve(tmp_path / "new.ledger").get("/").text
    assert "no claims yet" in text
    assert 'href="/add"' in text


def test_the_first_look_compares_with_the_day_before(demo_client: TestClient) -> None:
    text = html.fromstring(demo_client.get("/?as_of=2022-01-09").text).xpath("//*[@class='changed']")[0].text_content()
    assert "in the day after 8 January 2022" in text
    assert "164" in text


def test_the_look_before_is_what_is_compared_with(demo_client: TestClient, demo_ledger: Path) -> None:
    earlier = datetime.now(UTC) - timedelta(hours=3)
    demo_client.cookies.clear()
    demo_client.cookies.set(looked.name(demo_ledger, ""), looked.Looked(3, earlier, 3, earlier).written())
    text = html.fromstring(demo_client.get("/").text).xpath("//*[@class='changed']")[0].text_content()
    demo_client.cookies.clear()
    assert "since you looked" in text
    assert "238" in text


def test_each_question_has_its_own_look(demo_client: TestClient) -> None:
    demo_client.cookies.clear()
    for address in ("/", "/?place=KZ", "/?place=KZ&as_of=2022-01-09"):
        demo_client.get(address)
    assert len({cookie.name for cookie in demo_client.cookies.jar if cookie.name.startswith(looked.COOKIE)}) == 2


@pytest.mark.parametrize(
    ("compare", "since", "told"),
    [
        ("morning", "on 9 January 2022", "164"),
        ("2022-01-09T13:00", "since 9 January 2022, 13:00", "Nothing."),
        ("week", "in the week after 2 January 2022", "164"),
    ],
)
def test_it_can_be_compared_with_the_morning_or_any_moment(
    demo_client: TestClient, compare: str, since: str, told: str
) -> None:
    text = demo_client.get(f"/?as_of=2022-01-09T14:00&compare={compare}").text
    changed = html.fromstring(text).xpath("//*[@class='changed']")[0].text_content()
    assert since in changed
    assert told in changed


def test_a_moment_to_compare_with_is_asked_for_again_as_it_was_typed(
    demo_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: "+01:00" was asked for again as " 01:00", which is no moment."""
    monkeypatch.setattr(Looks, "soon", lambda *_, **__: None)
    first = html.fromstring(demo_client.get("/", params={"compare": "2022-01-07T10:00+01:00"}).text)
    [again] = first.xpath("//*[@id='compared']//*[@role='status']/@hx-get")
    assert demo_client.get(again).status_code == 200
    assert first.xpath("//*[@id='compared']//h2//text()") == html.fromstring(demo_client.get(again).text).xpath(
        "//*[@id='compared']//h2//text()"
    )


@pytest.mark.parametrize("address", ["/?as_of=0001-01-01", "/?as_of=0001-01-15&compare=month", "/?as_of=9999-12-31"])
def test_the_ends_of_time(demo_client: TestClient, address: str) -> None:
    assert demo_client.get(address).status_code == 200


def test_a_report_of_the_last_day_there_is_breaks_nothing(serve: Serve, own_demo: Path, tmp_path: Path) -> None:
    """Once: it broke the first view at every moment."""
    late = tmp_path / "late.txt"
    late.write_text("At least 12 people were killed in Aktau, the ministry said.", encoding="utf8")
    ran(own_demo, "add", str(late), "--published", "9999-12-31", "--reader", "rules")
    client = serve(own_demo)
    for address in ("/", "/?as_of=2022-01-09", "/origins", "/review"):
        assert client.get(address).status_code == 200


def test_a_chart_of_a_figure_ends_with_what_is_told(demo_client: TestClient) -> None:
    """Once: the figure forgot `until`, and drew on into days of which nothing is known."""
    link = re.findall(r'href="(/figure/s\w+)', demo_client.get("/?place=KZ").text)[0]
    plain, until = (
        html.tostring(html.fromstring(demo_client.get(address).text).xpath("//figure//*[name()='svg']")[0])
        for address in (link, f"{link}?until=2022-01-08")
    )
    assert until == plain


def test_with_a_place_its_own_figure_leads(demo_client: TestClient) -> None:
    assert "killed Almaty" in _cards(demo_client, "/?place=Almaty")


def test_a_ledger_that_cannot_be_read_is_told_with_its_remedy(serve: Serve, own_demo: Path) -> None:
    """Once: the page of the error asked the ledger too, and fell over it."""
    assert serve(own_demo).get("/").status_code == 200
    client = serve(own_demo)
    size = own_demo.stat().st_size
    with own_demo.open("r+b") as file:
        file.seek(FIRST_PAGE)
        file.write(bytes(size - FIRST_PAGE))
    for address in ("/", "/figure/s1"):
        answer = client.get(address)
        assert answer.status_code == 500
        assert "E026" in answer.text
        assert "the file is damaged" in answer.text
        assert 'class="remedy"' in answer.text


SHUT_DOWN = "The government shut down the internet in Almaty on Thursday, 6 January 2022, the Interior Ministry said."
HURT = "Police said {} people were injured in Almaty on {}."
BEFORE_AND_AFTER = {
    "2022-01-04": [HURT.format(n, "Tuesday") for n in (11, 12, 13, 14)],
    "2022-01-05": [HURT.format(n, "Wednesday") for n in (21, 22, 23, 24)],
    "2022-01-06": [SHUT_DOWN],
    "2022-01-07": [HURT.format(31, "Friday")],
}
"""What was published on each day: four reports a day, then the internet is shut down, and one a day."""


def test_that_fewer_reports_come_while_the_internet_is_off_is_said_from_then_on(
    serve: Serve, sayso: Sayso, tmp_path: Path
) -> None:
    given = [(day, text) for day, texts in BEFORE_AND_AFTER.items() for text in texts]
    reports = [
        {"id": f"r{n}", "title": "A title", "text": text, "published": day, "publisher": f"Wire {n}"}
        for n, (day, text) in enumerate(given)
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, reports)), encoding="utf8")
    assert sayso("add", tmp_path / "in.jsonl", "--reader", "rules").status == 0
    client = serve(tmp_path / "test.ledger")

    def silence(address: str) -> list[str]:
        tree = html.fromstring(client.get(address).text)
        return [" ".join(line.text_content().split()) for line in tree.xpath("//main//*[@class='silence' and @role='note']")]

    assert silence("/?as_of=2022-01-05") == []
    said = (
        "Internet off in Almaty since 6 January 2022 (said by Interior Ministry): reports are fewer ({}); silence is not zero."
    )
    assert silence("/?as_of=2022-01-07") == [said.format("4 → 1 a day")]
    assert silence("/") == [said.format("4 → 0.1 a day")]  # nothing came in the two weeks that an unfinished story is awake


@pytest.mark.parametrize("address", ["/", "/search", "/static/x/sayso.css", "/nothing"])
def test_asking_for_the_head_alone_is_asking_for_the_page(demo_client: TestClient, address: str) -> None:
    assert demo_client.head(address).status_code == demo_client.get(address).status_code


def test_a_look_goes_on_for_half_an_hour() -> None:
    start = datetime(2022, 1, 8, 18, tzinfo=UTC)
    first = looked.again(None, 5, start)
    assert (first.before, first.now) == (5, 5)
    refreshed = looked.again(first, 9, start + timedelta(minutes=20))
    assert (refreshed.before, refreshed.now) == (5, 9)
    later = looked.again(refreshed, 12, start + timedelta(hours=2))
    assert (later.before, later.now, later.before_at) == (9, 12, refreshed.now_at)
    assert looked.read(later.written()) == later


@pytest.mark.parametrize("cookie", [None, "", "1_2_3", "x_2022_1_2022", "1_2022-01-01_2_2022-01-01", "_" * 9])
def test_a_cookie_that_is_not_ours_is_none(cookie: str | None) -> None:
    assert looked.read(cookie) is None
