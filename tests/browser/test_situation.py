"""View 1 in a browser: moving in time, filters in the address, what is copied, keys, the theme, and one click to why."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.server import Server
from tests.browser.watch import Watch

NINTH = "/?place=KZ&as_of=2022-01-09T14:00"


def _number(page: Page, kind: str) -> str:
    card = page.locator("[data-card]").filter(has=page.locator("h2", has_text=re.compile(f"^{kind}", re.IGNORECASE)))
    return card.locator(".number").inner_text()


def test_the_slider_moves_all_of_it(page: Page) -> None:
    page.goto("/?place=KZ")
    assert _number(page, "killed") == "238"
    everything = page.locator("main").inner_text()
    page.locator("input[type=range]").focus()
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile("as_of=2022-01"))
    expect(page.locator("[data-moment]")).to_contain_text("January 2022")
    expect(page.locator("main")).not_to_contain_text("238")
    assert page.locator("main").inner_text() != everything
    expect(page.locator("input[type=range]")).to_be_focused()
    assert "as_of=2022-01" in (page.get_by_role("link", name="Origins").get_attribute("href") or "")
    page.go_back()
    expect(page.locator("[data-card] .number").first).to_have_text("238")


def test_each_step_of_the_slider_is_a_report_that_came_in(page: Page) -> None:
    page.goto(NINTH)
    moments = (page.locator("[data-slider]").get_attribute("data-moments") or "").split()
    shown, following = moments.index("2022-01-09T12:48"), "2022-01-09T16:20"
    assert moments[shown + 1] == following
    words, everything = page.locator("[data-moment]"), page.locator("main").inner_text()
    expect(words).to_have_text("9 January 2022, 14:00")
    page.locator("input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    expect(words).to_have_text("9 January 2022, 16:20")
    expect(page).to_have_url(re.compile("as_of=2022-01-09T1[4-9]"))
    expect(page).to_have_url(re.compile(rf"[?&]as_of={following.replace(':', '(:|%3A)')}(&|$)"))
    assert page.locator("main").inner_text() != everything
    page.keyboard.press("ArrowLeft")
    expect(words).to_have_text("9 January 2022, 12:48")


def test_a_moment_may_be_typed(page: Page) -> None:
    page.goto("/?place=KZ")
    page.get_by_role("button", name="now").click()
    page.get_by_role("textbox", name="as of").fill("2022-01-09T14:00")
    page.keyboard.press("Enter")
    expect(page.locator("[data-moment]")).to_have_text("9 January 2022, 14:00")
    assert _number(page, "killed") == "164"
    expect(page.get_by_role("textbox", name="as of")).to_be_focused()


@pytest.mark.parametrize(
    "address", ["/?place=KZ&as_of=2022-01-09T14:00", "/report/2022-01-09-highland-one-164-killed", "/origins"]
)
def test_the_moment_is_told_once_and_typed_where_it_is_pressed(page: Page, address: str) -> None:
    """Label and field both told it, the field as a raw 2022-01-09T14:00."""
    page.goto(address)
    told, field = page.locator("[data-moment-open]"), page.locator("input[name=as_of]")
    expect(told).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_hidden()
    told.focus()
    page.keyboard.press("Enter")
    expect(told).to_have_attribute("aria-expanded", "true")
    expect(field).to_be_focused()
    axe(page)
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(told).to_be_focused()
    told.click()
    field.fill("2022-01-10")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("as_of=2022-01-10"))
    expect(page.locator("[data-moment]")).to_have_text("10 January 2022")
    expect(page.locator("input[name=as_of]")).to_be_focused()


def test_without_script_the_moment_is_a_field_alone(no_javascript: Page) -> None:
    no_javascript.goto(NINTH)
    expect(no_javascript.get_by_label("as of")).to_have_value("2022-01-09T14:00")
    expect(no_javascript.locator("[data-moment-open]")).to_be_hidden()


def test_the_ninth_of_january_is_as_it_was_known(page: Page) -> None:
    page.goto(NINTH)
    assert _number(page, "killed") == "164"
    assert _number(page, "arrested") == "5,135 to about\u00a05,800"
    assert "contested" in page.locator("[data-card]").filter(has_text=re.compile("arrested", re.IGNORECASE)).inner_text()
    assert "Two origins differ for 9 January 2022" in page.locator(".differ").inner_text()


def test_filters_are_in_the_address_and_a_sent_address_shows_the_same(page: Page, watch: Watch, server: Server) -> None:
    page.goto("/")
    page.get_by_text("Filters", exact=False).first.click()
    page.get_by_role("textbox", name="Place").fill("Almaty")
    page.get_by_label("Published since").fill("2022-01-05")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"place=Almaty.*since=2022-01-05"))
    expect(page.locator("h1")).to_have_text("Almaty")
    expect(page.locator(".cards")).to_contain_text("Copy")  # from now on the script is through with the page
    seen = page.locator(".cards").inner_text()
    other = watch.page(server)
    other.goto(page.url)
    expect(other.locator(".cards")).to_contain_text("Copy")
    assert other.locator(".cards").inner_text() == seen


def test_filters_work_without_script(no_javascript: Page) -> None:
    no_javascript.goto("/")
    no_javascript.get_by_text("Filters", exact=False).first.click()
    no_javascript.get_by_role("textbox", name="Place").fill("Almaty")
    no_javascript.get_by_role("button", name="Show").first.click()
    expect(no_javascript.locator("h1")).to_have_text("Almaty")
    no_javascript.get_by_label("as of").fill("2022-01-09T14:00")
    no_javascript.keyboard.press("Enter")
    expect(no_javascript).to_have_url(re.compile("as_of=2022-01-09"))


def test_one_click_from_the_first_view_to_why_164_is_struck_out(page: Page) -> None:
    page.goto("/")
    struck = page.locator("[data-card] .earlier a", has=page.locator("s", has_text="164"))
    assert struck.count() == 1
    struck.click()
    value = page.locator(".value:target")
    expect(value).to_be_in_viewport()
    expect(value).to_contain_text("retracted")
    expect(value).to_contain_text("took back a figure of 164 people")


def test_what_is_copied_is_the_line_with_its_link(watch: Watch, server: Server) -> None:
    page = watch.page(server, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/?place=KZ")
    page.get_by_role("button", name="Copy", exact=True).first.click()
    expect(page.locator("#said")).to_have_text("Copied, with its link")
    copied = page.evaluate("navigator.clipboard.readText()")
    line, link = copied.split("\n")
    assert line.startswith(
        "238 people have been killed in Kazakhstan as of 31 August 2022, according to the Prosecutor General"
    )
    assert "not independently verified" in line
    assert "as_of=" in link, "what is sent stays as it was sent"
    page.goto(link)
    assert "238" in page.locator("h1 + *, .figure-head").last.inner_text()


@pytest.mark.parametrize(
    ("keys", "address"),
    [
        ("gs", "/?place=KZ"),
        ("go", "/origins?place=KZ"),
        ("gr", "/review?place=KZ"),
        ("gf", "/search?place=KZ"),
        ("ga", "/add"),  # what is added is added for everybody: it has no filters
    ],
)
def test_keys_lead_to_the_views_and_the_filters_go_along(page: Page, server: Server, keys: str, address: str) -> None:
    page.goto("/origins?place=KZ" if address.startswith("/?") else "/?place=KZ")
    assert not page.url.endswith(address)
    for key in keys:
        page.keyboard.press(key)
    expect(page).to_have_url(server.url(address))


def test_keys_step_through_cards_and_claims_and_do_nothing_while_somebody_types(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("j")
    expect(page.locator("[data-card]").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("[data-card]").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("[data-card]").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("dgs?")
    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.locator("#keys")).to_be_hidden()
    assert page.locator("html").get_attribute("data-theme") is None


def test_the_theme_stays(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("d")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    axe(page)
    page.keyboard.press("d")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_charts_tell_on_hover_and_have_a_table_behind_them(page: Page) -> None:
    page.goto("/")
    mark = page.locator(".course [data-hover]").first
    mark.hover()
    expect(page.locator(".hover")).to_have_text(mark.get_attribute("data-hover") or "")
    for figure in page.locator("figure").all():
        assert figure.locator("table").count() == 1


def test_of_the_graph_the_lines_of_the_box_that_has_the_pointer_or_the_focus_stand_out(page: Page) -> None:
    page.goto("/origins")
    strong = page.locator(".wide .edge.strong")
    box = page.locator(".wide .node.outlet").last
    number = box.get_attribute("data-box")
    box.hover()
    expect(strong.first).to_be_visible()
    assert strong.count() == page.locator(f'.wide .edge[data-joins~="{number}"]').count()
    page.mouse.move(0, 0)
    expect(strong).to_have_count(0)
    page.locator(".wide .chain a").first.focus()
    expect(strong.first).to_be_visible()


def test_it_prints_dark_on_white_whatever_the_theme(watch: Watch, server: Server) -> None:
    page = watch.page(server, color_scheme="dark")
    page.goto(NINTH)
    page.emulate_media(media="print")
    expect(page.locator(".views")).to_be_hidden()
    expect(page.locator(".cards")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_address_of_a_view_is_copied(watch: Watch, server: Server) -> None:
    page = watch.page(server, permissions=["clipboard-read", "clipboard-write"])
    page.goto(NINTH)
    page.get_by_role("button", name="Send this view").click()
    expect(page.locator("#said")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_first_visit_weighs_little_and_paints_soon(watch: Watch, server: Server) -> None:
    """500 KB is the limit, 300 the aim. One second to the first paint is the limit, which `make bench` measures; here it is
    held to three, since other tests run beside it."""
    page = watch.page(server)
    weights: list[int] = []
    page.on("requestfinished", lambda request: weights.append(request.sizes()["responseBodySize"]))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") < 3000
    assert 50_000 < sum(weights) < 300_000
