"""To a view, also where the ledger is still being read for it: on a busy machine every view may say so first."""

from __future__ import annotations

import time

from playwright.sync_api import Page

from tests.browser.server import READING, START_SECONDS

PAUSE_MS = 50.0


def arrive(page: Page, address: str) -> int:
    """The status of the answer when the page is there. AssertionError where it goes on to say that it is being read."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        answer = page.goto(address)
        assert answer, address
        if answer.status != READING:
            return answer.status
        page.wait_for_timeout(PAUSE_MS)
    raise AssertionError(f"{address} is still being read after {START_SECONDS:.0f} seconds")
