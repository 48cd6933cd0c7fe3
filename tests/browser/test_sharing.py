"""A shared server in a browser: logging in, what each role is shown, users, and out again; by keys, without script, and axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sayso.commands.people.roles import Role
from tests.browser.arriving import arrive
from tests.browser.axe import axe
from tests.browser.hostile import assert_fits
from tests.browser.server import Server
from tests.browser.sharing import PASSWORD, log_in, sharing_copy, user
from tests.browser.watch import Watch

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
LONG = "Anne-Marie Przybyszewska-Featherstonehaugh of the evening desk"
MENU = "#who summary"


@pytest.fixture(scope="module")
def server(chromium: str, demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    people = (user("Ann", Role.ADMINISTRATOR), user("Ben", Role.REVIEWER), user("Rae", Role.READER), user(LONG, Role.EDITOR))
    with sharing_copy(demo_ledger, tmp_path_factory.mktemp("sharing"), *people) as found:
        yield found


def test_in_and_out_by_keys_alone(page: Page, watch: Watch) -> None:
    """What one wanted to see is shown after; a wrong password leaves the name; out means out, also for the button "back"."""
    watch.refusals = True
    page.goto("/origins")
    expect(page).to_have_url(re.compile(r"/login\?next="))
    keys = page.keyboard
    keys.type("Ann")
    keys.press("Tab")
    keys.type("not the one it is")
    keys.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("E169")
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("Ann")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(page).to_have_url(re.compile(r"/origins$"))
    page.locator(MENU).focus()
    keys.press("Enter")
    keys.press("Tab")
    expect(page.get_by_role("link", name="Account")).to_be_focused()
    keys.press("Tab")
    keys.press("Tab")
    expect(page.get_by_role("button", name="Log out")).to_be_focused()
    keys.press("Enter")
    expect(page).to_have_url(re.compile(r"/login$"))
    page.go_back()
    expect(page.get_by_label("Password")).to_be_visible()


def test_each_sees_what_they_may_do(watch: Watch, server: Server) -> None:
    for name, views, users in (
        ("Rae", ["Situation", "Origins", "Decisions", "Search"], 0),
        ("Ben", ["Situation", "Origins", "Review", "Search"], 0),
        (LONG, ["Situation", "Origins", "Review", "Search", "Add"], 0),
        ("Ann", ["Situation", "Origins", "Review", "Search", "Add"], 1),
    ):
        one = watch.page(server, **PHONE)
        log_in(one, name)
        arrive(one, "/")
        assert one.locator("#views a").all_inner_texts() == views
        expect(one.locator("#who a[href='/users']")).to_have_count(users)
        one.locator(MENU).click()
        assert_fits(one)


def test_a_verdict_is_signed_by_who_is_logged_in(page: Page) -> None:
    log_in(page, "Ben")
    arrive(page, "/review")
    expect(page.locator("[name=reviewer]")).to_have_count(0)
    page.get_by_label("Confirm").check()
    page.get_by_label("Reason").fill("as the ministry told me")
    page.get_by_role("button", name="Keep this verdict").click()
    expect(page.locator(".just-said")).to_contain_text("Ben confirms")
    axe(page)
    page.locator(".just-said").get_by_role("button", name="Undo").click()
    expect(page.locator(".just-said")).to_contain_text("Ben takes back")


@pytest.mark.parametrize("way", [{"color_scheme": "dark", **PHONE}, {"java_script_enabled": False}], ids=["phone", "plain"])
def test_users_are_managed(watch: Watch, server: Server, way: dict[str, object]) -> None:
    """From a new user to one who is out; each answer says what was done; without script too."""
    watch.refusals = True
    page, name = watch.page(server, **way), "Cem " + "-".join(way)
    arrive(page, "/login")
    look(page, way)
    log_in(page, "Ann")
    for at in ("/account", "/users", "/users/log"):
        arrive(page, at)
        look(page, way)
    arrive(page, "/users")
    new = page.get_by_role("region", name="Another user")
    new.get_by_label("Name").fill(name)
    new.get_by_label("Role").select_option("reviewer")
    new.get_by_label("everything").check()
    new.get_by_label("Password").fill(PASSWORD)
    new.get_by_label("Once more").fill(f"{PASSWORD}?")
    new.get_by_role("button", name="Make this user").click()
    expect(page.get_by_role("alert")).to_contain_text("E165")
    expect(new.get_by_label("Name")).to_have_value(name)
    expect(new.get_by_label("everything")).to_be_checked()
    look(page, way)
    new.get_by_label("Password").fill(PASSWORD)
    new.get_by_label("Once more").fill(PASSWORD)
    new.get_by_role("button", name="Make this user").click()
    expect(page.get_by_role("status").first).to_contain_text("may log in now")
    theirs = watch.page(server)
    log_in(theirs, name)
    expect(theirs.locator("#views")).to_contain_text("Review")
    arrive(page, "/users")
    row = page.locator(".people > li").filter(has=page.get_by_text(name, exact=True))
    row.locator("summary").filter(has_text="Remove").click()
    look(page, way)
    row.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("status").first).to_contain_text("is out")
    expect(page.locator(".people")).not_to_contain_text(name)
    theirs.goto("/review")
    expect(theirs).to_have_url(re.compile("/login"))


def test_an_editor_adds_a_report(page: Page) -> None:
    log_in(page, LONG)
    arrive(page, "/add")
    page.get_by_label("Paste the text of one report").fill("Police arrested 40 protesters in Aktau, the ministry said.")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".state")).to_have_text("Done.", timeout=60_000)


def test_another_password_ends_what_is_open_elsewhere(page: Page, watch: Watch, server: Server) -> None:
    watch.refusals = True
    log_in(page, "Rae")
    elsewhere = watch.page(server)
    log_in(elsewhere, "Rae")
    arrive(page, "/account")
    page.get_by_label("The one that you have").fill(PASSWORD)
    page.get_by_label("The new one, 12 characters or more").fill("quite another one")
    page.get_by_label("The new one once more").fill("quite another one")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("status").first).to_contain_text("It is changed")
    elsewhere.goto("/account")
    expect(elsewhere).to_have_url(re.compile("/login"))
    log_in(elsewhere, "Rae", "quite another one")
    expect(elsewhere.locator(MENU)).to_be_visible()


def look(page: Page, way: dict[str, object]) -> None:
    """No finding of axe, which is a script, and nothing beside the page."""
    if way.get("java_script_enabled", True):
        axe(page)
        assert_fits(page)
