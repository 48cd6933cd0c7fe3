"""View 5, the review: what is asked, what a verdict changes, what is refused, and that nothing typed is lost or trusted."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html as tree
from starlette.testclient import TestClient

from sayso.commands.session import session
from sayso.ledger.filters import EVERYTHING
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.serve import desk
from sayso.serve.looks import Looks
from sayso.types import Verdict
from sayso.vocabulary import Verdicts
from tests.serve.conftest import Serve

HOSTILE = '<script>alert("x")</script><b onmouseover=alert(1)>'


@pytest.fixture
def page(serve: Serve, own_demo: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.delenv("SAYSO_REVIEWER", raising=False)
    return serve(own_demo)


def hidden(text: str, name: str) -> str:
    found = re.search(rf'<form class="judge".*?name="{name}" value="([^"]*)"', text, re.DOTALL)
    assert found, name
    return html.unescape(found[1])


def asked(page: TestClient, **address: str) -> str:
    answer = page.get("/review", params=address)
    assert answer.status_code == 200, answer.text
    return answer.text


def queue(text: str) -> list[str]:
    listed = text[text.index('class="queue"') : text.index('id="question"')].partition("Decided lately")[0]
    links = re.findall(r'<a href="([^"]+subject=[^"]+)"', listed)
    return [parse_qs(urlsplit(html.unescape(link)).query)["subject"][0] for link in links]


def say(page: TestClient, subject: str, verdict: str = "confirm", **form: str) -> Any:
    given = {"subject": subject, "verdict": verdict, "why": "I asked", "reviewer": "Ann", **form}
    return page.post("/review", data=given, follow_redirects=False)


def verdicts(ledger: Path) -> list[Verdict]:
    with Reader.open(ledger) as reader:
        return [one.verdict for one in reader.opinions()]


def test_the_queue_asks_and_a_verdict_goes_on_to_the_next_question(page: TestClient, own_demo: Path) -> None:
    text = asked(page)
    first, second, *_ = queue(text)
    assert hidden(text, "subject") == first
    answer = say(page, first, head=hidden(text, "head"))
    assert answer.status_code == 303
    asks = parse_qs(urlsplit(answer.headers["location"]).query)
    assert asks == {"subject": [second], "said": [first]}
    [given] = verdicts(own_demo)
    assert (given.subject, given.verdict, given.reason, given.reviewer) == (first, Verdicts.CONFIRM, "I asked", "Ann")
    assert given.head == hidden(text, "head")
    after = page.get(answer.headers["location"]).text
    assert hidden(after, "subject") == second and first not in queue(after)
    assert "Ann</strong> confirms" in after and 'action="/review/undo"' in after
    assert hidden(after, "reviewer") == "Ann"  # asked once


def test_what_was_said_is_taken_back_by_a_new_entry(page: TestClient, own_demo: Path) -> None:
    first = queue(asked(page))[0]
    before = page.get("/").text
    say(page, first)
    assert page.get("/").text != before
    answer = page.post("/review/undo", data={"subject": first, "reviewer": "Ann", "why": "a slip"}, follow_redirects=False)
    assert answer.status_code == 303
    assert [v.verdict for v in verdicts(own_demo)] == [Verdicts.CONFIRM, Verdicts.WITHDRAW]
    assert queue(asked(page))[0] == first
    assert cards(page.get("/").text) == cards(before)
    told = page.get(answer.headers["location"]).text
    assert "Ann</strong> takes back" in told


def cards(text: str) -> str:
    return text[text.index('class="cards"') : text.index("</section>", text.index('class="cards"'))]


def test_only_ones_own_word_is_taken_back(page: TestClient, own_demo: Path) -> None:
    first = queue(asked(page))[0]
    say(page, first)
    answer = page.post("/review/undo", data={"subject": first, "reviewer": "Bob", "why": "no"}, follow_redirects=False)
    assert answer.status_code == 400 and "E049" in answer.text
    assert len(verdicts(own_demo)) == 1


LACKING = (
    ({"why": " "}, "E047"),
    ({"reviewer": " "}, "E044"),
    ({"verdict": ""}, "E046"),
    ({"verdict": "maybe"}, "E046"),
    ({"verdict": "duplicate"}, "E045"),
    ({"verdict": "duplicate", "other": "zz"}, "E027"),
    ({"head": "00" * 32}, "E036"),
)


def test_what_lacks_something_comes_back_with_all_that_was_typed(page: TestClient, own_demo: Path) -> None:
    claim = next(s for s in queue(asked(page)) if s.startswith("c") and "+" not in s)
    for form, code in LACKING:
        answer = say(page, claim, **{"why": "so & so said <it>", "reviewer": "Ann & Bo", **form})
        assert answer.status_code == 400 and code in answer.text, form
        if "why" not in form:
            assert "so &amp; so said &lt;it&gt;" in answer.text
        if "reviewer" not in form:
            assert hidden(answer.text, "reviewer") == "Ann & Bo"
        if "other" in form:
            assert 'value="zz"' in answer.text
    itself = say(page, claim, verdict="duplicate", other=claim)
    assert itself.status_code == 400 and "E048" in itself.text
    assert verdicts(own_demo) == []


def test_another_sites_form_is_refused(page: TestClient, own_demo: Path) -> None:
    first = queue(asked(page))[0]
    data = {"subject": first, "verdict": "refute", "why": "x", "reviewer": "Eve"}
    for path in ("/review", "/review/undo"):
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://elsewhere.invalid"}):
            assert page.post(path, data=data, headers=headers, follow_redirects=False).status_code == 403
    assert verdicts(own_demo) == []


def test_script_in_a_reason_or_a_name_is_text(page: TestClient) -> None:
    first = queue(asked(page))[0]
    answer = say(page, first, "refute", why=HOSTILE, reviewer=HOSTILE, other=HOSTILE)
    assert answer.status_code == 303
    for address in (answer.headers["location"], f"/review?subject={first}", "/review/log", "/"):
        text = page.get(address).text
        assert HOSTILE not in text and "<b onmouseover" not in text, address
    assert html.escape(HOSTILE, quote=False).replace('"', "&#34;") in page.get("/review/log").text


def test_others_words_are_shown_and_what_they_said_meanwhile(page: TestClient, own_demo: Path) -> None:
    text = asked(page)
    first = queue(text)[0]
    cli = session(own_demo)
    with Ledger.open(own_demo, cli.clock) as ledger:
        ledger.append_verdict(Verdict(first, Verdicts.REFUTE, "the ministry called", "Bob", cli.clock(), "0" * 64))
    assert 'Bob</strong> <span class="says">refutes: the ministry called' in asked(page, subject=first)
    answer = say(page, first, head=hidden(text, "head"))
    assert "Since you looked, <strong>Bob</strong> refutes" in page.get(answer.headers["location"]).text
    again = asked(page, subject=first)
    answer = say(page, first, "unverifiable", head=hidden(again, "head"))
    assert "Since you looked" not in page.get(answer.headers["location"]).text


def test_a_verdict_of_two_and_a_misread_claim(page: TestClient, own_demo: Path) -> None:
    two = next(s for s in queue(asked(page)) if "+" in s)
    text = asked(page, subject=two)
    claim, incident = two.split("+")
    assert hidden(text, "subject") == two and f'value="{incident}"' in text
    assert say(page, two, "other_incident", other=incident).status_code == 303
    assert say(page, claim, "wrong_reading", other="left over").status_code == 303
    assert [v.subject for v in verdicts(own_demo)] == [two, claim]
    assert "calls misread" in asked(page, subject=claim)


def test_figures_incidents_and_links_can_be_asked_about(page: TestClient, own_demo: Path) -> None:
    with Reader.open(own_demo) as reader:
        look = Looks(reader).at(EVERYTHING)
    view = next(view for view in look.series if view.links)
    for id in (view.series.id, view.values[0].id, view.links[0].id, look.incidents[0][0].id, look.measures[0].id):
        assert hidden(asked(page, subject=id), "subject") == id
        assert say(page, id, "unverifiable").status_code == 303
    assert page.get("/review", params={"subject": "zz"}).status_code == 404


def test_filters_choose_the_questions_and_stay(page: TestClient) -> None:
    every, killed = queue(asked(page)), queue(asked(page, kind="killed"))
    assert killed and set(killed) < set(every)
    form = {"subject": killed[0], "verdict": "confirm", "why": "x", "reviewer": "A"}
    answer = page.post("/review?kind=killed", data=form, follow_redirects=False)
    assert parse_qs(urlsplit(answer.headers["location"]).query)["kind"] == ["killed"]
    elsewhere = next(s for s in every if s not in killed)
    assert hidden(asked(page, kind="killed", subject=elsewhere), "subject") == elsewhere


def test_the_log_lists_what_people_decided_and_offers_undo_of_ones_own(page: TestClient) -> None:
    assert "Nobody has decided" in page.get("/review/log").text
    first, second, *_ = queue(asked(page))
    say(page, first, reviewer="Bob")
    say(page, second, "refute")
    text = page.get("/review/log").text
    assert text.index("refute") < text.index("confirm") and text.count('class="undo"') == 1
    page.post("/review/undo", data={"subject": second, "reviewer": "Ann", "why": "a slip"})
    text = page.get("/review/log").text
    assert text.count('class="withdrawn"') == 1 and 'class="undo"' not in text


def test_a_reviewed_value_is_shown_as_a_persons_decision_elsewhere(page: TestClient) -> None:
    value = next(s for s in queue(asked(page, kind="killed")) if s.startswith("v"))
    text = asked(page, subject=value)
    figure = re.search(r'href="(/figure/s[0-9a-f]+)"', text)
    assert figure
    say(page, value, "refute", why="the list was wrong")
    told = page.get(figure[1]).text
    at = told.index(f'id="{value}"')
    here = told[at : told.index("</article>", at)]
    for shown in ("<s>", "standing refuted by-person", "<strong>Ann</strong>", "the list was wrong"):
        assert shown in here, shown


EARLY = "2022-01-06"


def question(text: str) -> str:
    (found,) = tree.fromstring(text).xpath("//*[@id='question']")
    return " ".join(found.text_content().split())


def test_what_does_not_fit_the_filters_is_shown_as_it_was_known_at_the_moment(page: TestClient) -> None:
    for incident in known_by(page, EARLY):
        narrow = asked(page, place="Narnia", as_of=EARLY, subject=incident)
        assert question(narrow) == question(asked(page, as_of=EARLY, subject=incident))
        assert re.findall(r"\d+ January 2022", question(narrow)) == re.findall(r"[1-6] January 2022", question(narrow))


def known_by(page: TestClient, moment: str) -> list[str]:
    found = list(dict.fromkeys(re.findall(r'href="/incident/(\w+)', page.get("/", params={"as_of": moment}).text)))
    assert found
    return found


def test_what_is_told_of_only_later_is_not_asked_about(page: TestClient) -> None:
    later = set(known_by(page, "2022-01-15")) - set(known_by(page, EARLY))
    assert later
    for incident in later:
        for address in ({"as_of": EARLY}, {"as_of": EARLY, "place": "Almaty"}):
            answer = page.get("/review", params={**address, "subject": incident})
            assert answer.status_code == 404
            assert "E052" in answer.text
            assert "nobody had told this incident by" in answer.text.lower()
            assert question(asked(page, subject=incident))


def test_verdicts_that_were_given_after_the_moment_are_not_shown_at_it(page: TestClient) -> None:
    (first, *_) = queue(asked(page, as_of=EARLY))
    before = queue(asked(page, as_of=EARLY))
    assert say(page, first, why="seen in November").status_code == 303
    assert "seen in November" in asked(page, subject=first)
    for address in ({}, {"place": "KZ"}):
        then = asked(page, as_of=EARLY, subject=first, **address)
        assert "seen in November" not in then
        assert "Decided lately" not in then
    assert queue(asked(page, as_of=EARLY)) == before
    assert "seen in November" in page.get("/review/log").text
    assert "by then" in page.get("/review/log", params={"as_of": EARLY}).text
    assert "by then" in page.get("/review/log", params={"recorded_by": "2021-01-01"}).text
    just = page.get("/review", params={"as_of": EARLY, "said": first}).text
    assert "Ann</strong> confirms" in just  # the echo of what was done a moment ago


def test_what_was_decided_is_told_in_words(page: TestClient, own_demo: Path) -> None:
    with Reader.open(own_demo) as reader:
        look = Looks(reader).at(EVERYTHING)
    link = next(view for view in look.series if view.links).links[0]
    killed = queue(asked(page, kind="killed"))[0]
    for subject in (link.id, killed):
        say(page, subject)
    for text in (asked(page), page.get("/review/log").text, asked(page, kind="arrested")):
        shown = tree.fromstring(text).text_content()
        assert link.id not in shown and killed not in shown and link.claim not in shown


def test_nothing_that_was_typed_is_lost_while_the_ledger_is_read(page: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = queue(asked(page))[0]
    monkeypatch.setattr(Looks, "ready", lambda *_: False)
    monkeypatch.setattr(desk, "PATIENCE", 0)
    assert page.get("/review").status_code == 202
    answer = say(page, first, verdict="", why="all that I typed")
    assert answer.status_code == 400
    assert "E046" in answer.text and "all that I typed" in answer.text
    back = page.post("/review/undo", data={"subject": first, "reviewer": "Ann", "why": "x"})
    assert back.status_code == 400 and "E049" in back.text


def test_a_claim_that_was_misread_is_struck_where_it_is_searched(page: TestClient, own_demo: Path) -> None:
    claim = next(id for id in re.findall(r'<article class="claim" id="(c\w+)"', page.get("/search?text=164&kind=killed").text))
    assert "<s>" not in page.get("/search?text=164&kind=killed").text
    assert say(page, claim, "wrong_reading").status_code == 303
    text = page.get("/search?text=164&kind=killed").text
    article = text[text.index(f'id="{claim}"') : text.index("</article>", text.index(f'id="{claim}"'))]
    assert "<s>164" in article and "read wrongly" in article
