"""axe-core on a page: no serious or critical finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FAILING = frozenset({"serious", "critical"})


def axe(page: Page) -> None:
    """AssertionError with a line a finding: rule, selector, what is wrong with it."""
    found = list(findings(page))
    assert not found, f"axe-core on {page.url}:\n" + "\n".join(found)


def findings(page: Page) -> Iterator[str]:
    response: dict[str, Any] = Axe().run(page).response
    for rule in response["violations"]:
        if rule["impact"] in FAILING:
            for node in rule["nodes"]:
                wrong = " ".join(node["failureSummary"].split()).removeprefix("Fix any of the following: ")
                yield f"  {rule['id']} ({rule['impact']})  {' '.join(map(str, node['target']))}  {wrong}"
