"""A situation report opened as a file, as whoever gets it opens it: without a network, without script, also on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import axe
from tests.browser.hostile import LONG_WORD, assert_fits, assert_unpwned, attack
from tests.command import ran

PHONE = {"width": 375, "height": 760}


@pytest.fixture(scope="module")
def report(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "demo.html"
    ran(demo_ledger, "report", "--place", "KZ", "-o", str(file))
    return file


@pytest.fixture(scope="module")
def hostile_report(hostile_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "hostile.html"
    ran(hostile_ledger, "report", attack("situation"), "-o", str(file))
    return file


class Opened:
    """Pages of files; whatever one asks for besides itself, and whatever it complains of, is kept."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.wrong: list[str] = []

    def page(self, file: Path, **options: Any) -> Page:
        context = self._browser.new_context(offline=True, **{"viewport": {"width": 1280, "height": 900}, **options})
        page = context.new_page()
        address = file.as_uri()
        page.on("request", lambda one: self._asked(one.url, address))
        page.on("console", lambda one: self.wrong.append(f"{one.type}: {one.text[:200]}"))
        page.on("pageerror", lambda error: self.wrong.append(str(error)[:200]))
        page.goto(address)
        return page

    def _asked(self, url: str, address: str) -> None:
        if url != address:
            self.wrong.append(f"asked for {url[:100]}")


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    found = Opened(browser)
    yield found
    asked = [one for one in found.wrong if not one.startswith("asked for data:font/woff2")]
    assert asked == [], "the file asked for more than itself, or complained"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_it_is_whole_accessible_and_fits(opened: Opened, report: Path, scheme: str, size: dict[str, int] | None) -> None:
    page = opened.page(report, color_scheme=scheme, **({"viewport": size} if size else {}))
    assert page.locator("h1").inner_text() == "Kazakhstan"
    assert_fits(page)
    shown = page.locator("#t1 .drawing:visible svg")
    assert shown.count() == 1 and (shown.bounding_box() or {"width": 0})["width"] > 300
    assert page.evaluate("document.fonts.check('16px Inter') && document.fonts.check('600 16px \"Source Serif 4\"')")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (light == "rgb(253, 252, 249)") == (scheme == "light")
    opened_before = list(opened.wrong)
    axe(page)  # which is a script that the test brings
    opened.wrong[:] = opened_before


def test_without_script_a_number_leads_to_its_evidence_and_back(opened: Opened, report: Path) -> None:
    page = opened.page(report, java_script_enabled=False)
    number = page.locator("#f1 .number a")
    assert number.inner_text().startswith("238")
    number.click()
    item = page.locator(page.url[page.url.index("#") :])
    assert item.is_visible() and "238 killed" in item.inner_text()
    item.get_by_role("link", name="What is known").click()
    assert page.url.endswith("#" + str(number.get_attribute("id")))


def test_a_script_that_came_into_it_would_not_run(opened: Opened, report: Path, tmp_path: Path) -> None:
    file = tmp_path / "changed.html"
    text = report.read_text(encoding="utf8").replace(
        "</h1>", "</h1><script>document.title = 'pwned'</script><img src='https://x.invalid/'>", 1
    )
    file.write_text(text, encoding="utf8")
    page = opened.page(file)
    assert "Kazakhstan" in page.title()
    assert len([one for one in opened.wrong if "Content Security Policy" in one]) == 2
    opened.wrong.clear()


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, PHONE], ids=["desk", "phone"])
def test_attacks_stay_words(opened: Opened, hostile_report: Path, size: dict[str, int]) -> None:
    page = opened.page(hostile_report, viewport=size)
    assert_unpwned(page)
    assert_fits(page)
    assert attack("situation") in page.locator("h1").inner_text()
    assert "pwned='reason'" in page.locator("body").inner_text()
    text = hostile_report.read_text(encoding="utf8")
    assert len(text) < 1_500_000 and LONG_WORD not in text, "a word of ten thousand letters is cut"
    led_to = page.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href').split(':')[0])")
    assert {one for one in led_to if not one.startswith("#")} <= {"http", "https"}


def test_on_paper_each_page_says_what_it_is_of(opened: Opened, hostile_report: Path) -> None:
    """The running head is the one place where words from outside stand in the style sheet."""
    page = opened.page(hostile_report)
    rules = page.evaluate("[...document.styleSheets[0].cssRules].filter(r => r instanceof CSSPageRule).map(r => r.cssText)")
    assert len(rules) == 3, "the last rule is whole: nothing in a title ended it"
