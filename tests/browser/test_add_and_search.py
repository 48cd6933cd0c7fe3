"""View 6 in a browser: dropping files, a run that shows its progress, searching, saving a view; by keyboard too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.server import Server
from tests.browser.watch import Watch

TEXT = "Clashes in Aktau\n\nPolice arrested more than 40 protesters in Aktau on Thursday, the Interior Ministry said.\n"
DROP = """([at, files]) => {
  const carried = new DataTransfer();
  for (const [name, body] of files) carried.items.add(new File([body], name, { type: "text/plain" }));
  for (const kind of ["dragover", "drop"]) {
    document.querySelector(at).dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
  }
}"""


def test_files_are_dropped_and_the_run_comes_to_its_end_by_itself(page: Page) -> None:
    page.goto("/add")
    page.evaluate(DROP, ["[data-drop]", [["dropped.txt", TEXT], ["empty.txt", ""]]])
    expect(page.locator("[data-chosen] li")).to_have_count(2)
    expect(page.locator("[data-chosen]")).to_contain_text("dropped.txt")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page).to_have_url(re.compile(r"/add/\d+$"))
    expect(page.locator(".state")).to_have_text("Done.", timeout=60_000)
    expect(page.locator("main")).to_contain_text("E004")
    expect(page.get_by_role("link", name="Clashes in Aktau")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Add", exact=True).first.click()
    expect(page.locator(".runs")).to_contain_text("2 files")
    axe(page)


def test_a_file_that_misses_the_zone_does_not_take_the_page_away(page: Page) -> None:
    page.goto("/add")
    page.evaluate(DROP, ["h1", [["beside.txt", TEXT]]])
    expect(page.locator("[data-chosen]")).to_contain_text("beside.txt")
    assert page.url.endswith("/add")


def test_a_text_is_pasted_by_keyboard_alone(page: Page) -> None:
    page.goto("/add")
    page.get_by_label("Paste the text of one report").focus()
    page.keyboard.insert_text(TEXT + "By keyboard.")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("By keyboard")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("2022-01-07")
    page.keyboard.press("Enter")
    expect(page.locator(".state")).to_have_text("Done.", timeout=60_000)
    expect(page.get_by_role("link", name="By keyboard")).to_be_visible()


def test_the_zone_shows_the_focus_of_the_field_in_it(page: Page) -> None:
    page.goto("/add")
    page.locator("input[name=files]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.locator("[data-drop]").evaluate("zone => getComputedStyle(zone).outlineStyle") == "solid"


def test_the_folder_field_stands_in_line_with_what_is_around_it(page: Page) -> None:
    """Its button was the browser's "Choose Files", indented, and lower than the date beside it."""
    page.goto("/add")
    button = page.get_by_text("Choose a folder", exact=True)
    zone, folder, date = (
        one.bounding_box() for one in (page.locator("[data-drop]"), button, page.locator("[name=files_published]"))
    )
    assert zone and folder and date
    assert folder["x"] == zone["x"]
    assert (folder["y"], folder["height"]) == (date["y"], date["height"])
    page.locator("[name=folder]").focus()
    assert button.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
    with page.expect_file_chooser() as chooser:
        button.click()
    assert chooser.value.element.get_attribute("name") == "folder"


def test_too_many_files_are_told_before_they_are_sent(page: Page) -> None:
    page.goto("/add")
    page.evaluate(DROP, ["[data-drop]", [[f"{n}.txt", "a"] for n in range(201)]])
    expect(page.locator("[data-chosen]")).to_contain_text("201 files are more than 200 at once")
    page.get_by_role("button", name="Add", exact=True).click()
    assert page.url.endswith("/add")


def test_a_wrong_address_is_answered_in_place_with_what_was_typed(page: Page, watch: Watch) -> None:
    watch.refusals = True
    page.goto("/add")
    page.get_by_label("What to fetch").fill("ftp://news.invalid/a")
    page.get_by_label("Title").fill("Kept")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("ftp://news.invalid/a: not an address that can be fetched")
    expect(page.get_by_label("What to fetch")).to_have_value("ftp://news.invalid/a")
    expect(page.get_by_label("Title")).to_have_value("Kept")
    axe(page)


def test_adding_works_without_script(no_javascript: Page, tmp_path: Path) -> None:
    page = no_javascript
    (tmp_path / "plain.txt").write_text(TEXT + "Without script.")
    page.goto("/add")
    page.locator("input[name=files]").set_input_files(tmp_path / "plain.txt")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".state")).to_have_text("Done.", timeout=60_000)  # the page asks for itself again
    expect(page.get_by_role("link", name="Clashes in Aktau")).to_be_visible()


def test_search_is_reached_and_stepped_through_by_keys(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("f")
    expect(page).to_have_url(re.compile("/search"))
    page.wait_for_load_state()  # the keys are there with the script
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("killed almaty")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"text=killed\+almaty"))
    expect(page.locator("mark.searched").first).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator("article.claim").first).to_be_focused()
    axe(page)


def test_boxes_of_found_words_stand_clear_of_their_neighbours(page: Page) -> None:
    """The box of "airport" touched the "s" of "Almaty's" before it."""
    page.goto("/search?text=airport")
    sides = page.locator(".evidence mark.searched").first.evaluate(
        "mark => (({ marginLeft, marginRight, paddingLeft, paddingRight }) =>"
        " [marginLeft, marginRight, paddingLeft, paddingRight].map(parseFloat))(getComputedStyle(mark))"
    )
    assert min(sides) > 1


def test_the_fields_of_a_view_to_save_are_of_one_height(page: Page) -> None:
    """The choice of kinds stood two pixels above the fields beside it, and Save in a row of its own."""
    page.goto("/situations")
    fields = [one.bounding_box() for one in page.locator(".save-one .fields :is(input, select)").all()]
    assert len({(box["y"], box["height"]) for box in fields if box}) == 1
    save, tick = page.get_by_role("button", name="Save").bounding_box(), page.get_by_label("replace it").bounding_box()
    assert save and tick and save["y"] < tick["y"] < save["y"] + save["height"]


def test_nothing_found_leads_on(page: Page) -> None:
    page.goto("/search?text=xyzzy+killed")
    expect(page.locator("main")).to_contain_text("No claim fits.")
    axe(page)
    page.get_by_role("link", name="only “killed”").click()
    expect(page.locator("article.claim").first).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_is_wider_than_its_window(watch: Watch, server: Server, width: int, scheme: str) -> None:
    page = watch.page(server, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for at in ("/add", "/search?text=killed", "/search?text=xyzzy", "/situations", "/search?kind=killed&place=KZ"):
        page.goto(at)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), at
        axe(page)


def test_a_view_is_saved_from_its_filters(page: Page, watch: Watch) -> None:
    watch.refusals = True
    page.goto("/?place=KZ")
    page.locator("details.filters > summary").click()
    page.get_by_text("Save this view").click()
    page.locator("input[form=save-view][name=name]").fill("the unrest")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("situation=the%20unrest|situation=the\\+unrest"))
    expect(page.locator("h1")).to_have_text("the unrest")
    page.goto("/?place=KZ&since=2022-01-05")
    page.locator("details.filters > summary").click()
    page.get_by_text("Save this view").click()
    page.locator("input[form=save-view][name=name]").fill("the unrest")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("tick “replace it”")
    axe(page)
    page.get_by_label("replace it").check()
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile("situation=the"))
    page.goto("/situations")
    expect(page.locator("table.saved-views")).to_contain_text("in Kazakhstan, since 2022-01-05")
