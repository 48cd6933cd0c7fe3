"""View 3 in a browser: words and rows lead to each other by pointer, by key and by address, with script and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sayso.ledger.query import Reader
from tests.browser.axe import axe
from tests.browser.hostile import assert_fits, assert_unpwned
from tests.browser.server import Server
from tests.browser.watch import Watch

LIVE = "/report/2022-01-07-highland-one-live"
CORRECTED = "/report/2022-01-08-apple-grove-officers-killed-corrected"
PHONE = {"width": 390, "height": 844}


def lit_rows(page: Page) -> list[str]:
    return list(page.locator(".claims tr.lit").evaluate_all("rows => rows.map((row) => row.id)"))


def lit_words(page: Page) -> list[str]:
    return page.locator(".text mark.lit").all_inner_texts()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [None, PHONE])
def test_nothing_is_in_anybody_s_way(watch: Watch, server: Server, scheme: str, viewport: dict[str, int] | None) -> None:
    page = watch.page(server, color_scheme=scheme, **({"viewport": viewport} if viewport else {}))
    for address in (LIVE, CORRECTED):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        axe(page)
        assert_fits(page)


def test_the_pointer_lights_both_ends(page: Page) -> None:
    page.goto(LIVE)
    page.locator(".text mark.figure", has_text="18 officers").first.hover()
    [row] = lit_rows(page)
    assert "18 officers" in page.locator(f"#{row}").inner_text()
    assert "18 officers" in lit_words(page)
    page.locator(f"#{row}").hover()
    assert lit_rows(page) == [row]
    page.mouse.move(2, 2)
    assert lit_rows(page) == []


def test_keys_step_through_the_claims_and_bring_their_words_into_view(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(LIVE)
    rows = page.locator(".claims tbody tr")
    for number in range(rows.count()):
        page.keyboard.press("j")
        id = rows.nth(number).get_attribute("id")
        assert lit_rows(page) == [id]
        expect(page.locator(f"[id='w-{id}'] mark").first).to_be_in_viewport()
        expect(rows.nth(number)).to_be_in_viewport(ratio=0.9)
    page.keyboard.press("k")
    assert lit_rows(page) == [rows.nth(rows.count() - 2).get_attribute("id")]


def test_an_address_that_ends_in_a_claim_shows_both_ends(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(LIVE)
    last = page.locator(".claims tbody tr").last.get_attribute("id")
    page.goto("about:blank")
    page.goto(f"{LIVE}#{last}")
    expect(page.locator(f"#{last}.lit")).to_be_in_viewport()
    expect(page.locator(f"[id='w-{last}'] mark.lit").first).to_be_in_viewport()


def test_a_click_on_words_leads_to_their_row_and_back(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(LIVE)
    page.locator(".text mark.figure", has_text="dozens hurt").click()
    [row] = lit_rows(page)
    assert page.url.endswith(f"#{row}")
    expect(page.locator(f"#{row}")).to_be_in_viewport(ratio=0.9)
    page.locator(f"#{row} a.kind").click()
    assert page.url.endswith(f"#w-{row}")
    assert lit_rows(page) == [row]
    assert "dozens hurt" in lit_words(page)


def test_moving_in_time_keeps_the_text_and_changes_how_claims_stand(page: Page) -> None:
    page.goto("/report/2022-01-09-highland-one-164-killed")
    assert "retracted" in page.locator(".claims").inner_text()
    slider = page.locator("[data-slider] input[type=range]")
    moments = (page.locator("[data-slider]").get_attribute("data-moments") or "").split()
    step = next(n for n, moment in enumerate(moments) if moment.startswith("2022-01-08"))
    slider.evaluate("(one, step) => { one.value = step; one.dispatchEvent(new Event('input', { bubbles: true })); }", step)
    page.wait_for_url("**as_of=2022-01-08*")
    expect(page.locator(".claims-beside .notice")).to_contain_text("nothing of it was known then")
    page.locator(".text mark.figure").first.hover()
    assert lit_rows(page)


def test_without_script_words_and_rows_lead_to_each_other(no_javascript: Page) -> None:
    page = no_javascript
    page.goto(LIVE)
    words = page.locator(".text mark.figure a", has_text="dozens hurt")
    words.click()
    row = page.locator(".claims tr:target")
    expect(row).to_be_in_viewport()
    row.locator("a.kind").click()
    expect(page.locator(".text .at:target mark")).to_be_in_viewport()


def test_every_report_of_a_hostile_ledger(hostile_page: Page, hostile_server: Server) -> None:
    with Reader.open(hostile_server.ledger) as reader:
        ids = [report.id for report in reader.reports()]
    for id in ids:
        hostile_page.goto(f"/report/{id}")
        assert hostile_page.locator("article.text").count() == 1
        hostile_page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert_unpwned(hostile_page)
        assert_fits(hostile_page)
        for address in hostile_page.locator("main a[href]").evaluate_all("links => links.map((link) => link.protocol)"):
            assert address in ("http:", "https:")


def test_every_report_of_a_hostile_ledger_on_a_phone(watch: Watch, hostile_server: Server) -> None:
    page = watch.page(hostile_server, viewport=PHONE)
    with Reader.open(hostile_server.ledger) as reader:
        ids = [report.id for report in reader.reports()]
    for id in ids:
        page.goto(f"/report/{id}")
        assert_fits(page)
