"""R9: 110 payloads in every field, each view opened in Chromium, with the content policy and once more without it."""

from __future__ import annotations

import json
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from sayso.ledger.canonical import encode
from sayso.ledger.query import Reader
from tests.browser.arriving import arrive
from tests.browser.following import shape
from tests.browser.server import Server
from tests.command import ran
from tests.prove.attacked_page import PAYLOADS, browser, hostile, server, watched
from tests.prove.proof import FULL, Proof

__all__ = ["browser", "hostile", "server"]
API = "/api/v1"


@pytest.fixture(scope="module")
def views(server: Server) -> list[str]:
    """The address of every view of this ledger: each report, figure, incident, origin and question, and all pages of lists."""
    found = ["/", "/add", "/review", "/review/log", "/situations", "/origins", "/stories", "/reports", "/search"]
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
    found: list[str] = []
    while len(found) < (400 if FULL else 40):
        listed = page.evaluate("[...document.querySelectorAll('main a[href]')].map((one) => one.href).filter((one) => one.at)")
        fresh = [f"{urlsplit(one).path}?{urlsplit(one).query}" for one in listed if urlsplit(one).path == at and sign in one]
        fresh = [one for one in dict.fromkeys(fresh) if one not in found]
        found += fresh
        if at == "/origins" or not fresh:
            break
        _open(page, fresh[-1])
    return found


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
    assert len(told) > 10_000
    proof.saw(f"{count + 1} reports as files, {'without' if bypass else 'with'} their own policy: 0 ran, 0 requests")
