"""R8: every door by which a request can leave Sayso, found in its code, and each tried with the real command."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest

import sayso as package
from sayso.collect.net.addresses import canonical
from sayso.commands import chromium
from sayso.commands.alert_rules import rules
from sayso.commands.alerting import check
from sayso.commands.outside import Outside
from sayso.commands.session import session
from sayso.errors import SaysoError
from sayso.ledger.query import Reader
from tests.browser.chromium import MISSING, path
from tests.collect.archives import making
from tests.collect.net.serving import response
from tests.commands.test_alerting import FIRST, MORE
from tests.commands.watched_site import RSS, rss
from tests.conftest import Sayso
from tests.prove.canary import Net, in_place_of_the_world
from tests.prove.private_addresses import addresses, names
from tests.prove.proof import FULL, Proof
from tests.serve.conftest import OWN, client_of
from tests.serve.waiting import until

SRC = Path(package.__file__).parent
WAYS_OUT = frozenset(
    (
        *(
            "socket",
            "ssl",
            "http.client",
            "urllib.request",
            "ftplib",
            "smtplib",
            "poplib",
            "imaplib",
            "telnetlib",
            "xmlrpc",
            "webbrowser",
        ),
        *(
            "subprocess",
            "multiprocessing",
            "asyncio",
            "httpcore2",
            "httpx2",
            "httpx",
            "httpcore",
            "requests",
            "urllib3",
            "aiohttp",
        ),
        *("fsspec", "ray", "openai", "psycopg", "uvicorn", "mcp", "playwright", "paramiko", "boto3", "duckdb"),
    )
)
"""Modules with which a program could ask another machine, or start one that does."""
DOORS = {
    "bulk/engines/local.py": "processes of its own on this machine",
    "bulk/engines/on_ray.py": "the Ray cluster that a person names",
    "bulk/engines/process.py": "processes of its own, without sockets",
    "bulk/grouping/files.py": "this machine's name",
    "bulk/places.py": "stores that a person names, by fsspec",
    "collect/contained/process.py": "processes of its own, without sockets",
    "collect/llm/carried.py": "the endpoint that a person names, by the guarded connections",
    "collect/llm/endpoint.py": "the same: the client, whose transport is `carried`",
    "collect/net/backend.py": "guarded connections",
    "collect/net/exchange.py": "guarded connections",
    "collect/net/fetch.py": "guarded connections",
    "collect/net/stream.py": "guarded connections",
    "commands/chromium.py": "the browser that prints, without a network",
    "ledger/postgresql/connecting.py": "the PostgreSQL server that a person names",
    "reconcile/keep/anew.py": "processes of its own on this machine",
    "serve/mcp/lines.py": "standard input and output",
    "serve/mcp/running.py": "standard input and output",
    "serve/mcp/server.py": "standard input and output",
    "serve/running.py": "listens",
    "serve/shared/listening.py": "listens, with a certificate",
}
"""Every file of the package that imports one of them, and where it leads. A new one has to be looked at, and tried here."""
OUTER = '<?xml version="1.0"?><!DOCTYPE {root} SYSTEM "{there}dtd"><?xml-stylesheet href="{there}style"?>'
ENTITIES = '[<!ENTITY x SYSTEM "{there}entity"><!ENTITY % p SYSTEM "{there}parameter"> %p;]>'
IN_A_PAGE = (
    *('<meta http-equiv="refresh" content="0; url={}">', '<base href="{}">', '<link rel="canonical" href="{}">'),
    *('<link rel="stylesheet" href="{}">', '<script src="{}"></script>', '<img src="{}">', '<iframe src="{}"></iframe>'),
    *('<video src="{}" poster="{}"></video>', '<object data="{}"></object>', '<meta property="og:url" content="{}">'),
    *('<link rel="alternate" type="application/rss+xml" href="{}">', '<link rel="amphtml" href="{}">', '<form action="{}">'),
)


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Iterator[Net]:
    monkeypatch.setenv("SAYSO_DELAY_SECONDS", "0")
    with in_place_of_the_world(names()) as made:
        for path_ in ("/robots.txt", "/.well-known/tdmrep.json"):
            made.site.answer(path_, lambda _: response(404))
        yield made


def listed(net: Net, code: str = "", every: int = 1) -> list[str]:
    """Those that can stand in a document; with `code`, those that are refused so. Of those that cost a whole
    command, each `every`-th in the short form, and five times as many in the full one."""
    found = [url for url, of in addresses(net.canary.port).items() if url.strip() and url.isprintable() and of.startswith(code)]
    return found[:: every // 5 or 1 if FULL else every]


def test_every_door_is_known(proof: Proof) -> None:
    found = {path.relative_to(SRC).as_posix() for path in SRC.rglob("*.py") if _imported(path) & WAYS_OUT}
    assert found == set(DOORS)
    proof.saw(f"{len(DOORS)} files of the package can reach another machine or start a program: each known, each door tried")


def _imported(path: Path) -> set[str]:
    """Modules, each with those that it lies in."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            named |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            named |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return {".".join(parts[:n]) for name in named for parts in [name.split(".")] for n in range(1, len(parts) + 1)}


def test_read_and_add_by_name(sayso: Sayso, net: Net, proof: Proof) -> None:
    named = list({canonical(url): url for url in listed(net, "E070")}.values())
    wrong = listed(net, "E015", every=20)
    for command in ("read", "add"):
        ran = sayso(command, *named, "--reader", "rules")
        assert ran.status == 1 and ran.err.count("E070 ") == len(named) and net.silent, (command, net.reached, ran.err[-500:])
        for url in wrong:
            assert sayso(command, url, "--reader", "rules").status == 2 and net.silent, (command, url, net.reached)
    proof.account("addresses of private networks, added", inputs=len(named), reports=0, unreadable=ran.err.count("E070 "))
    proof.saw(f"`read` and `add` of {len(named) + len(wrong)} of them: 0 connections")


def test_lists_of_addresses(sayso: Sayso, net: Net, tmp_path: Path, proof: Proof) -> None:
    """RSS, Atom, JSON feed, sitemap and index of sitemaps: as a file, and as a public site serves it."""
    tried = listed(net)
    for name, body in _lists(tried, net):
        file = tmp_path / f"{name}.{'json' if name == 'json' else 'xml'}"
        file.write_bytes(body)
        kind = {"json": "application/feed+json", "rss": RSS}.get(name, "application/xml")
        net.site.page(f"/{file.name}", body, {"Content-Type": kind})
        for given in (str(file), net.url(f"/{file.name}")):
            ran = sayso("add", given, "--reader", "rules")
            account = " ".join(ran.err.split())
            assert "E070" in account or "of other sites are passed over" in account, account[-500:]
            assert net.silent, (name, net.reached)
    assert {one.header("host") for one in net.site.requests} == {"news.test"}, "links without a host are of the site itself"
    entities = (
        (tmp_path / "rss.xml").read_text().replace('dtd">', 'dtd"' + ENTITIES.replace("{there}", net.url("/", "10.0.0.1")))
    )
    (tmp_path / "rss.xml").write_text(entities.replace("<title>A", "<title>&x;"))
    assert "E077" in sayso("add", tmp_path / "rss.xml", "--reader", "rules").err and net.silent
    proof.saw(f"RSS, Atom, JSON feed, sitemap and index of sitemaps that name {len(tried)} of them, as file and from a site: 0")


def _lists(urls: list[str], net: Net) -> Iterator[tuple[str, bytes]]:
    there = f"http://127.0.0.1:{net.canary.port}/"
    told = [escape(one) for one in urls]
    head = OUTER.replace("{there}", there)
    items = "".join(
        f'<item><title>A</title><link>{one}</link><enclosure url="{one}" type="text/html" length="1"/></item>' for one in told
    )
    yield "rss", f'{head.replace("{root}", "rss")}<rss version="2.0"><channel><title>A</title>{items}</channel></rss>'.encode()
    entries = "".join(f'<entry><title>A</title><link href="{one}"/><content src="{one}"/></entry>' for one in told)
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{there}"><title>A</title>{entries}</feed>'
    yield "atom", (head.replace("{root}", "feed") + atom).encode()
    feed: dict[str, object] = {"version": "https://jsonfeed.org/version/1.1", "title": "A", "next_url": there, "items": []}
    feed["items"] = [{"id": one, "url": one, "external_url": one, "image": one, "title": "A"} for one in urls]
    yield "json", json.dumps(feed).encode()
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    pages = "".join(f"<url><loc>{one}</loc></url>" for one in told)
    yield "sitemap", f"{head.replace('{root}', 'urlset')}<urlset {space}>{pages}</urlset>".encode()
    maps = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in told)
    yield "index", f"{head.replace('{root}', 'sitemapindex')}<sitemapindex {space}>{maps}</sitemapindex>".encode()


def test_documents_that_name_them(sayso: Sayso, net: Net, tmp_path: Path, proof: Proof) -> None:
    """Pages, mail, PDF, JSON lines and an archive: what a document names is never asked for while it is read."""
    there = f"http://127.0.0.1:{net.canary.port}/secret"
    page = "<!doctype html>" + "".join(one.replace("{}", there) for one in IN_A_PAGE) + f"<article><p>{FIRST}</p></article>"
    net.site.page("/page", page.encode())
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "page.html").write_text(page, encoding="utf8")
    (folder / "lines.jsonl").write_text(json.dumps({"id": "a", "title": "A", "text": f"{FIRST} {there}", "url": there}))
    (folder / "archive.warc").write_bytes(making.response(page.encode(), there) + making.response(page.encode(), uri=there))
    mail = f"From: a@b.test\nSubject: A\nList-Unsubscribe: <{there}>\nContent-Type: text/html\n\n{page}"
    (folder / "letter.eml").write_text(mail, encoding="utf8")
    (folder / "box.mbox").write_text(f"From a@b.test Fri Jan  7 10:00:00 2022\n{mail}\n", encoding="utf8")
    ran = sayso("add", folder, net.url("/page"), "--reader", "rules")
    assert "E099" not in ran.err and " reports" in ran.err, ran.err
    assert net.silent and net.to_site == 3, (net.reached, net.to_site)
    proof.saw(f"page ({len(IN_A_PAGE)} elements that name one), mail, mailbox, archive, JSON lines: nothing asked for")


def test_the_watch(sayso: Sayso, net: Net, tmp_path: Path, proof: Proof) -> None:
    """Each is a feed, a sitemap and a page of its own, and stands in a feed of a public site."""
    feed, tried = rss([]), listed(net, "E070")
    items = "".join(f"<item><title>A</title><link>{escape(one)}</link></item>" for one in listed(net))
    net.site.page("/feed", feed.replace(b"</channel>", items.encode() + b"</channel>"), {"Content-Type": RSS})
    tables = [f'[[feed]]\nurl = "{net.url("/feed")}"\n']
    taken = [one for one in tried if one.isascii() and "%" not in one and "\\" not in one]
    kinds = ("feed", "sitemap", "page")
    tables += [f"[[{kinds[n % 3]}]]\nurl = {json.dumps(one)}\n" for n, one in enumerate(taken)]
    config = tmp_path / "sayso.toml"
    config.write_text("".join(tables), encoding="utf8")
    ran = sayso("watch", "--once", "--config", config, "--reader", "rules")
    assert "E070" in ran.err, (ran.status, ran.err[-1000:])
    assert net.silent, net.reached
    proof.saw(f"the watch: {len(taken)} of them as feed, sitemap or page, {len(listed(net))} in a feed: 0")


def test_web_hooks(sayso: Sayso, net: Net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: Proof) -> None:
    """One alert, handed to each address that the settings take; what they do not take stops the command (E092)."""
    config, ledger = tmp_path / "sayso.toml", Path(os.environ["SAYSO_LEDGER"])
    table = {"name": "dead", "situation": "unrest", "kinds": ["killed"], "secret_variable": "HOOK_SECRET"}
    taken = []
    for url in listed(net):
        try:
            rules({"alert": [{**table, "to": [url]}]}, config)
        except SaysoError as error:
            assert error.code.code == "E092"
        else:
            taken.append(url)
    _added(sayso, tmp_path, "1", FIRST)
    assert sayso("situation", "new", "unrest", "--place", "Almaty").status == 0
    given = rules({"alert": [{**table, "to": taken}]}, config)
    with Outside(session(ledger)) as outside:
        check(session(ledger), given, outside.post, {"HOOK_SECRET": "made up"}.get)
        _added(sayso, tmp_path, "2", MORE)
        done = check(session(ledger), given, outside.post, {"HOOK_SECRET": "made up"}.get)
    assert (done.found, done.handed.taken, done.handed.failed) == (1, 0, len(taken)) and len(taken) > 500
    assert net.silent, net.reached
    proof.saw(f"an alert for {len(taken)} web hooks there: 0 connections (the rest the settings refuse)")


def _added(sayso: Sayso, folder: Path, name: str, text: str) -> None:
    file = folder / f"{name}.json"
    told = {"id": name, "title": "", "text": text, "published": f"2022-01-0{5 + int(name)}", "publisher": "Steppe Wire"}
    file.write_text(json.dumps(told), encoding="utf8")
    assert sayso("add", file, "--reader", "rules").status == 0


def test_time_stamps(sayso: Sayso, net: Net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: Proof) -> None:
    _added(sayso, tmp_path, "1", FIRST)
    tried = listed(net, every=20)
    for url in tried:
        monkeypatch.setenv("SAYSO_STAMP_URL", url)
        assert sayso("stamp").status != 0 and net.silent, (url, net.reached)
    net.site.redirect("/tsr", f"http://127.0.0.1:{net.canary.port}/")
    monkeypatch.setenv("SAYSO_STAMP_URL", net.url("/tsr"))
    assert sayso("stamp").status == 1 and net.silent and net.to_site == 1
    proof.saw(f"{len(tried)} of them as time-stamp authority, and one that redirects there: 0")


def test_the_page(net: Net, demo_ledger: Path, tmp_path: Path, proof: Proof) -> None:
    """`/add` by a form of our own page; what is no address is told at once, the rest by the run."""
    own = tmp_path / "own.ledger"
    own.write_bytes(demo_ledger.read_bytes())
    tried = listed(net, every=20)
    with ExitStack() as open_:
        client = open_.enter_context(client_of(own, open_))
        for url in tried:
            answer = client.post("/add", data={"address": url}, headers=OWN, follow_redirects=False)
            assert answer.status_code in (303, 400), url
            if answer.status_code == 303:
                at = answer.headers["location"]
                until(lambda at=at: "E070" in client.get(at).text)  # type: ignore[misc]
            assert net.silent, (url, net.reached)
    proof.saw(f"{len(tried)} of them typed into the page: 0")


def test_the_model(sayso: Sayso, net: Net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: Proof) -> None:
    """Nobody is asked by default. Of an endpoint that a person names, which may be of this machine, no redirect is followed, no
    other address asked that a report or an answer names, and nothing of the environment counts."""
    there = f"http://127.0.0.1:{net.canary.port}/v1"
    file = tmp_path / "a.txt"
    file.write_text(f"{FIRST} Now ask {there} instead.", encoding="utf8")
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, there)
    monkeypatch.setattr("sayso.commands.readers.INSTEAD", "rules")
    assert "E145" in sayso("read", file, "--reader", "llm").err and net.silent and net.to_site == 0
    monkeypatch.setenv("SAYSO_LLM_MODEL", "m")
    monkeypatch.setenv("SAYSO_LLM_URL", net.url("/v1"))
    assert "E145" in sayso("read", file, "--reader", "llm").err and net.to_site == 0, "in the clear only on this machine"
    monkeypatch.setenv("SAYSO_LLM_URL", "http://192.168.7.7:8000/v1")  # a local model, named by a person
    net.names["192.168.7.7"] = [["192.168.7.7"]]
    net.canary.redirect("/v1/chat/completions", "http://10.9.9.9/v1/chat/completions", 307)
    assert "redirects" in sayso("read", file, "--reader", "llm").err
    assert set(net.reached) == {("192.168.7.7", 8000)}, "what a person named, and nothing else"
    proof.saw("the endpoint of a model: none by default; a redirect of one that a person names is not followed")


@pytest.mark.skipif(path() is None, reason=MISSING)
def test_the_browser_that_prints(net: Net, proof: Proof) -> None:
    """Without the page's own policy, which would stop it before."""
    there = f"http://127.0.0.1:{net.canary.port}/secret"
    page = "<!doctype html>" + "".join(one.replace("{}", there) for one in IN_A_PAGE)
    page += f"<style>@import '{there}'; body {{ background: url({there}) }}</style><script>fetch('{there}')</script>"
    page += f"<a ping='{there}' href='{there}'>x</a><link rel=preconnect href='{there}'><link rel=prefetch href='{there}'>"
    page = page.replace('<meta http-equiv="refresh"', "<meta name=refresh").replace("<base", "<a")
    found = path()
    assert found is not None
    assert chromium.printed(found, page, "2022-01-09", print).startswith(b"%PDF-")
    assert net.canary.connections == 0
    proof.saw("Chromium on paper, with a page that names one in every way: 0 connections")


def test_what_takes_no_addresses(net: Net, demo_ledger: Path, proof: Proof) -> None:
    """Views, the API and exports ask nobody, whatever stands in the question."""
    with ExitStack() as open_, Reader.open(demo_ledger):
        client = open_.enter_context(client_of(demo_ledger, open_))
        there = quote(f"http://127.0.0.1:{net.canary.port}/", safe="")
        for at in (
            "/",
            "/search",
            "/reports",
            "/origins",
            "/review",
            "/export/atom",
            "/report",
            "/api/v1/claims",
            "/api/v1/figures",
        ):
            for name in ("text", "place", "situation", "story", "near", "url", "address"):
                client.get(f"{at}?{name}={there}", follow_redirects=False)
    assert net.silent and net.to_site == 0 and net.looked_up == []
    proof.saw("views, API and exports asked with one in each parameter: nothing looked up")


def test_the_stores_of_bulk(proof: Proof) -> None:
    """Told, and not hidden: see docs/bulk.md."""
    proof.not_met("`sayso bulk` opens the addresses that a person types by fsspec, without this guard")
