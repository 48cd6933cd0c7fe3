"""Every view that links lead to from the first, without a list of them: on the demo, and on the hostile ledger."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import axe
from tests.browser.following import shape, visited
from tests.browser.hostile import assert_fits, assert_unpwned
from tests.browser.server import Server
from tests.browser.watch import Watch

VIEWS = {
    *("/?", "/figure/…?", "/incident/…?", "/report/…?", "/reports?", "/origins?", "/origins?origin", "/review?"),
    *("/review?subject", "/review/log?", "/search?", "/add?"),
}
"""Shapes of the addresses that must be among those reached: each view of the page."""
SAVED = {"/situations?", "/?situation"}
"""And where situations are saved."""


def test_every_view_of_the_demo(page: Page) -> None:
    reached = set()
    for address in visited(page):
        reached.add(shape(address))
        axe(page)
        assert_fits(page)
        assert page.locator("main h1").count() == 1, f"{page.url} has no one heading"
    assert page.context.pages == [page]
    assert reached >= VIEWS


def test_every_view_of_the_hostile_ledger(hostile_page: Page) -> None:
    reached = set()
    for address in visited(hostile_page):
        reached.add(shape(address))
        assert_unpwned(hostile_page)
        assert_fits(hostile_page)
    assert reached >= VIEWS | SAVED


def test_every_view_of_the_hostile_ledger_on_a_phone(watch: Watch, hostile_server: Server) -> None:
    page = watch.page(hostile_server, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    reached = set()
    for address in visited(page, of_a_shape=1):
        reached.add(shape(address))
        assert_unpwned(page)
        assert_fits(page)
    assert reached >= VIEWS | SAVED


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://h/", "/?"),
        ("http://h/figure/sb6252c1429c56b33", "/figure/…?"),
        ("http://h/situation/%22%3Cb", "/situation/…?"),
        ("http://h/?kind=killed&as_of=2022-01-08&kind=hurt", "/?as_of&kind"),
        ("http://h/search?text=", "/search?text"),
    ],
)
def test_shape_of_an_address(address: str, expected: str) -> None:
    assert shape(address) == expected
