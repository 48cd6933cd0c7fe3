"""R6: spans are true in a browser, which counts UTF-16 code units and not characters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from sayso.printable import clean
from tests.browser.chromium import MISSING, launched, path
from tests.browser.server import Server, sayso, serving
from tests.prove.proof import Proof
from tests.prove.spans import SEED, Case, cases, of_all
from tests.prove.test_r06_spans import WHOLE, written

LOOK = """
async (asked) => {
  const told = {};
  const joined = (found) => [...found].map((one) => one.textContent).join("");
  const block = (one) => one.closest("p, h1, h2, figcaption");
  for (const { id, text, start, end } of asked.claims) {
    const marks = document.querySelectorAll(`.text mark[data-of~="${id}"]`);
    // the product's own script lights what an address leads to
    history.replaceState(null, "", `#${id}`);
    dispatchEvent(new HashChangeEvent("hashchange"));
    const lit = joined(document.querySelectorAll(".text mark.lit"));
    // characters to code units, as whoever uses the API in a browser has to; then what lies between them on the page
    const letters = Array.from(text);
    const from = letters.slice(0, start).join("").length, to = letters.slice(0, end).join("").length;
    const home = marks.length ? block(marks[0]) : null;
    const shift = home ? home.textContent.indexOf(text) : -1;
    const range = document.createRange();
    const place = (at) => {
      const walk = document.createTreeWalker(home, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(), left = at; node; node = walk.nextNode()) {
        if (left <= node.data.length) return [node, left];
        left -= node.data.length;
      }
      return [home, 0];
    };
    if (shift >= 0) { range.setStart(...place(from + shift)); range.setEnd(...place(to + shift)); }
    told[id] = { marked: joined(marks), lit, ranged: range.toString(),
                 told: joined(document.querySelectorAll(`.text .told[data-of~="${id}"]`)) };
  }
  const answer = await fetch(`/api/v1/reports/${asked.report}/claims?limit=100`);
  for (const item of (await answer.json()).items) {
    const at = item.figure.span.map((place) => place - item.evidence.span[0]);
    told[item.claim].sent = Array.from(item.evidence.text).slice(...at).join("");
  }
  return told;
}
"""


@pytest.fixture(scope="module")
def made() -> list[Case]:
    return cases(Proof("R6").count(WHOLE), SEED + 100)


@pytest.fixture(scope="module")
def server(made: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("spans in a browser")
    ledger: Path = written(made, folder / "spans.ledger")
    with serving(sayso(ledger, "serve", "--port", "0"), ledger, folder) as found:
        yield found


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    executable = path()
    if executable is None:
        pytest.skip(MISSING)
    with launched(executable) as browser:
        yield browser.new_page()


def test_code_units_of_a_browser(made: list[Case], page: Page, server: Server, proof: Proof) -> None:
    wrong: list[Any] = []
    for case in made:
        page.goto(server.url(f"/report/{case.report.id}"), wait_until="load")
        told = page.evaluate(LOOK, {"report": case.report.id, "claims": list(_asked(case))})
        for id, (evidence, figure) in case.quotes.items():
            want = {
                **dict.fromkeys(("marked", "lit", "ranged"), clean(figure)),
                "told": clean(evidence),
                "sent": figure.encode("utf-8", "replace").decode("utf-8"),
            }
            if told[id] != want:
                wrong.append((SEED + 100, case.report.id, id, want, told[id]))
    assert not wrong, f"{len(wrong)} of {of_all(made)}: {wrong[:3]!a}"
    astral = sum(any(ord(letter) > 0xFFFF for letter in case.report.text) for case in made)
    proof.saw(
        f"Chromium: {of_all(made):,} cases, of the marks, of what the page's script lights, of a range by code units, and "
        f"of the API's JSON: 0 wrong ({astral} of {len(made)} texts have characters of two code units)"
    )


def _asked(case: Case) -> Iterator[dict[str, Any]]:
    """Where the words stand in the block that they are in, in characters."""
    for claim in case.claims:
        assert claim.figure
        at = claim.figure.span
        block = next(one.span for one in case.report.blocks if one.span.holds(at))
        start, end = at.start - block.start, at.end - block.start
        yield {"id": claim.id, "text": clean(block.of(case.report.text)), "start": start, "end": end}
