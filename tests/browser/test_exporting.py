"""The menu "Export" in a browser: by mouse and key, following the moment, and a file that arrives."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.hostile import assert_fits
from tests.browser.server import Server
from tests.browser.watch import Watch


def test_what_is_shown_arrives_as_a_file(page: Page, tmp_path: Path) -> None:
    page.goto("/?place=KZ&as_of=2022-01-15")
    page.locator("#export summary").click()
    with page.expect_download() as waiting:
        page.locator("#export").get_by_role("link", name="acled").click()
    assert waiting.value.suggested_filename == "sayso-acled-2022-01-15.csv"
    waiting.value.save_as(tmp_path / "acled.csv")
    rows = list(csv.DictReader((tmp_path / "acled.csv").read_text(encoding="utf8").splitlines()))
    assert "225" in {row["fatalities"] for row in rows}


def test_by_key_and_closed_again(page: Page) -> None:
    page.goto("/?place=KZ")
    summary, panel = page.locator("#export summary"), page.locator("#export .choices-of")
    summary.focus()
    page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    page.locator("main h1").click()
    expect(panel).to_be_hidden()


def test_it_follows_the_slider(page: Page) -> None:
    page.goto("/?place=KZ")
    page.locator("input[type=range]").focus()
    page.keyboard.press("Home")
    link = page.locator("#export a").first
    expect(link).to_have_attribute("href", re.compile(r"^/export/claims\?place=KZ&as_of=2022-01-0"))


def test_it_fits_a_phone(watch: Watch, server: Server) -> None:
    page = watch.page(server, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto("/?place=KZ")
    page.locator("#export summary").click()
    box = page.locator("#export .choices-of").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert_fits(page)
