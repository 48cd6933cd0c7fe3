"""The first view, through every fixture: on the demo, without script, on a phone, in the dark, and on the hostile ledger."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import axe
from tests.browser.hostile import assert_fits, assert_unpwned
from tests.browser.server import Server
from tests.browser.watch import Watch

PHONE = {"width": 390, "height": 844}


def test_first_view(page: Page) -> None:
    page.goto("/")
    assert "238" in page.locator("main").inner_text()
    axe(page)
    assert_unpwned(page)
    assert_fits(page)


def test_first_view_is_read_without_script(no_javascript: Page) -> None:
    no_javascript.goto("/")
    assert "238" in no_javascript.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_first_view_on_a_phone(watch: Watch, server: Server, scheme: str) -> None:
    page = watch.page(server, viewport=PHONE, color_scheme=scheme)
    page.goto("/")
    axe(page)
    assert_fits(page)


def test_hostile_first_view(hostile_page: Page) -> None:
    hostile_page.goto("/")
    assert "pwned='claim" in hostile_page.locator("body").inner_text(), "the attacks are shown as the words they are"
    assert_unpwned(hostile_page)
    assert_fits(hostile_page)
    axe(hostile_page)


def test_hostile_first_view_on_a_phone(watch: Watch, hostile_server: Server) -> None:
    page = watch.page(hostile_server, viewport=PHONE)
    page.goto("/")
    assert_fits(page)


def test_hostile_first_view_without_script(hostile_no_javascript: Page) -> None:
    hostile_no_javascript.goto("/")
    assert_unpwned(hostile_no_javascript)
