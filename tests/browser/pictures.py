"""`make pictures`: each view of the page on the demo, in light, in dark and on a phone, into docs/pictures."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.chromium import MISSING, launched, path
from tests.browser.palette import with_palette
from tests.browser.server import sayso, serving_copy
from tests.browser.watch import Watch

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
TALLEST = 1600
"""Pixels of a picture's height; what is below is cut."""
MOST_BYTES = 3_000_000
"""Of all pictures together: they are in the repository."""
WAYS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}, "has_touch": True},
}


@dataclass(frozen=True, slots=True)
class View:
    """A view, found as a person finds it: from an address by the links to follow, each a selector."""

    name: str
    address: str
    follow: tuple[str, ...] = ()


VIEWS = (
    View("situation", "/?place=KZ&as_of=2022-01-09T14:00"),
    View("now", "/"),
    View("figure", "/", ('main a[href^="/figure/"]',)),
    View("report", "/", ('main a[href^="/report/"]',)),
    View("origins", "/origins"),
    View("review", "/review"),
    View("search", "/search?text=airport"),
    View("add", "/add"),
)


def main(only: Sequence[str]) -> None:
    """Takes the pictures of the views named, or of all. Ends with status 1 where the page misbehaves or they weigh too much."""
    executable = path()
    if executable is None:
        sys.exit(MISSING)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        ledger, copied = Path(made) / "kazakhstan.ledger", Path(made) / "served"
        copied.mkdir()
        subprocess.run(sayso(ledger, "add", str(ROOT / "demo" / "reports")), check=True, capture_output=True)
        with serving_copy(ledger, copied) as server, launched(executable) as browser:
            watch = Watch(browser)
            for view in VIEWS:
                if not only or view.name in only:
                    for way, options in WAYS.items():
                        _picture(watch.page(server, reduced_motion="reduce", **options), view, way)
            complaints = watch.complaints()
            watch.close()
    weight = sum(file.stat().st_size for file in PICTURES.glob("*.png"))
    print(f"docs/pictures: {weight:,} bytes in all")
    if weight > MOST_BYTES:
        complaints.append(f"the pictures weigh more than {MOST_BYTES:,} bytes")
    if complaints:
        sys.exit("\n".join(complaints))


def _picture(page: Page, view: View, way: str) -> None:
    page.goto(view.address)
    for selector in view.follow:
        page.locator(selector).first.click()
        page.wait_for_load_state()
    page.evaluate("() => document.fonts.ready.then(() => true)")
    wide, tall = page.evaluate("() => [document.documentElement.clientWidth, document.documentElement.scrollHeight]")
    file = PICTURES / f"{view.name}-{way}.png"
    shot = page.screenshot(
        full_page=True,
        clip={"x": 0, "y": 0, "width": wide, "height": min(tall, TALLEST)},
        animations="disabled",
        caret="hide",
    )
    file.write_bytes(with_palette(shot, page))
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
