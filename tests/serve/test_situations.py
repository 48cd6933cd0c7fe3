"""Saved views on the page: saved as the command saves them, taken names, wrong filters, and what they show."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from sayso.ledger.query import Reader
from sayso.reconcile.situations import Situation, situations
from tests.conftest import Sayso
from tests.serve.conftest import OWN, Serve, problem


@pytest.fixture
def client(serve: Serve, own_demo: Path) -> TestClient:
    return serve(own_demo)


def save(client: TestClient, **typed: str) -> Any:
    return client.post("/situations", data=typed, headers=OWN, follow_redirects=False)


def saved(path: Path) -> tuple[Situation, ...]:
    with Reader.open(path) as reader:
        return situations(reader)


def test_the_filters_of_a_view_are_saved_and_shown(client: TestClient, own_demo: Path) -> None:
    answer = save(client, name=" unrest & more ", place="KZ", since="2022-01-02", kind="killed", text="Almaty")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?situation=unrest%20%26%20more"
    assert saved(own_demo) == (Situation("unrest & more", "KZ", "2022-01-02", None, "Almaty", ("killed",)),)
    shown = client.get(answer.headers["location"])
    assert shown.status_code == 200
    assert "unrest &amp; more" in shown.text


def test_the_form_among_the_filters_saves_what_is_shown(client: TestClient, own_demo: Path) -> None:
    page = html.fromstring(client.get("/?place=KZ&since=2022-01-02&as_of=2022-01-09").text)
    (form,) = page.xpath("//form[@id='save-view']")
    hidden = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    assert hidden == {"place": "KZ", "since": "2022-01-02"}  # a moment is no part of it
    assert page.xpath("//input[@form='save-view' and @name='name']")
    assert page.xpath("//button[@form='save-view']")
    assert save(client, name="unrest", **hidden).status_code == 303
    assert saved(own_demo)[0].place == "KZ"


def test_it_is_the_one_that_the_command_shows(client: TestClient, own_demo: Path, sayso: Sayso) -> None:
    save(client, name="unrest", place="KZ", kind="killed")
    told = " ".join(sayso("--ledger", own_demo, "situation", "show", "unrest", "--format", "table").out.split())
    assert "in KZ, killed" in told
    page = html.fromstring(client.get("/situations").text)
    assert "in KZ, killed" in page.xpath("string(//table)")


def test_what_a_saved_view_adds_to_another_is_joined(client: TestClient, own_demo: Path) -> None:
    save(client, name="all", place="KZ", since="2022-01-02")
    assert save(client, name="part", situation="all", kind="killed").status_code == 303
    assert Situation("part", "KZ", "2022-01-02", None, None, ("killed",)) in saved(own_demo)


def test_a_taken_name_is_told_with_the_form_as_it_was(client: TestClient, own_demo: Path) -> None:
    save(client, name="unrest", place="KZ")
    answer = save(client, name="unrest", place="UA", since="2022-02-24")
    assert answer.status_code == 409
    assert problem(answer) == "E043 there is a situation called “unrest” already. Give another name, or tick “replace it”."
    assert 'value="UA"' in answer.text and 'value="2022-02-24"' in answer.text and 'value="unrest"' in answer.text
    assert saved(own_demo)[0].place == "KZ"
    assert save(client, name="unrest", place="UA", replace="true").status_code == 303
    assert saved(own_demo)[0].place == "UA"


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "a\nb", "a\x1b[2J"])
def test_a_name_that_is_none(client: TestClient, own_demo: Path, name: str) -> None:
    answer = save(client, name=name, place="KZ")
    assert answer.status_code == 409
    assert problem(answer).startswith("E063")
    assert saved(own_demo) == ()


@pytest.mark.parametrize(
    ("typed", "code"), [({"since": "soon"}, "E011"), ({"until": "2022-13-01"}, "E011"), ({"kind": "kiled"}, "E016")]
)
def test_filters_that_do_not_fit(client: TestClient, own_demo: Path, typed: dict[str, str], code: str) -> None:
    answer = save(client, name="x", **typed)
    assert answer.status_code == 409
    assert problem(answer).startswith(code)
    assert saved(own_demo) == ()


def test_a_situation_that_is_none(client: TestClient) -> None:
    assert save(client, name="x", situation="nowhere").status_code == 404


def test_a_hostile_name_is_only_shown(client: TestClient) -> None:
    name = '"><script>alert(1)</script>&situation=x'
    answer = save(client, name=name, place="KZ")
    assert answer.status_code == 303
    for address in ("/situations", answer.headers["location"], "/?place=KZ", "/search"):
        page = html.fromstring(client.get(address).text)
        assert not [script for script in page.xpath("//script") if not script.get("src")]
    (link,) = html.fromstring(client.get("/situations").text).xpath("//table//a")
    assert link.text_content() == name
    assert client.get(link.get("href")).status_code == 200


def test_none_saved_says_how(client: TestClient) -> None:
    assert "None is saved yet" in client.get("/situations").text
    assert not re.search(r'href="/situations"', client.get("/").text)
    save(client, name="unrest", place="KZ")
    assert 'href="/situations"' in client.get("/").text


def test_the_choice_of_kinds_is_one_wherever_it_is_offered(demo_client: TestClient) -> None:
    def choice(path: str) -> str:
        text = demo_client.get(path).text
        at = text.index('<select name="kind">')
        return text[at : text.index("</select>", at)]

    assert choice("/situations?kind=killed") == choice("/search?kind=killed")
    assert 'value="killed" selected' in choice("/situations?kind=killed")
