"""What a first visit costs in headless Chromium on the demo: bytes, and the time to the first useful paint.

Useful is the paint of the first card's number: Chromium tells when an element with `elementtiming` was painted, and the largest
contentful paint is told beside it. Each visit is in a context of its own, with nothing kept from before.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Request

from bench.texts import DEMO
from tests.browser.chromium import MISSING, launched, path
from tests.browser.server import Server, sayso, serving_copy

VISITS = 9
OBSERVED = """new PerformanceObserver((list) => { window.painted ??= list.getEntries()[0].renderTime; })
    .observe({ type: "element", buffered: true });"""
FIRST = """() => performance.getEntriesByName("first-contentful-paint")[0].startTime"""

Row = tuple[str, str]


def rows() -> Iterator[Row]:
    executable = path()
    if executable is None:
        yield "first visit in Chromium", MISSING
        return
    with tempfile.TemporaryDirectory() as made, launched(executable) as browser:
        ledger, served = Path(made) / "demo.ledger", Path(made) / "served"
        served.mkdir()
        subprocess.run(sayso(ledger, "add", str(DEMO)), check=True, capture_output=True)
        with serving_copy(ledger, served) as server:
            visits = [_visit(browser, server) for _ in range(VISITS)]
    weight, count = visits[0][2], visits[0][3]
    yield "situation, first visit, as sent (fonts, map and scripts with it)", f"{weight / 1000:.0f} KB in {count} answers"
    for name, at in (("first paint", 0), ("paint of the first card's number", 1)):
        took = sorted(visit[at] for visit in visits)
        yield f"{name} in headless Chromium, on the demo", f"median {took[len(took) // 2]:.0f} ms, worst {took[-1]:.0f} ms"


def _visit(browser: Browser, server: Server) -> tuple[float, float, int, int]:
    """First contentful paint, the number's paint (ms since the visit began), bytes and answers."""
    with browser.new_context() as context:
        context.add_init_script(OBSERVED)
        page = context.new_page()
        sizes: list[int] = []

        def sent(request: Request) -> None:
            sizes.append(_size(request))

        page.on("requestfinished", sent)
        page.goto(server.url("/"))
        page.wait_for_load_state("networkidle")
        return page.evaluate(FIRST), page.evaluate("window.painted"), sum(sizes), len(sizes)


def _size(of: Request) -> int:
    """Bytes as they came over the wire, headers with them."""
    sizes = of.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


if __name__ == "__main__":
    for name, value in rows():
        print(f"| {name} | {value} |")
