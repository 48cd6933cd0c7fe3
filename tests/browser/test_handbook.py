"""The handbook in a browser, opened from a folder: it finds things, fits on a phone, and asks for nothing but its own files."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from handbook.building import build

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "index.html",
    "commands.html",
    "errors.html",
    "howto/monitor.html",
    "measurements.html",
    "decisions/0017-postgresql.html",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("handbook") / "site").index


@pytest.mark.parametrize("width", [390, 1440])
def test_it_reads_and_finds_from_a_folder(index: Path, browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark")
    page = context.new_page()
    asked, wrong = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for address in PAGES:
        page.goto(index.with_name(address).as_uri() if "/" not in address else (index.parent / address).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert page.locator(".contents > details").evaluate("one => one.open") == (width > 960)
    page.keyboard.press("/")
    page.keyboard.type("e011")
    first = page.locator("#found a").first
    assert first.inner_text().startswith("E011")
    page.keyboard.press("Enter")
    page.wait_for_url("**/errors.html#E011")
    page.fill("#words", "nothinghasthisword")
    assert "Nothing" in page.locator("#found p").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()
    context.close()
    assert wrong == [] and [url for url in asked if not url.startswith(index.parent.as_uri())] == []
