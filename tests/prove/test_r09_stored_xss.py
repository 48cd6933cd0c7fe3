"""R9: 160 payloads in every field, each view opened in Chromium, with the content policy and once more without it."""

from __future__ import annotations

import json
import os
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from sayso.ledger.canonical import encode
from sayso.ledger.query import Reader
from tests.browser.arriving import arrive
from tests.browser.chromium import MISSING, launched, path
from tests.browser.following import shape
from tests.browser.server import Server, serving_copy
from tests.command import ran
from tests.prove.payload_ledger import payload_ledger
from tests.prove.proof import FULL, Proof
from tests.prove.script_payloads import payloads

pytestmark = pytest.mark.skipif(path() is None, reason=MISSING)
PAYLOADS = payloads(None if FULL else 16)
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
  const within = (root) => {
    for (const element of root.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) wrong.push(`handler: ${told(element)}`);
        if (leads.test(name) && dangerous.test(value.replace(/[\t\n\r]/g, ''))) wrong.push(`address: ${told(element)}`);
        if (leads.test(name) && /^(https?:)?\/\/pwn\./i.test(value) && element.localName !== 'a') wrong.push(`loads: ${told(element)}`);
        if (name === 'srcdoc' || (name === 'style' && value.includes('pwn'))) wrong.push(`style or frame: ${told(element)}`);
        if (['id', 'class', 'name'].includes(name) && /^pwn/.test(value)) wrong.push(`element of an attack: ${told(element)}`);
        if (name === 'http-equiv' && /pwn|javascript/.test(told(element))) wrong.push(`refresh: ${told(element)}`);
      }
      if (/^(iframe|object|embed|base|portal|frame|frameset|applet|marquee|keygen|x-pwn|x|foreignobject|math)$/i.test(element.localName))
        wrong.push(`element of an attack: ${told(element)}`);
      if (/^(script|style|template|noscript|title)$/.test(element.localName) && element.localName !== 'title'
          && /pwned|pwn\.invalid/.test(element.textContent)) wrong.push(`in a ${element.localName}: ${told(element)}`);
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
        context.on("dialog", lambda one: (self.wrong.append(f"dialog: {one.message}"), one.dismiss()))
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
    assert found
    with launched(found) as opened:
        yield opened


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return payload_ledger(tmp_path_factory.mktemp("payloads"), PAYLOADS)


@pytest.fixture(scope="module")
def server(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving_copy(hostile, tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture(scope="module")
def views(server: Server) -> list[str]:
    """The address of every view of this ledger: each report, figure, incident, origin and question, and all pages of lists."""
    found = ["/", "/add", "/review", "/review/log", "/situations", "/origins", "/stories", "/reports", "/search", "/situation-report"]
    found += [f"/report/{one['report']}" for one in _items(server, "reports")]
    found += [f"/incident/{one['incident']}" for one in _items(server, "incidents")]
    found += [f"/figure/{one['series']}" for one in _items(server, "figures")]
    with Reader.open(server.ledger) as reader:
        subjects = sorted({one.verdict.subject for one in reader.opinions()})
    found += [f"/review?subject={one}" for one in subjects]
    found += [f"/?situation={quote(one['name'], safe='')}" for one in _items(server, "situations")]
    return found


def _items(server: Server, listed: str) -> list[Any]:
    found, at = [], f"{API}/{listed}?limit=200"
    while at:
        with urllib.request.urlopen(server.url(at), timeout=60) as answer:
            told = json.loads(answer.read())
        found += told["items"]
        at = told["next"]
    return found


def test_every_payload_is_in_every_field(hostile: Path, proof: Proof) -> None:
    """Else nothing here would prove anything."""
    with Reader.open(hostile) as reader:
        reports = "\n".join(encode(one).decode() for one in reader.reports())
        claims = "\n".join(encode(one.claim).decode() for one in reader.claims())
    for number, payload in enumerate(PAYLOADS):
        told = json.dumps(payload)[1:-1]
        assert told in reports and told in claims, payload
        assert f'"{told}"' in claims, f"alone in a field: {number} {payload}"


@pytest.mark.parametrize("bypass", [False, True], ids=["with the policy", "without it"])
def test_every_view(browser: Browser, server: Server, views: list[str], bypass: bool, proof: Proof) -> None:
    seen = Counter[str]()
    with watched(browser, server.address, bypass) as opened:
        for at in views:
            _open(opened.page, at)
            opened.look(at)
            seen[shape(at)] += 1
            for further in _further(opened.page, at):
                _open(opened.page, further)
                opened.look(further)
                seen[shape(further)] += 1
    how = "without the content policy" if bypass else "with the content policy, which had nothing to refuse"
    proof.saw(f"{len(PAYLOADS)} payloads in every field, {sum(seen.values())} views of {len(seen)} sorts {how}: 0 scripts ran")


def _open(page: Page, at: str) -> None:
    arrive(page, at)


def _further(page: Page, at: str) -> list[str]:
    """The next pages of a list, and the origins that are told one by one."""
    if at not in ("/reports", "/search", "/stories", "/origins", "/review/log"):
        return []
    sign = {"/origins": "origin=", "/stories": "page="}.get(at, "after=")
    found, waiting = [], [at]
    while waiting and len(found) < (400 if FULL else 40):
        listed = page.evaluate("[...document.querySelectorAll('a[href]')].map((one) => one.href)")
        fresh = [f"{urlsplit(one).path}?{urlsplit(one).query}" for one in listed if urlsplit(one).path == at and sign in one]
        fresh = [one for one in dict.fromkeys(fresh) if one not in found]
        found += fresh
        if at == "/origins" or not fresh:
            break
        _open(page, fresh[-1])
    return found


ASKED = ("situation", "kind", "place", "since", "until", "as_of", "recorded_by", "text", "near", "within", "story", "compare")
PATHS = ("nowhere", "figure", "incident", "report", "claim", "export", "static/x")
LISTS = (*("/search?after=", "/search?where=", "/reports?after=", "/origins?origin=", "/review?subject=", "/review?said="),)


@pytest.mark.parametrize("bypass", [False, True], ids=["with the policy", "without it"])
def test_what_is_asked_for_is_shown_as_words(browser: Browser, server: Server, bypass: bool, proof: Proof) -> None:
    """Every parameter and every path, whose words come back in fields, links and errors. Styles are left out, to be quick."""
    tried = 0
    with watched(browser, server.address, bypass) as opened:
        opened.page.route("**/*.{css,woff2}", lambda route: route.abort())
        for payload in PAYLOADS:
            words = quote(payload[:199], safe="")
            ats = [f"/?{name}={words}" for name in ASKED] + [f"/{part}/{words}" for part in PATHS] + [f"{at}{words}" for at in LISTS]
            for at in ats:
                try:
                    opened.page.goto(at, wait_until="domcontentloaded")
                except Error as error:
                    assert "Download is starting" in str(error) or "ERR_INVALID_URL" in str(error), (at, error)
                    continue
                opened.look(at)
                tried += 1
    policy = "without the policy" if bypass else "with it"
    proof.saw(f"{tried:,} addresses with a payload in each parameter and path, {policy}: 0 ran")


@pytest.mark.parametrize("bypass", [False, True], ids=["with the policy", "without it"])
def test_what_is_typed_and_handed_over(browser: Browser, server: Server, tmp_path: Path, bypass: bool, proof: Proof) -> None:
    """Forms that are refused show again what was typed; names of files stand in the account of a run."""
    files = [
        {"name": one.replace("/", "_").replace("\0", "")[:200] + ".txt", "mimeType": "text/plain", "buffer": b"Five died in Almaty."}
        for one in PAYLOADS
    ]
    typed = 0
    with watched(browser, server.address, bypass) as opened:
        page = opened.page
        page.goto("/add")
        page.locator("input[type=file][name=files]").set_input_files(files[:100])  # type: ignore[arg-type]
        page.locator("form[action='/add'] button[type=submit], form[enctype] button[type=submit]").first.click()
        page.wait_for_url("**/add/*")
        page.wait_for_function("!document.querySelector('meta[http-equiv=refresh]')", timeout=60_000)
        opened.look("a run with hostile names of files")
        with Reader.open(server.ledger) as reader:
            subject = next(reader.claims()).claim.id
        for payload in PAYLOADS:
            for at, form in _forms(payload, subject):
                answer = page.request.post(at, form=form, headers={"Sec-Fetch-Site": "same-origin"}, max_redirects=0)
                assert answer.status in (303, 400, 404), (at, answer.status, payload)
                if answer.status == 303:
                    continue
                html = answer.text()
                page.goto("/static/none/sayso.css")
                page.set_content(html, wait_until="domcontentloaded")
                opened.look(f"{at} refused {payload!r}")
                typed += 1
    proof.saw(f"{min(100, len(files))} names of files, {typed} refused forms shown again: 0 ran")


def _forms(payload: str, subject: str) -> Iterator[tuple[str, dict[str, str]]]:
    yield "/add", {"text": payload, "title": payload, "outlet": payload, "published": payload, "address": payload}
    yield "/situations", {name: payload for name in ("name", "place", "since", "until", "text", "kind")}
    yield "/review", {"subject": subject, "verdict": payload, "why": payload, "other": payload, "reviewer": payload}
    yield "/review", {"subject": payload, "verdict": "same_incident", "why": payload, "other": payload, "reviewer": payload}
    yield "/review/undo", {"subject": subject, "why": payload, "reviewer": payload, "head": payload}


@pytest.mark.parametrize("bypass", [False, True], ids=["with its policy", "without it"])
def test_the_report_file(browser: Browser, hostile: Path, tmp_path: Path, bypass: bool, proof: Proof) -> None:
    """Opened as a file, by the situation of each tenth payload; in all of them every payload stands."""
    told = ""
    count = 0
    with watched(browser, "file://", bypass, offline=True) as opened:
        for number, payload in list(enumerate(PAYLOADS))[:: 20 if FULL else 8]:
            file = tmp_path / f"{number}.html"
            ran(hostile, "report", f"{number} {payload}", "-o", str(file))
            opened.page.goto(file.as_uri())
            opened.look(f"the report of {payload!r}")
            told += opened.page.locator("body").inner_text()
            count += 1
        ran(hostile, "report", "-o", str(tmp_path / "whole.html"))
        opened.page.goto((tmp_path / "whole.html").as_uri())
        opened.look("the report of the whole ledger")
    assert os.path.getsize(tmp_path / "whole.html") > 10_000  # noqa: PTH202
    proof.saw(f"{count + 1} reports as files, {'without' if bypass else 'with'} their own policy: 0 ran, 0 requests")
