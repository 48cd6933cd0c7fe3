"""What no page may do, whatever the test looks at: ask another host, break its own rules, fail."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Response, WebError, WebSocket

from tests.browser.server import Server

RULES = "content security policy"
LOCAL = frozenset({"data", "blob", "about"})
"""Addresses of no host. Whether a page may use them is for its security policy, whose complaints are seen here too."""
REFUSED = re.compile(r"responded with a status of 4\d\d\b")
DESK = {"width": 1280, "height": 800}
PATIENCE_MS = 10_000


class Watch:
    """The pages of one test, and what went wrong in them."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._seen: list[str] = []
        self._expected: list[str] = []
        self.refusals = False
        """Does the test ask for what may be refused? Then a status of 400 to 499 is no complaint."""

    def page(self, server: Server, **options: Any) -> Page:
        """A page in a context of its own, on which `page.goto("/path")` works. Options: those of Playwright's `new_context`."""
        settled = {"viewport": DESK, "locale": "en-GB", "timezone_id": "UTC", "service_workers": "block"} | options
        context = self._browser.new_context(base_url=server.address, **settled)
        context.set_default_timeout(PATIENCE_MS)
        host = urlsplit(server.address).netloc
        context.on("request", lambda request: self._went_to(request.url, host, f"{request.resource_type} asked for"))
        context.on("page", lambda page: page.on("websocket", lambda socket: self._socket(socket, host)))
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", self._error)
        self._contexts.append(context)
        return context.new_page()

    def expect(self, words: str) -> None:
        """A complaint with these words is what the test is about ("status of 404"): it must come, and is none."""
        self._expected.append(words)

    def complaints(self) -> list[str]:
        """Everything that went wrong and was not expected, and what was expected and did not come."""
        for context in self._contexts:
            for page in context.pages:
                _settle(page)
        wrong = [one for one in self._seen if not any(words in one for words in self._expected)]
        missing = [words for words in self._expected if not any(words in one for one in self._seen)]
        return wrong + [f"expected, but never seen: {words}" for words in missing]

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _socket(self, socket: WebSocket, host: str) -> None:
        self._went_to(socket.url, host, "socket opened to")

    def _went_to(self, url: str, host: str, what: str) -> None:
        split = urlsplit(url)
        if split.scheme not in LOCAL and split.netloc != host:
            self._seen.append(f"another host: {what} {url[:200]}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self._seen.append(f"server error: {response.status} for {response.url[:200]}")

    def _console(self, message: ConsoleMessage) -> None:
        if self.refusals and REFUSED.search(message.text):
            return
        if message.type == "error" or (message.type == "warning" and RULES in message.text.lower()):
            self._seen.append(f"console {message.type}: {message.text[:500]} ({message.location['url'][:200]})")

    def _error(self, error: WebError) -> None:
        self._seen.append(f"script error: {str(error.error)[:500]}")


def _settle(page: Page) -> None:
    """Lets what the page has begun come in; a page that hangs has complaints enough of its own."""
    with suppress(Error):
        page.wait_for_load_state("load")
        page.wait_for_timeout(50)
