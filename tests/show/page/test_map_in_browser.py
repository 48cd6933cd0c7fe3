"""The map as a browser draws it, under the policy that the pages have. Skipped where there is no Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import sayso.show.page
from sayso.serve.guard import POLICY
from sayso.show.page.places import MapPoint, Places
from sayso.show.page.rendering import templates
from sayso.vocabulary import PlacePrecision
from tests.browser.chromium import MISSING, launched, path

SCRIPTS = ("vendored/leaflet.js", "map.js")
STYLES = ("vendored/leaflet.css", "map.css")
BASE = "vendored/countries.json"
PAGE = Path(sayso.show.page.__file__).parent
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}
OURS = "getImageData"
"""What the browser says of a test that looks at colours twice."""


def point(
    name: str, latitude: float, longitude: float, precision: PlacePrecision, claims: int, country: str = "KZ"
) -> MapPoint:
    return MapPoint(name, country, latitude, longitude, precision, claims, 1, f"/there?{claims}")


HOSTILE = "<img src=x onerror=alert(1)>"
ALMATY = point("Almaty", 43.25, 76.91, PlacePrecision.CITY, 52)
KAZAKHSTAN = point("Kazakhstan", 48.0, 68.0, PlacePrecision.COUNTRY, 9)
MAPS = {
    "town": Places((ALMATY,), (), (), 0),
    "country": Places((), (KAZAKHSTAN,), (), 0),
    "hostile": Places((point(HOSTILE, 43.3, 52.9, PlacePrecision.ADMIN1, 3),), (KAZAKHSTAN,), (), 0),
    "date line": Places(
        (
            point("Suva", -18.1, 178.4, PlacePrecision.CITY, 7, "FJ"),
            point("Apia", -13.8, -171.8, PlacePrecision.CITY, 4, "WS"),
        ),
        (),
        (),
        0,
    ),
    "empty": Places((), (), (), 4),
}


def map_figure(places: Places, base: str) -> str:
    source = '{% from "map.html" import map %}{{ map(places, base) }}'
    return templates().from_string(source).render(places=places, base=base)


class Answers(BaseHTTPRequestHandler):
    """`/page/NAME`, `/map/NAME` (what a swap brings), and the files of the package."""

    def do_GET(self) -> None:
        name = self.path.removeprefix("/").replace("%20", " ")
        body, kind = self.page(name)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def page(self, name: str) -> tuple[bytes, str]:
        folder, _, rest = name.partition("/")
        if folder in ("page", "map", "bare"):
            figure = map_figure(MAPS[rest], "/gone.json" if folder == "bare" else f"/{BASE}")
            return (figure if folder == "map" else self.around(figure)).encode(), "text/html; charset=utf-8"
        file = PAGE / name if folder == "vendored" else PAGE / "static" / name
        if file.suffix in TYPES and file.is_file():
            return file.read_bytes(), TYPES[file.suffix]
        return b"", "text/plain"

    def around(self, figure: str) -> str:
        links = "".join(f'<link rel="stylesheet" href="/{name}">' for name in ("sayso.css", *STYLES))
        scripts = "".join(f'<script src="/{name}" defer></script>' for name in ("vendored/htmx.min.js", *SCRIPTS))
        config = '<meta name="htmx-config" content=\'{"includeIndicatorStyles": false, "allowEval": false}\'>'
        swap = '<button hx-get="/map/date line" hx-target="#here">swap</button>'
        head = f'<meta charset="utf-8"><title>Map</title><link rel="icon" href="/sayso.svg">{config}{links}{scripts}'
        body = f'<body>{swap}<div id="here">{figure}</div></body>'
        return f'<!doctype html><html lang="en" data-theme="light"><head>{head}</head>{body}</html>'

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests look at what the browser says."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = path()
    if chromium is None:
        pytest.skip(MISSING)
    with launched(chromium) as started:
        yield started


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page that must not complain, nor ask another host."""
    page = browser.new_page(viewport={"width": 900, "height": 800})
    said: list[str] = []

    def heard(what: str) -> None:
        if OURS not in what:
            said.append(what)

    page.on("console", lambda message: heard(message.text))
    page.on("pageerror", lambda error: heard(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(("http://127.0.0.1:", "data:")) else heard(asked.url))
    yield page
    page.close()
    assert said == []


def drawn(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.wait_for_selector(".map-inner canvas")
    tab.wait_for_timeout(200)


def middle_colour(tab: Page) -> list[int]:
    script = """() => { const c = document.querySelector('.map-inner canvas');
        return [...c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data]; }"""
    found: list[int] = tab.evaluate(script)
    return found


def mark(tab: Page) -> tuple[float, float]:
    """Of the only place: its name stands to the right of its ring, which is as large as rings get."""
    box = tab.locator(".map-name").bounding_box()
    assert box is not None
    return box["x"] - 20, box["y"] + box["height"] / 2


def test_a_point_says_what_its_row_says_and_leads_where_it_leads(tab: Page, site: str) -> None:
    drawn(tab, f"{site}/page/town")
    x, y = mark(tab)
    tab.mouse.move(x, y)
    tab.wait_for_selector(".map-tip")
    lines = tab.locator(".map-tip strong, .map-tip span").all_text_contents()
    assert lines == ["Almaty", "a town", "52 claims in 1 report"]
    tab.evaluate("document.querySelector('tr[data-claims] a').addEventListener('click', e => {"
                 "e.preventDefault(); document.title = e.target.getAttribute('href'); })")  # fmt: skip
    tab.mouse.click(x, y)
    assert tab.title() == "/there?52"


def test_a_country_is_tinted_and_has_no_point(tab: Page, site: str) -> None:
    drawn(tab, f"{site}/page/country")
    tinted = middle_colour(tab)
    assert tab.locator(".map-name").count() == 0
    drawn(tab, f"{site}/page/empty")
    assert middle_colour(tab) != tinted


def test_a_name_is_never_markup(tab: Page, site: str) -> None:
    drawn(tab, f"{site}/page/hostile")
    assert tab.locator(".map-name").all_text_contents() == [HOSTILE]
    tab.locator("summary").click()
    tab.locator("tr a").first.focus()
    assert HOSTILE in tab.locator(".map-tip").all_text_contents()[0]
    assert tab.locator(".map img").count() == 0


def test_the_theme_is_followed(tab: Page, site: str) -> None:
    drawn(tab, f"{site}/page/country")
    light = middle_colour(tab)
    tab.evaluate("document.documentElement.dataset.theme = 'dark'")
    tab.wait_for_timeout(200)
    assert sum(middle_colour(tab)[:3]) < sum(light[:3])


def test_places_on_both_sides_of_the_date_line_lie_side_by_side(tab: Page, site: str) -> None:
    drawn(tab, f"{site}/page/date line")
    suva, apia = (tab.locator(".map-name", has_text=name).bounding_box() for name in ("Suva", "Apia"))
    assert suva is not None and apia is not None
    assert 0 < apia["x"] - suva["x"] < 700


def test_swaps_leave_one_map_and_no_complaint(tab: Page, site: str) -> None:
    """Leaflet tells of a new size of the window a little later, also when the map has gone by then."""
    drawn(tab, f"{site}/page/town")
    for width in range(700, 900, 20):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.wait_for_timeout(40)
        tab.locator("button", has_text="swap").click()
        tab.wait_for_timeout(60)
    tab.wait_for_timeout(400)
    tab.locator("canvas").wait_for(state="attached")  # a busy machine draws it later
    assert tab.locator(".leaflet-container").count() == tab.locator("canvas").count() == 1
    assert "Suva" in tab.locator(".map-name").all_text_contents()


def test_keys_move_it(tab: Page, site: str) -> None:
    drawn(tab, f"{site}/page/town")
    before = mark(tab)
    tab.locator(".map-inner").focus()
    tab.keyboard.press("ArrowRight")
    tab.wait_for_timeout(700)
    assert mark(tab)[0] < before[0]


def test_without_its_base_map_the_table_is_left(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/bare/town")
    page.wait_for_timeout(500)
    assert not page.locator(".map-frame").is_visible()
    page.locator("summary").click()
    assert page.locator("table[data-map-points]").is_visible()
    page.close()


def test_without_script_the_table_is_left(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/page/town")
    assert not page.locator(".map-frame").is_visible()
    page.locator("summary").click()
    assert page.locator("tr a").get_attribute("href") == "/there?52"
    context.close()
