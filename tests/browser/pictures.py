"""`make pictures`: each view of the page on the demo, in light, in dark and on a phone, into docs/pictures."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload, FloatRect, Page, expect

from sayso.commands.people.roles import Role
from tests.browser.chromium import MISSING, launched, path
from tests.browser.palette import with_palette
from tests.browser.server import Server, sayso, serving_copy
from tests.browser.sharing import log_in, sharing_copy, user
from tests.browser.watch import Watch

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
DEMO = ROOT / "demo" / "reports"
MOST_BYTES = 3_200_000
"""Of all pictures together: they are in the repository."""
PATIENCE_MS = 60_000
CUT = """most => {
  const whole = document.documentElement.scrollHeight;
  if (whole <= most) return whole;
  const blocks = [...document.querySelectorAll(
      "main :is(h2, h3, p, li, tr, label, input, button, .drawing, blockquote, .card, .claim, .map-inner)")]
    .filter(one => one.getBoundingClientRect().bottom <= (one.closest("ol")?.getBoundingClientRect().bottom ?? Infinity) + 1)
    .map(one => [one.getBoundingClientRect(), one.matches("h2, h3") ? 60 : one.matches(".card, .claim") ? -12 : 0])
    .map(([at, below]) => [at.top + scrollY, at.bottom + scrollY + below]);
  let cut = most;
  for (let through; (through = blocks.find(([top, bottom]) => top < cut && cut < bottom));) cut = through[0];
  return Math.floor(most - cut > 500 ? most : cut);
}"""
"""Where a picture ends, at most at so many pixels: not in a line, a card, a chart or the map, nor under a heading, if there
is such a place near. What is scrolled out of sight in a list counts for nothing."""


TALL = """() => Math.ceil(document.querySelector(":target").getBoundingClientRect().height) + 24"""
TO_PART = """() => scrollBy({ top: document.querySelector(":target").getBoundingClientRect().top - 12, behavior: "instant" })"""


@dataclass(frozen=True, slots=True)
class Way:
    """`options` of the browser's context; `tallest`: pixels of a picture's height, what is below is cut."""

    tallest: int
    options: dict[str, Any]


WAYS = {
    "light": Way(2000, {"color_scheme": "light"}),
    "dark": Way(1000, {"color_scheme": "dark"}),
    "phone": Way(3000, {"color_scheme": "light", "viewport": {"width": 390, "height": 844}, "has_touch": True}),
}


@dataclass(frozen=True, slots=True)
class View:
    """A view, found as a person finds it: from an address by the links to follow, each a selector."""

    name: str
    address: str
    follow: tuple[str, ...] = ()
    tallest: int = 3000
    """Pixels of height that are worth seeing, where that is less than a way shows: of a list the beginning tells enough."""
    part: bool = False
    """Only what the last link leads to on its page."""
    before: Callable[[Page], None] | None = None
    """What a person does once, so that there is something to see."""


def _decide(page: Page) -> None:
    """Three verdicts, of which one is taken back."""
    for reviewer, verdict, why in (
        ("A. Editor", "confirm", "as the statement of that day has it"),
        ("B. Analyst", "unverifiable", "no list of names was published"),
        ("A. Editor", "confirm", "two colleagues heard it said"),
    ):
        _open(page, "/review")
        page.locator(f"[data-judge] input[value={verdict}]").check()
        page.get_by_label("Reason").fill(why)
        page.get_by_label("By", exact=True).fill(reviewer)
        page.get_by_role("button", name="Keep this verdict").click()
        page.locator(".just-said").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").wait_for(state="detached")


def _save(page: Page) -> None:
    """A second saved view, beside the one that `make demo` saves."""
    _open(page, "/situations")
    page.get_by_label("Name", exact=True).fill("Arrests in Almaty")
    page.get_by_label("Place", exact=True).fill("Almaty")
    page.locator("select[name=kind]").select_option("arrested")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/?situation=*")


def _add(page: Page) -> None:
    """What is new, what is there already, and what cannot be read."""
    _open(page, "/add")
    text = b"Bakers freed in Aktau\n\nFour bakers were released in Aktau on Friday, the Interior Ministry said.\n"
    known = sorted(DEMO.glob("*.html"))[0]
    files = (
        ("bakers.txt", "text/plain", text),
        (known.name, "text/html", known.read_bytes()),
        ("empty.txt", "text/plain", b""),
    )
    page.locator("input[name=files]").set_input_files(
        [FilePayload(name=name, mimeType=kind, buffer=body) for name, kind, body in files]
    )
    page.locator("input[name=files_published]").fill("2022-01-14")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**/add/1")
    _settled(page)


VIEWS = (
    View("situation", "/?place=KZ&as_of=2022-01-09T14:00"),
    View("now", "/"),
    View("figure", "/", ('main a[href^="/figure/"]',)),
    View("why", "/", (".earlier a:has(s)",), part=True),
    View("report", "/", ('main a[href^="/report/"]',)),
    View("incident", "/", ('.course a[href^="/incident/"]:visible',)),
    View("origins", "/origins"),
    View("review", "/review"),
    View("search", "/search?text=airport", tallest=1300),
    View("reports", "/reports", tallest=1200),
    View("add", "/add"),
    View("log", "/review/log", before=_decide),
    View("situations", "/situations", before=_save),
    View("adding", "/add/1", before=_add),
)
"""What changes the ledger comes last."""
OF_USERS = (View("login", "/login"), View("account", "/account"), View("users", "/users"))
"""Of a server that a team shares; all but the first are seen by an administrator."""
KAZAKHSTAN = "Kazakhstan, January 2022"
TEAM = (
    user("Ann", Role.ADMINISTRATOR),
    user("Ben", Role.EDITOR),
    user("Cem", Role.REVIEWER, KAZAKHSTAN),
    user("Dana", Role.READER),
)


def main(only: Sequence[str]) -> None:
    """Takes the pictures of the views named, or of all. Ends with status 1 where the page misbehaves or they weigh too much."""
    executable = path()
    if executable is None:
        sys.exit(MISSING)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        ledger, copied = Path(made) / "kazakhstan.ledger", Path(made) / "served"
        shared = Path(made) / "shared"
        copied.mkdir()
        shared.mkdir()
        for typed in (("add", str(DEMO)), ("situation", "new", KAZAKHSTAN, "--place", "KZ")):
            subprocess.run(sayso(ledger, *typed), check=True, capture_output=True)
        with serving_copy(ledger, copied) as server, launched(executable) as browser:
            watch = Watch(browser)
            _pictures(watch, server, [view for view in VIEWS if not only or view.name in only])
            of_users = [view for view in OF_USERS if not only or view.name in only]
            if of_users:
                with sharing_copy(ledger, shared, *TEAM) as team:
                    log_in(watch.page(team), "Ben")
                    _pictures(watch, team, of_users)
            complaints = watch.complaints()
            watch.close()
    weight = sum(file.stat().st_size for file in PICTURES.glob("*.png"))
    print(f"docs/pictures: {weight:,} bytes in all")
    if weight > MOST_BYTES:
        complaints.append(f"the pictures weigh more than {MOST_BYTES:,} bytes")
    if complaints:
        sys.exit("\n".join(complaints))


def _pictures(watch: Watch, server: Server, views: Sequence[View]) -> None:
    for view in views:
        if view.before is not None:
            view.before(watch.page(server))
        for way, seen in WAYS.items():
            page = watch.page(server, reduced_motion="reduce", **seen.options)
            if view in OF_USERS[1:]:
                log_in(page, "Ann")
            _picture(page, view, way)
            if view in OF_USERS[1:]:
                page.locator("#who summary").click()
                page.get_by_role("button", name="Log out").last.click()
                page.wait_for_url("**/login")


def _picture(page: Page, view: View, way: str) -> None:
    _open(page, view.address)
    for selector in view.follow:
        with page.expect_navigation():
            page.locator(selector).first.click()
        _settled(page)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    file = PICTURES / f"{view.name}-{way}.png"
    wide = page.evaluate("() => document.documentElement.clientWidth")
    if view.part:
        page.set_viewport_size({"width": wide, "height": page.evaluate(TALL)})
        page.evaluate(TO_PART)
        shot = page.screenshot(animations="disabled", caret="hide")
    else:
        tall = page.evaluate(CUT, min(WAYS[way].tallest, view.tallest))
        clip = FloatRect(x=0, y=0, width=wide, height=tall)
        shot = page.screenshot(full_page=True, clip=clip, animations="disabled", caret="hide")
    file.write_bytes(with_palette(shot, page))
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size:,} bytes")


def _open(page: Page, address: str) -> None:
    page.goto(address)
    _settled(page)


def _settled(page: Page) -> None:
    """Until fonts and map are there and nothing is still being worked out: a part that comes by itself says so in the page."""
    page.wait_for_load_state("networkidle")
    expect(page.locator("main [hx-trigger]")).to_have_count(0, timeout=PATIENCE_MS)


if __name__ == "__main__":
    main(sys.argv[1:])
