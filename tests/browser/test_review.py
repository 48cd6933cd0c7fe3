"""View 5 in a browser: deciding by keys alone, undo, what works without script, and axe."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.server import Server
from tests.browser.watch import Watch


def _number(page: Page) -> str:
    return page.locator(".what .number").inner_text()


def test_one_question_after_another_by_keys_alone(page: Page) -> None:
    page.goto("/review")
    first, keys = _number(page), page.keyboard
    keys.press("j")
    expect(page.locator("a[rel=prev]")).to_be_visible()
    keys.press("k")
    expect(page.locator("a[rel=prev]")).to_have_count(0)
    assert _number(page) == first
    keys.press("1")
    keys.type("I rang the ministry")
    expect(page.locator("[name=verdict][value=confirm]")).to_be_checked()
    keys.press("Enter")  # no name yet: the browser asks for it, and nothing typed is lost
    expect(page.locator("[data-judge] [name=reviewer]")).to_be_focused()
    keys.type("Ann")
    keys.press("Enter")
    expect(page.locator(".just-said")).to_contain_text("Ann confirms")
    expect(page.locator(".just-said")).to_contain_text("I rang the ministry")
    keys.press("u")
    expect(page.locator(".just-said")).to_contain_text("Ann takes back")
    assert _number(page) == first
    keys.press("2")
    keys.type("no such list")
    keys.press("Control+Enter")
    expect(page.locator(".just-said")).to_contain_text("Ann refutes")
    keys.press("u")
    expect(page.locator(".just-said")).to_contain_text("Ann takes back")


def test_keys_of_the_whole_page_still_work_and_are_listed(page: Page) -> None:
    page.goto("/review")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("Choose a verdict")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("/origins"))


def test_what_is_said_of_two_asks_for_the_other(page: Page) -> None:
    page.goto("/review")
    claim = page.locator(".queue ol a[href*='subject=c']:not([href*='%2B'])").first
    claim.click()
    expect(page.locator("[name=other]")).to_be_hidden()
    page.keyboard.press("6")
    expect(page.locator("[name=other]")).to_be_focused()
    page.get_by_text("Which could be meant").click()
    page.locator(".suggestion").first.click()
    expect(page.locator("[name=other]")).not_to_have_value("")
    expect(page.locator("[name=why]").last).to_be_focused()


def test_keys_are_not_shown_where_there_are_none(page: Page, watch: Watch, server: Server) -> None:
    page.goto("/review")
    for hint in (".by-key", ".choice kbd"):
        expect(page.locator(hint).first).to_be_visible()
    phone = watch.page(server, viewport={"width": 390, "height": 844}, has_touch=True)
    phone.goto("/review")
    for hint in (".by-key", ".choice kbd"):
        expect(phone.locator(hint).first).to_be_hidden()


def test_a_link_beside_a_text_is_not_broken(watch: Watch, server: Server) -> None:
    """ "this claim / alone" stood on two lines, and "By" touched its field."""
    for width in (390, 700, 1280):
        page = watch.page(server, viewport={"width": width, "height": 844})
        page.goto("/review")
        for link in page.locator(".carrier .alone:visible").all():
            assert link.evaluate("link => link.getClientRects().length") == 1
        assert float(page.locator(".sign label").evaluate("label => parseFloat(getComputedStyle(label).columnGap)")) > 8


def test_it_works_without_script(no_javascript: Page) -> None:
    page = no_javascript
    page.goto("/review")
    page.get_by_label("Refute").check()
    page.get_by_label("Reason").fill("the list was wrong")
    page.get_by_label("By").fill("Bob")
    page.get_by_role("button", name="Keep this verdict").click()
    expect(page.locator(".just-said")).to_contain_text("Bob refutes")
    page.locator(".just-said").get_by_role("button", name="Undo").click()
    expect(page.locator(".just-said")).to_contain_text("Bob takes back")
    page.goto("/review/log")
    expect(page.locator(".log")).to_contain_text("taken back")


def test_an_origin_leads_to_its_chain_and_its_claims(page: Page) -> None:
    page.goto("/origins")
    page.get_by_role("link", name="Interior Ministry", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Interior Ministry")
    expect(page.locator("svg.chain").first).to_be_visible()
    expect(page.locator(".claim").first).to_be_visible()


def test_an_origin_follows_the_moment(page: Page) -> None:
    page.goto("/origins?origin=KZ%2Finterior-ministry")
    now = page.locator(".stands").first.inner_text()
    page.locator("input[type=range]").focus()
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("origin=KZ%2Finterior-ministry.*as_of=2022|as_of=2022.*origin=KZ%2Finterior-ministry"))
    expect(page.locator("h1")).to_have_text("Interior Ministry")
    expect(page.locator(".stands").first).not_to_have_text(now)
    assert "as_of=2022" in (page.locator("#back a").get_attribute("href") or "")


def test_axe_finds_nothing(page: Page) -> None:
    for address in ("/review", "/review/log", "/origins", "/origins?origin=KZ%2Finterior-ministry"):
        page.goto(address)
        axe(page)
