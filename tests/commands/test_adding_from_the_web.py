"""`sayso add`, `read` and `capture` with addresses, over real servers on loopback, as a person would type them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collect.net.serving import Server
from tests.conftest import Sayso

PAGE = """<!doctype html><html><head><title>Six dead in Almaty</title><meta property="og:site_name" content="Steppe Wire">
<meta property="article:published_time" content="2022-01-07T08:00:00Z"></head><body><article><h1>Six dead in Almaty</h1>
<p>Six protesters were killed in Almaty on Wednesday, the Health Ministry said on Friday.</p></article></body></html>"""
RUSSIAN = "Полиция сообщила, что двенадцать человек были задержаны в городе в пятницу вечером. " * 5
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("SAYSO_DELAY_SECONDS", "0")
    with Server() as made:
        monkeypatch.setenv("SAYSO_ALLOW_HOSTS", made.site)
        yield made


def items(server: Server, *targets: str) -> bytes:
    links = "".join(f"<item><title>&lt;script&gt;x</title><link>{server.url(target)}</link></item>" for target in targets)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{links}</channel></rss>'.encode()


def test_one_article_is_read_added_and_given_back(sayso: Sayso, server: Server, tmp_path: Path) -> None:
    server.page("/fire?utm_source=x", gzip.compress(PAGE.encode()), {**HTML, "Content-Encoding": "gzip"})
    address = server.url("/fire?utm_source=x")
    [claim] = [json.loads(line) for line in sayso("read", address, "--reader", "rules").out.splitlines()][-1:]
    assert (claim["report"], claim["outlet"], claim["published"][:10]) == ("fire", "Steppe Wire", "2022-01-07")
    added = sayso("add", address, "--reader", "rules")
    assert added.status == 0 and "received 1 = 1 reports" in added.err
    assert "received 1 = 0 reports + 0 duplicates + 1 unchanged" in sayso("add", address, "--reader", "rules").err
    assert sayso("capture", "fire", "-o", tmp_path / "page.html").status == 0
    assert (tmp_path / "page.html").read_bytes() == PAGE.encode()
    assert "1 bodies, all there and right" in sayso("verify", "--evidence").out


def test_a_feed_gives_an_account_of_all_that_it_names(sayso: Sayso, server: Server) -> None:
    server.page("/a", PAGE.encode(), HTML)
    server.page("/b", PAGE.replace("Six", "Nine").encode(), HTML)
    server.page("/ru", f"<article><p>{RUSSIAN}</p></article>".encode(), HTML)
    server.page("/picture", b"\x89PNG\r\n\x1a\n\0\0", {"Content-Type": "text/html"})
    server.redirect("/away", "http://169.254.169.254/latest/meta-data")
    server.page("/feed", items(server, "/a", "/b", "/ru", "/gone", "/picture", "/away", "/a?utm_source=x"))
    ran = sayso("add", server.url("/feed"), "--reader", "rules")
    told = " ".join(ran.err.split())
    assert ran.status == 1
    assert "received 6 = 3 reports + 0 duplicates + 0 unchanged + 0 refused + 3 unreadable" in told
    for code in ("E073", "E003", "E070"):
        assert f"{code} " in told
    assert "1 report in a language without a reader: ru 1; kept, without claims" in told
    assert "named again in this run, and not fetched again: 1" in told
    assert sayso("received", "--unread", "--format", "jsonl").out.count("\n") == 1


def test_without_leave_nothing_on_this_machine_is_asked(sayso: Sayso, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_ALLOW_HOSTS", "")
    server.page("/a", PAGE.encode(), HTML)
    ran = sayso("add", server.url("/a"), "--reader", "rules")
    assert ran.status == 1 and ran.err.startswith("E070 ") and server.connections == 0
    assert "received 1 = 0 reports + 0 duplicates + 0 unchanged + 0 refused + 1 unreadable" in " ".join(ran.err.split())
