"""Attacks that come by the address: what is asked for is shown again, in fields, links and error pages."""

from __future__ import annotations

from dataclasses import fields
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from sayso.serve.asking import Question
from tests.browser.arriving import arrive
from tests.browser.hostile import ADDRESSES, ODD, assert_fits, assert_unpwned, attack
from tests.browser.server import Server
from tests.browser.watch import Watch

WORDS = (*ADDRESSES, ODD, "%", "\ud83d", "x" * 200)
ASKED = [field.name for field in fields(Question)]
PATHS = ("/nowhere", "/figure", "/incident", "/report", "/claim", "/static/x")


def _address(words: str) -> str:
    return quote(words, safe="", errors="surrogatepass")


OK, UNFIT, NOT_THERE = 200, 400, 404
STATUS = dict.fromkeys(ASKED, UNFIT) | {"situation": NOT_THERE, "story": NOT_THERE, "place": OK, "text": OK}
"""Of an answer to words that are no date, no kind, the name of no situation, no story; any words may be a place, or
searched for."""


@pytest.fixture
def visitor(watch: Watch, hostile_server: Server) -> Page:
    """A page for which a refusal is no complaint; each test says what must be refused, and how."""
    watch.refusals = True
    return watch.page(hostile_server)


@pytest.mark.parametrize("asked", ASKED)
def test_attack_in_a_filter(visitor: Page, asked: str) -> None:
    for words in (attack(asked), *WORDS):
        is_saved = asked == "situation" and words == attack("situation")
        assert arrive(visitor, f"/?{asked}={_address(words)}") == (OK if is_saved else STATUS[asked])
        assert_unpwned(visitor)
        assert_fits(visitor)


@pytest.mark.parametrize("path", PATHS)
def test_attack_in_a_path(visitor: Page, path: str) -> None:
    for words in (attack("path"), *WORDS):
        assert arrive(visitor, f"{path}/{_address(words)}") == NOT_THERE
        assert_unpwned(visitor)
        assert_fits(visitor)


def test_hostile_situation(hostile_page: Page) -> None:
    """One that is saved under the name of an attack opens as any other."""
    for words in (attack("situation"), "words " + attack("second situation")):
        assert arrive(hostile_page, f"/?situation={_address(words)}") == OK
        assert_unpwned(hostile_page)
        assert_fits(hostile_page)
