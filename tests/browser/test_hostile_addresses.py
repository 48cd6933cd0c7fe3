"""Attacks that come by the address: what is asked for is shown again, in fields, links and error pages."""

from __future__ import annotations

from dataclasses import fields
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from sayso.serve.asking import Question
from tests.browser.hostile import ADDRESSES, ODD, assert_fits, assert_unpwned, attack
from tests.browser.server import Server
from tests.browser.watch import Watch

WORDS = (*ADDRESSES, ODD, "%", "\ud83d", "x" * 200)
ASKED = [field.name for field in fields(Question)]
PATHS = ("/nowhere", "/figure", "/incident", "/report", "/claim", "/static/x")


def _address(words: str) -> str:
    return quote(words, safe="", errors="surrogatepass")


@pytest.fixture
def visitor(watch: Watch, hostile_server: Server) -> Page:
    """A page for which a refusal is no complaint, as long as it is one: 400, 404 or 422."""
    watch.refusals = True
    return watch.page(hostile_server)


@pytest.mark.parametrize("asked", ASKED)
def test_attack_in_a_filter(visitor: Page, asked: str) -> None:
    for words in (attack(asked), *WORDS):
        visitor.goto(f"/?{asked}={_address(words)}")
        assert_unpwned(visitor)
        assert_fits(visitor)


@pytest.mark.parametrize("path", PATHS)
def test_attack_in_a_path(visitor: Page, path: str) -> None:
    for words in (attack("path"), *WORDS):
        visitor.goto(f"{path}/{_address(words)}")
        assert_unpwned(visitor)
        assert_fits(visitor)


def test_hostile_situation(hostile_page: Page) -> None:
    """One that is saved under the name of an attack opens as any other."""
    for words in (attack("situation"), "words " + attack("second situation")):
        answer = hostile_page.goto(f"/?situation={_address(words)}")
        assert answer and answer.status == 200
        assert_unpwned(hostile_page)
        assert_fits(hostile_page)
