"""View 3 as a browser gets it: the demo's reports, what leads where, and reports that are odd or hostile."""

from __future__ import annotations

import json
import re
import shutil
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from tests.command import done
from tests.conftest import Sayso
from tests.reconcile.copies.made import FERRY
from tests.serve.conftest import Serve
from tests.serve.reading import one, page, words

CORRECTED = "2022-01-08-apple-grove-officers-killed-corrected"
FIRST = "2022-01-07-apple-grove-officers-killed"
HOSTILE = "<script>pwned=1</script>\"'><img src=x onerror=pwned=1>"


@pytest.mark.parametrize("name", [path.stem for path in sorted((Path(__file__).parents[2] / "demo" / "reports").iterdir())])
def test_every_row_and_its_words_lead_to_each_other(demo_client: TestClient, name: str) -> None:
    tree = page(demo_client, f"/report/{name}")
    rows = tree.xpath("//tr[@data-step]")
    assert rows
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for row in rows:
        [to_words] = row.xpath(".//a[contains(@class, 'kind')]/@href")
        [at] = tree.xpath(f"//article//*[@id='{to_words[1:]}']")
        assert row.get("id") in {id for mark in at.xpath(".//mark") for id in mark.get("data-of").split()}
    leads_to = {link[1:] for link in tree.xpath("//article//mark/a/@href")}
    assert leads_to <= set(ids)


def test_the_text_is_the_report_s_own(demo_client: TestClient) -> None:
    tree = page(demo_client, f"/report/{CORRECTED}")
    assert words(one(tree, "//h1")) == "Ministry reports 18 security officers killed"
    text = words(one(tree, "//article[@aria-labelledby='headline']"))
    assert "During the unrest, 18 security officers have been killed, the Interior Ministry reported on Friday." in text
    assert "What else stood on the page: 145 characters" in text
    assert {words(mark) for mark in tree.xpath("//article//mark[contains(@class, 'figure')]")} >= {"3,811 people", "26 killed"}


def test_the_head_tells_where_it_is_from(demo_client: TestClient) -> None:
    tree = page(demo_client, "/report/2022-01-07-steppe-wire-detained")
    head = words(one(tree, "//article/header"))
    assert "copy of Steppe Wire" in head
    assert "written in NUR-SULTAN" in head
    assert "written for demonstration" in head
    link = one(tree, "//article/header//a[@rel]")
    assert link.get("rel") == "noopener noreferrer nofollow"
    assert (words(link), link.get("target")) == ("the original at steppewire.invalid", None)
    came = words(one(tree, "//section[contains(@class, 'came')]"))
    assert "2022-01-07-steppe-wire-detained.txt" in came
    assert "/demo/" not in came


def test_live_blog_entries_have_their_times(demo_client: TestClient) -> None:
    tree = page(demo_client, "/report/2022-01-07-highland-one-live")
    entries = tree.xpath("//article[@class='entry']")
    assert len(entries) == 9
    assert words(entries[0]).startswith("7 January 2022, 15:40 UTC Television and ministry differ on arrests")
    assert entries[0].xpath(".//time/@datetime") == ["2022-01-07T15:40:00+00:00"]


def test_captions_have_their_credits(demo_client: TestClient) -> None:
    tree = page(demo_client, "/report/2022-01-08-highland-one-pictures")
    captions = [words(caption) for caption in tree.xpath("//figure/figcaption")]
    assert len(captions) == 6
    assert captions[0] == "Picture, Steppe Wire The front of Almaty city hall, stormed on Wednesday."
    assert not tree.xpath("//article//img | //article//iframe | //article//object")


def test_versions_tell_figures_first(demo_client: TestClient) -> None:
    tree = page(demo_client, f"/report/{CORRECTED}")
    versions = one(tree, "//section[@class='versions']")
    told = words(versions)
    assert "2 versions of this page" in told
    first = versions.xpath(".//tbody/tr")[0]
    assert words(first) == "killed, security officers “26 security officers” “18 security officers”"
    before, after = first.xpath(".//a/@href")
    assert urlsplit(before).path.startswith("/report/r")
    assert before.split("#")[1] in page(demo_client, before.split("#")[0]).xpath("//tr/@id")
    assert after[1:] in tree.xpath("//tr/@id")
    assert told.index("“18 security officers”") < told.index("The page says Correction: An earlier version")
    assert told.index("The page says") < told.index("8 sentences rewritten")
    assert versions.xpath(".//li/del/text()")[:2] == ["26", "26"]


def test_an_earlier_version_says_that_the_page_was_changed(demo_client: TestClient) -> None:
    notice = one(page(demo_client, f"/report/{FIRST}"), "//p[@class='notice replaced']")
    assert words(notice) == "The page was changed after this: version 2, 8 January 2022, 09:40 UTC+6. What changed"
    assert "18 security officers" in words(one(page(demo_client, notice.xpath("./a/@href")[0]), "//h1"))
    assert "changed after this" not in words(page(demo_client, f"/report/{CORRECTED}"))
    assert "changed after this" not in words(page(demo_client, f"/report/{FIRST}?as_of=2022-01-07"))


def test_a_later_version_is_not_told_of_before_it_was_there(demo_client: TestClient) -> None:
    versions = words(one(page(demo_client, f"/report/{FIRST}?as_of=2022-01-07"), "//section[@class='versions']"))
    assert "18 security officers" not in versions
    assert "1 later version, after 7 January 2022" in versions
    assert "18 security officers" in words(one(page(demo_client, f"/report/{FIRST}"), "//section[@class='versions']"))


def test_standing_is_that_of_the_moment(demo_client: TestClient) -> None:
    address = "/report/2022-01-09-highland-one-164-killed"

    def stands(query: str) -> set[str]:
        rows = page(demo_client, f"{address}{query}").xpath("//tr[@data-step]")
        killed = [row for row in rows if "164 people" in words(row) and words(row).startswith("killed")]
        assert killed
        return {words(row.xpath("./td")[2]) for row in killed}

    assert stands("") == {"retracted"}
    assert stands("?as_of=2022-01-09T14:00") == {"single"}


def test_a_report_is_shown_before_it_was_there_and_says_so(demo_client: TestClient) -> None:
    tree = page(demo_client, "/report/2022-01-09-highland-one-164-killed?as_of=2022-01-05")
    assert "Published after 5 January 2022, the moment shown: nothing of it was known then." in words(tree)
    assert not tree.xpath("//tr[@data-step]//*[contains(@class, 'standing')]")


def test_links_to_other_views_keep_the_filters(demo_client: TestClient) -> None:
    tree = page(demo_client, f"/report/{CORRECTED}?kind=killed&as_of=2022-01-09")
    inside = tree.xpath("//main//a[starts-with(@href, '/')]/@href")
    assert {urlsplit(link).path.split("/")[1] for link in inside} >= {"", "figure", "report", "review"}
    assert all("kind=killed" in link for link in inside)
    assert len(tree.xpath("//tr[@data-step]")) == 11  # the report is shown whole


def test_copies_and_whose_text_it_is(demo_client: TestClient) -> None:
    tree = page(demo_client, "/report/2022-01-05-port-ellery-emergency")
    copies = words(one(tree, "//section[@class='copies-of']"))
    assert "2 reports with this text" in copies
    assert "It is the text of Steppe Wire" in copies


def test_more_of_the_story(demo_client: TestClient) -> None:
    tree = page(demo_client, f"/report/{CORRECTED}?as_of=2022-01-09")
    links = tree.xpath("//section[@class='story']//li/a")
    assert len(links) == 12
    told = one(tree, "//section[@class='story']/p[@class='hint']")
    assert words(told) == "and 8 earlier reports · all reports"  # with this one, the 21 that had come by then
    assert one(told, "./a").get("href") == "/reports?as_of=2022-01-09"
    assert not [link for link in links if "230 people" in words(link)]  # of March


def test_a_claim_leads_to_its_row(demo_client: TestClient) -> None:
    row = page(demo_client, f"/report/{FIRST}").xpath("//tr[@data-step]/@id")[0]
    answer = demo_client.get(f"/claim/{row[:10]}?as_of=2022-01-10", follow_redirects=False)
    assert answer.status_code == 307
    address, _, anchor = answer.headers["location"].partition("#")
    assert anchor == row
    assert address.endswith("?as_of=2022-01-10")
    assert row in page(demo_client, address).xpath("//tr/@id")


@pytest.mark.parametrize("address", ["/report/nothing", "/claim/nothing", "/report/r", "/claim/c", "/report/%00"])
def test_what_is_not_there_or_many(demo_client: TestClient, address: str) -> None:
    answer = demo_client.get(address)
    assert answer.status_code in (400, 404)
    assert "E027" in answer.text or "E028" in answer.text


def test_an_id_may_be_shortened(demo_client: TestClient) -> None:
    whole = page(demo_client, f"/report/{FIRST}").xpath("//section[@class='versions']//a/@href")[0].split("/")[-1]
    assert words(one(page(demo_client, f"/report/{whole[:9]}"), "//h1")) == "Ministry reports 18 security officers killed"


def test_the_list_of_reports_leaf_by_leaf(demo_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.serve.routes.report.REPORTS", 10)
    address, seen = "/reports?as_of=2022-08", list[str]()
    for length in (10, 10, 10):
        tree = page(demo_client, address)
        links = tree.xpath("//ul[@class='report-list']//a")
        assert len(links) == length
        seen += [link.get("href") for link in links]
        [address] = tree.xpath("//a[@rel='next']/@href") or [""]
    tree = page(demo_client, address)
    seen += tree.xpath("//ul[@class='report-list']//a/@href")
    assert not tree.xpath("//a[@rel='next']")
    assert len(set(seen)) == len(seen) == 32
    assert all(link.endswith("?as_of=2022-08") for link in seen)
    assert words(page(demo_client, "/reports").xpath("//ul[@class='report-list']/li")[0]) == (
        "Kazakhstan’s January: 238 names on the prosecutors’ list "
        "Highland One, 31 August 2022, 10:00 UTC, updated 31 August 2022, 16:30 UTC 10 claims"
    )


def test_the_list_of_reports_shows_the_date_by_which_it_is_ordered(demo_client: TestClient) -> None:
    """A live blog of 5 January, updated on the 7th, stood among the reports of the 7th with its first date alone."""
    rows = [words(row) for row in page(demo_client, "/reports").xpath("//ul[@class='report-list']/li")]
    (live,) = [row for row in rows if row.startswith("Kazakhstan unrest: live updates ")]
    assert " Highland One, 5 January 2022, 16:00 UTC, updated 7 January 2022, 15:40 UTC " in live
    last = [datetime.strptime(re.findall(r"\d+ \w+ 2022", row)[-1], "%d %B %Y") for row in rows if "no date" not in row]
    assert last == sorted(last, reverse=True)


def test_a_report_that_tells_only_when_it_was_updated_is_listed_by_that(sayso: Sayso, serve: Serve, tmp_path: Path) -> None:
    one = given("late", "Police said 12 people were killed in Almaty.", published=None, updated="2022-01-09T10:00")
    (tmp_path / "in.jsonl").write_text(json.dumps(one), encoding="utf8")
    assert sayso("add", tmp_path / "in.jsonl", "--reader", "rules").status == 0
    (row,) = page(serve(tmp_path / "test.ledger"), "/reports").xpath("//ul[@class='report-list']/li")
    assert "updated 9 January 2022, 10:00" in words(row) and "no date" not in words(row)


def test_the_list_of_reports_by_a_moment(demo_client: TestClient) -> None:
    assert len(page(demo_client, "/reports?as_of=2022-01-05").xpath("//ul[@class='report-list']/li")) == 4
    nothing = words(page(demo_client, "/reports?as_of=2021"))
    assert "No report is in this ledger that had been published by 2021." in nothing
    assert page(demo_client, "/reports?after=%3Cscript%3E").xpath("//ul[@class='report-list']/li")


def test_the_list_of_reports_keeps_what_it_honours_and_nothing_else(demo_client: TestClient) -> None:
    tree = page(demo_client, "/reports?since=2022-01-09&until=2022-01-10&kind=killed&place=KZ&text=164")
    rows = tree.xpath("//ul[@class='report-list']/li")
    assert 0 < len(rows) < 32
    assert all("January 2022" in words(row) for row in rows if "no date" not in words(row))
    for link in tree.xpath("//main//a/@href"):
        assert "since=2022-01-09" in link and "until=2022-01-10" in link
        assert not any(name in link for name in ("kind=", "place=", "text="))
    assert "that fits: held on 2020" in words(page(demo_client, "/reports?recorded_by=2020"))


def given(name: str, text: str, **more: str | None) -> dict[str, str | None]:
    return {"id": name, "title": "A title", "text": text, "published": "2022-01-07", "publisher": "Wire", **more}


@pytest.fixture
def odd(odd_reports: Path, serve: Serve, tmp_path: Path) -> TestClient:
    """Reports that are unlike the demo's, in the ledger of `sayso`."""
    shutil.copytree(odd_reports, tmp_path, dirs_exist_ok=True)
    return serve(tmp_path / "test.ledger")


@pytest.fixture(scope="module")
def odd_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with their ledger."""
    ferry = "\n\n".join(FERRY)
    reports = [
        given("plain", "Pancakes need flour, eggs and milk."),
        given("russian", "Полиция сообщила, что двенадцать человек были задержаны в городе в пятницу вечером. " * 4),
        given("hostile", f"Police {HOSTILE} said 12 people were killed in Almaty.", title=HOSTILE, url="javascript:pwned=1"),
        given(
            "hostile address",
            "Police said 13 people were killed in Almaty.",
            byline=HOSTILE,
            url=f"https://x.invalid/{HOSTILE}",
        ),
        given("first", ferry, url="https://harbour.invalid/ferry"),
        given("later", ferry.replace("Seven", "Nine"), url="https://harbour.invalid/ferry", published="2022-01-08"),
        given("many", "\n\n".join(f"Police said {n} people were killed in Almaty." for n in range(300, 420))),
    ]
    folder = tmp_path_factory.mktemp("odd")
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, reports)), encoding="utf8")
    done(folder / "test.ledger", "add", str(folder / "in.jsonl"), "--reader", "rules")
    return folder


def test_a_report_without_a_claim(odd: TestClient) -> None:
    tree = page(odd, "/report/plain")
    assert "No claims were read from this report." in words(tree)
    assert "Pancakes need flour" in words(one(tree, "//article"))


def test_a_language_without_a_reader(odd: TestClient) -> None:
    assert "This report is in Russian, for which there is no reader yet" in words(page(odd, "/report/russian"))


@pytest.mark.parametrize("name", ["hostile", "hostile address"])
def test_hostile_words_are_words(odd: TestClient, name: str) -> None:
    tree = page(odd, f"/report/{name}")
    assert not tree.xpath("//main//script | //main//img")
    assert not tree.xpath("//main//@onerror | //main//@onmouseover | //main//@style")
    assert not tree.xpath("//main//a[starts-with(@href, 'javascript')]")
    assert HOSTILE in words(tree)
    assert not tree.xpath("//article/header//a[@rel]")
    assert "which is no address to follow" in words(tree)


def test_versions_of_plain_texts(odd: TestClient) -> None:
    told = words(one(page(odd, "/report/later"), "//section[@class='versions']"))
    assert "“Seven of the passengers”" in told
    assert "“Nine of the passengers”" in told


def test_rows_beyond_a_hundred_are_folded_and_their_words_are_marked(odd: TestClient) -> None:
    tree = page(odd, "/report/many")
    shown, folded = tree.xpath("//table[contains(@class, 'claims')]")
    assert len(shown.xpath("./tbody/tr")) == 100
    assert folded.xpath("ancestor::details")
    for row in folded.xpath("./tbody/tr"):
        assert tree.xpath(f"//article//*[@id='w-{row.get('id')}']//mark")


def test_a_redacted_report_is_gone(sayso: Sayso, odd: TestClient) -> None:
    id = page(odd, "/report/first").xpath("//section[@class='versions']//a/@href")[0].split("/")[-1]
    assert sayso("redact", id, "--why", "a mistake").status == 0
    assert "E027" in odd.get(f"/report/{id}").text
    assert odd.get("/report/first").status_code == 200


def test_a_reprint_says_whom_it_is_from(sayso: Sayso, serve: Serve, tmp_path: Path) -> None:
    says = "This article was originally published at https://elderton.invalid/a?b=1&c=2"
    one = given("mirror", f"Police said 12 people were killed in Almaty.\n\n{says}", publisher="mirror.invalid")
    (tmp_path / "in.jsonl").write_text(json.dumps(one), encoding="utf8")
    assert sayso("add", tmp_path / "in.jsonl", "--reader", "rules").status == 0
    client = serve(tmp_path / "test.ledger")
    (link,) = page(client, "/reports").xpath("//ul[@class='report-list']/li//a/@href")
    head = page(client, link).xpath("//article/header")[0]
    assert f"mirror.invalid published 7 January 2022 reprinted from elderton.invalid, as it says: “{says}”" in words(head)
    assert head.xpath(".//a/@href") == ["https://elderton.invalid/a?b=1&c=2"]


def test_an_outlet_has_one_name_in_the_list(sayso: Sayso, serve: Serve, tmp_path: Path) -> None:
    told = [("guardian.co.uk", None), ("Guardian", None), ("Comment", "https://www.theguardian.com/1")]
    reports = [given(str(n), f"Police held {n + 12} people in Almaty.", publisher=p, url=u) for n, (p, u) in enumerate(told)]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, reports)), encoding="utf8")
    assert sayso("add", tmp_path / "in.jsonl", "--reader", "rules").status == 0
    rows = page(serve(tmp_path / "test.ledger"), "/reports").xpath("//ul[@class='report-list']/li")
    assert ["The Guardian, 7 January 2022" in words(row) for row in rows] == [True] * 3
