"""R8: every address by every way of asking; each hop of a redirect; names that change their mind; proxies that are set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from sayso.collect.net.fetch import Outside, Web
from sayso.collect.net.fetched import FetchLimits
from sayso.errors import SaysoError
from tests.collect.net.serving import Server, response
from tests.prove.canary import PUBLIC, Net, in_place_of_the_world
from tests.prove.private_addresses import addresses, names
from tests.prove.proof import FULL, Proof

REDIRECTS = (301, 302, 303, 307, 308)
NO_REDIRECTS = (
    *("Refresh: 0; url={}", "Content-Location: {}", "Link: <{}>; rel=preload", 'Alt-Svc: h2="{}"', "Refresh: 0;URL='{}'"),
    *("X-Accel-Redirect: {}", "Location: {}", "Content-Base: {}", "URI: {}", "Service-Worker-Allowed: {}"),
)
"""Headers of a page that lead nowhere: it is answered with 200."""


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Iterator[Net]:
    """Proxies are named in the environment, as on many machines: they are the canary too."""
    with in_place_of_the_world(names()) as made:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{made.canary.port}")
        yield made


def asking(*allowed: str) -> Web:
    """As the commands make it, with the system's resolver and connector; no waiting."""
    bounds = FetchLimits(max_bytes=1_000_000, seconds=5.0, delay_seconds=0.0)
    return Web(bounds, allowed, "sayso/test", lambda: datetime(2022, 1, 7, tzinfo=UTC), Outside())


def code_of(ask: Callable[[], object]) -> str:
    try:
        ask()
    except SaysoError as error:
        return error.code.code
    return "let through"


def test_the_canary_sings(net: Net) -> None:
    """What is let through does reach it: else nothing here would prove anything."""
    assert code_of(lambda: asking("10.0.0.1").post("http://10.0.0.1/", b"", {})) == "E073"
    assert (net.reached, net.canary.connections) == ([("10.0.0.1", 80)], 1)
    with suppress(SaysoError):
        asking("n0.rebound.test").fetch("http://n0.rebound.test/")
    assert net.reached[1:] and {ip for ip, _ in net.reached[1:]} == {"0.0.0.0"}


def test_no_address_by_no_way_of_asking(net: Net, proof: Proof) -> None:
    """All of them in the short form too: with rules, without, and posted to."""
    asked, listed = asking(), addresses(net.canary.port)
    for url, code in listed.items():
        ways = (lambda u=url: asked.fetch(u), lambda u=url: asked.fetch(u, robots=False), lambda u=url: asked.post(u, b"x", {}))
        assert [code_of(way) for way in ways] == [code] * 3, url
    assert net.silent and net.to_site == 0, net.reached
    assert len(listed) > 700
    proof.saw(f"{len(listed)} addresses, fetched with and without robots rules and posted to: 0 connections to a canary")


def test_no_hop_leads_there(net: Net, proof: Proof) -> None:
    """From a public site, by each status of a redirect (the short form: by one of them each), as first hop and as third."""
    asked, tried = asking(), 0
    _no_rules(net.site)
    for number, url in enumerate(addresses(net.canary.port)):
        if not url.strip():
            continue
        for status in REDIRECTS if FULL else REDIRECTS[number % len(REDIRECTS) :][:1]:
            to = url.encode("utf8", "surrogatepass")
            sent = b"HTTP/1.1 %d X\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % (status, to)
            net.site.sends("/hop", sent)
            net.site.redirect("/two", "/hop", status)
            net.site.redirect("/one", "/two", status)
            for start in ("/hop", "/one") if number % 10 == 0 else ("/hop",):
                code = code_of(lambda at=start: asked.fetch(net.url(at), robots=False))  # type: ignore[misc]
                assert code in ("E070", "E072", "E073"), (start, status, url, code)
                assert net.silent, (start, status, url, net.reached)
                tried += 1
    proof.saw(f"{tried:,} redirects to them (301, 302, 303, 307, 308; first and third hop): 0 connections")


def _no_rules(site: Server) -> None:
    for path in ("/robots.txt", "/.well-known/tdmrep.json"):
        site.answer(path, lambda _: response(404))


def test_headers_and_words_of_a_page_lead_nowhere(net: Net, proof: Proof) -> None:
    there = f"http://127.0.0.1:{net.canary.port}/secret"
    for number, header in enumerate(NO_REDIRECTS):
        name, _, value = header.format(there).partition(": ")
        net.site.page(f"/h{number}", b"<p>Here</p>", {name: value})
        assert code_of(lambda at=f"/h{number}": asking().fetch(net.url(at))) == "let through"  # type: ignore[misc]
    assert net.silent
    proof.saw(f"{len(NO_REDIRECTS)} headers that name one (Refresh, Link …): not followed")


def test_rules_of_a_host_lead_nowhere(net: Net, proof: Proof) -> None:
    """Its robots.txt and its reservation redirect to each address; the page is then not asked for, or without them."""
    listed = [url for url, code in addresses(net.canary.port).items() if code == "E070" and url.isascii()]
    for path in ("/robots.txt", "/.well-known/tdmrep.json"):
        _no_rules(net.site)
        for url in listed[:: 1 if FULL else 10]:
            net.site.redirect(path, url)
            code_of(lambda: asking().fetch(net.url("/")))
            assert net.silent, (path, url, net.reached)
    proof.saw("robots.txt and tdmrep.json that redirect to them: 0 connections")


def test_a_name_that_changes_its_mind(net: Net, proof: Proof) -> None:
    """Public for the first k look-ups and private from then on: each connection goes to the address that was judged for it."""
    _no_rules(net.site)
    net.site.redirect("/a", "/b")
    net.site.redirect("/b", "/c")
    net.site.page("/c", b"<p>Here</p>")
    private, tried = ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1", "64:ff9b::7f00:1"], 0
    for k in range(8):
        for number, ip in enumerate(private):
            for more in ([ip], [PUBLIC, ip], [ip, PUBLIC]):
                name, before = f"k{k}n{number}m{len(more)}{int(more[0] == ip)}.test", net.to_site
                net.names[name] = [*[[PUBLIC]] * k, more]
                code = code_of(lambda at=name: asking().fetch(f"http://{at}/a"))  # type: ignore[misc]
                turns = net.looked_up.count(name)
                assert net.silent, (name, k, more, net.reached)
                assert net.to_site - before == min(k, 5) <= turns, "each connection has a look-up, and each look-up is judged"
                assert code == ("let through" if k >= 5 else "E070"), (k, more, code)
                tried += 1
    proof.saw(f"{tried} names that a resolver makes private after 0 to 7 look-ups: judged at each connection, 0 to a canary")


def test_no_proxy_of_the_environment(net: Net, proof: Proof) -> None:
    net.site.page("/", b"<p>Here</p>")
    assert code_of(lambda: asking().fetch(net.url("/"))) == "let through"
    assert code_of(lambda: asking().post(net.url("/"), b"x", {})) == "let through"
    assert net.silent and net.to_site == 4
    proof.saw("7 proxies named in the environment: 0 asked")
