"""A page that is attacked: what it may not do is seen, whatever it is; and the ledger and server that attack it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog

from tests.browser.chromium import MISSING, launched, path
from tests.browser.server import Server, serving_copy
from tests.prove.payload_ledger import payload_ledger
from tests.prove.proof import FULL
from tests.prove.script_payloads import payloads

PAYLOADS = payloads(110 if FULL else 11)
"""Of 160: each has three reports of its own, so all of them would take half an hour of a browser."""
API = "/api/v1"
CANARY = """
window.ran = [];
window.pwned = (number) => { window.ran.push(number); };
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = (words) => { window.ran.push(`${name}: ${words}`); };
"""
"""Before any script of a page."""
LOOKED_FOR = r"""() => {
  const wrong = window.ran.map((one) => `script ran: ${one}`);
  const told = (element) => element.outerHTML.slice(0, 200);
  const dangerous = /^[\s\0-\x20]*(javascript|data|vbscript|blob|filesystem):/i;
  const leads = /^(?:xlink:)?(href|src|srcset|action|formaction|data|poster|background|cite|ping|manifest|code|longdesc)$/;
  const attacks = /^(iframe|object|embed|base|portal|frame|frameset|applet|marquee|keygen|x-pwn|x|foreignobject|math)$/i;
  const within = (root) => {
    for (const element of root.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) wrong.push(`handler: ${told(element)}`);
        if (leads.test(name) && dangerous.test(value.replace(/[\t\n\r]/g, ''))) wrong.push(`address: ${told(element)}`);
        if (leads.test(name) && element.localName !== 'a' && /^(https?:)?\/\/pwn\./i.test(value))
          wrong.push(`loads: ${told(element)}`);
        if (name === 'srcdoc' || (name === 'style' && value.includes('pwn'))) wrong.push(`style or frame: ${told(element)}`);
        if (['id', 'class', 'name'].includes(name) && /^pwn/.test(value)) wrong.push(`element of an attack: ${told(element)}`);
        if (name === 'http-equiv' && /pwn|javascript/.test(told(element))) wrong.push(`refresh: ${told(element)}`);
      }
      if (attacks.test(element.localName))
        wrong.push(`element of an attack: ${told(element)}`);
      if (/^(script|template|noscript)$/.test(element.localName) && /pwned|pwn\.invalid/.test(element.textContent))
        wrong.push(`in a ${element.localName}: ${told(element)}`);
      if (element.localName === 'style' && /<[a-z/!]|(url\(|@import)\W*\/\/pwn/i.test(element.textContent))
        wrong.push(`in a style: ${told(element)}`);
      if (element.shadowRoot) within(element.shadowRoot);
      if (element.localName === 'template') within(element.content);
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
    while (walker.nextNode()) if (/pwn/.test(walker.currentNode.data)) wrong.push(`in a comment: ${walker.currentNode.data}`);
  };
  within(document);
  if (document.documentElement.textContent.includes('23331')) wrong.push('a template was worked out');
  return [...new Set(wrong)];
}"""


class Watched:
    """A page, and all that it did which it may not: dialogs, windows, requests to others, refusals of the policy."""

    def __init__(self, context: BrowserContext, own: str, bypass: bool) -> None:
        self.wrong: list[str] = []
        self._own = own
        context.add_init_script(CANARY)
        context.on("request", lambda one: self._asked(one.url))
        context.on("dialog", self._dialog)
        self.page = context.new_page()
        context.on("page", lambda one: self.wrong.append(f"a window: {one.url}"))
        if not bypass:
            self.page.on("console", lambda one: self._said(one.text))

    def look(self, told: str) -> None:
        """AssertionError with what became of a payload; the page is told by `told`, and its folds are opened."""
        self.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        wrong = [*self.wrong, *self.page.evaluate(LOOKED_FOR)]
        assert not wrong, f"{told}:\n" + "\n".join(wrong[:20])

    def _asked(self, url: str) -> None:
        if not url.startswith(self._own) and not url.startswith("data:font/woff2"):
            self.wrong.append(f"asked for {url[:200]}")

    def _dialog(self, one: Dialog) -> None:
        self.wrong.append(f"dialog: {one.message}")
        one.dismiss()

    def _said(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.wrong.append(f"the policy had to refuse: {text[:300]}")


@contextmanager
def watched(browser: Browser, own: str, bypass: bool, **options: Any) -> Iterator[Watched]:
    context = browser.new_context(base_url=own if own.startswith("http") else None, bypass_csp=bypass, **options)
    context.set_default_timeout(30_000)
    try:
        yield Watched(context, own, bypass)
    finally:
        context.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = path()
    if found is None:
        pytest.skip(MISSING)
    with launched(found) as opened:
        yield opened


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return payload_ledger(tmp_path_factory.mktemp("payloads"), PAYLOADS)


@pytest.fixture(scope="module")
def server(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving_copy(hostile, tmp_path_factory.mktemp("server")) as found:
        yield found
