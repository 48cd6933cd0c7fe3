"""R9: words that come with a request and are shown again: addresses, forms that are refused, names of files."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Error

from sayso.ledger.query import Reader
from tests.browser.server import Server
from tests.prove.attacked_page import PAYLOADS, browser, hostile, server, watched
from tests.prove.proof import FULL, Proof

__all__ = ["browser", "hostile", "server"]
ASKED = ("situation", "kind", "place", "since", "until", "as_of", "recorded_by", "text", "near", "within", "story", "compare")
PATHS = ("nowhere", "figure", "incident", "report", "claim", "export", "static/x")
LISTS = (*("/search?after=", "/search?where=", "/reports?after=", "/origins?origin=", "/review?subject=", "/review?said="),)


@pytest.mark.parametrize("bypass", [False, True], ids=["with the policy", "without it"])
def test_what_is_asked_for_is_shown_as_words(browser: Browser, server: Server, bypass: bool, proof: Proof) -> None:
    """Every parameter and every path, whose words come back in fields, links and errors. Styles are left out, to be quick; with
    the policy each fourth payload is tried."""
    tried = 0
    with watched(browser, server.address, bypass) as opened:
        opened.page.route("**/*.{css,woff2}", lambda route: route.abort())
        for payload in PAYLOADS[:: 1 if bypass and FULL else 4 if FULL else 2]:
            words = quote(payload[:199], safe="")
            ats = (
                [f"/?{name}={words}" for name in ASKED]
                + [f"/{part}/{words}" for part in PATHS]
                + [f"{at}{words}" for at in LISTS]
            )
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
def test_what_is_typed_and_handed_over(browser: Browser, server: Server, bypass: bool, proof: Proof) -> None:
    """Forms that are refused show again what was typed; names of files stand in the account of a run."""
    files = [
        {
            "name": one.replace("/", "_").replace("\0", "")[:200] + ".txt",
            "mimeType": "text/plain",
            "buffer": b"Five died in Almaty.",
        }
        for one in PAYLOADS
    ]
    typed = 0
    with watched(browser, server.address, bypass) as opened:
        page = opened.page
        page.goto("/add")
        page.locator("input[type=file][name=files]").set_input_files(files[:100])  # type: ignore[arg-type]
        page.get_by_role("button", name="Add", exact=True).click()
        page.wait_for_url("**/add/*")
        page.wait_for_function("!document.querySelector('meta[http-equiv=refresh]')", timeout=60_000)
        opened.look("a run with hostile names of files")
        with Reader.open(server.ledger) as reader:
            subject = next(reader.claims()).claim.id
        for payload in PAYLOADS:
            for at, form in _forms(payload, subject):
                answer = page.request.post(at, form=form, headers={"Sec-Fetch-Site": "same-origin"}, max_redirects=0)
                assert answer.status in (303, 400, 404, 409), (at, answer.status, payload)
                if answer.status == 303:
                    continue
                html = answer.text()
                page.goto("/static/none/sayso.css")
                page.set_content(html, wait_until="domcontentloaded")
                opened.look(f"{at} refused {payload!r}")
                typed += 1
    proof.saw(f"{min(100, len(files))} names of files, {typed} refused forms shown again: 0 ran")


def _forms(payload: str, subject: str) -> Iterator[tuple[str, dict[str, str | float | bool]]]:
    yield "/add", {"text": payload, "title": payload, "outlet": payload, "published": payload, "address": payload}
    yield "/situations", dict.fromkeys(("name", "place", "since", "until", "text", "kind"), payload)
    yield "/review", {"subject": subject, "verdict": payload, "why": payload, "other": payload, "reviewer": payload}
    yield "/review", {"subject": payload, "verdict": "same_incident", "why": payload, "other": payload, "reviewer": payload}
    yield "/review/undo", {"subject": subject, "why": payload, "reviewer": payload, "head": payload}
