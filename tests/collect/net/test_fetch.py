"""Fetching from real servers on loopback, good and bad."""

from __future__ import annotations

import gzip
import socket
import time
import zlib

import pytest

from sayso.collect.net.fetched import Fetched, NotModified, StatusError, Validators
from sayso.errors import SaysoError
from tests.collect.net.asking import Clock, Counting, got, refused, web
from tests.collect.net.serving import Server, drip, response

PAGE = b"<html><p>Twelve people were hurt.</p></html>"


def test_a_page_is_kept_as_it_came() -> None:
    with Server() as server:
        packed = gzip.compress(PAGE)
        server.page(
            "/a?b=1", packed, {"Content-Encoding": "gzip", "ETag": '"v1"', "Content-Type": "text/HTML; charset=ISO-8859-1"}
        )
        page = got(web(), server.url("/a?b=1#top"))
    assert page.body == PAGE and page.exchange.payload == packed
    assert page.media_type == "text/html" and page.encoding == "iso-8859-1"
    assert page.final == server.url("/a?b=1") and page.url == server.url("/a?b=1#top")
    assert page.exchange.head.startswith(b"HTTP/1.1 200 X\r\n") and page.exchange.head.endswith(b"\r\n\r\n")
    assert page.exchange.request.startswith(b"GET /a?b=1 HTTP/1.1\r\nHost: ") and page.exchange.request.endswith(b"\r\n\r\n")
    assert page.exchange.server == "127.0.0.1"
    assert page.validators == Validators('"v1"', None, page.final)


def test_chunks_are_undone_and_the_head_says_so() -> None:
    body = b"5\r\nTwelv\r\n2\r\ne!\r\n0\r\n\r\n"
    with Server() as server:
        server.sends(
            "/", b"HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body
        )
        page = got(web(), server.url())
    assert page.body == b"Twelve!"
    assert page.exchange.head == b"HTTP/1.1 200 OK\r\nX-Crawler-Transfer-Encoding: chunked\r\n\r\n"
    assert page.header("transfer-encoding") == "chunked"


@pytest.mark.parametrize(
    ("told", "media_type", "encoding"),
    [
        ({}, "", None),
        ({"Content-Type": "nonsense"}, "", None),
        ({"Content-Type": "text/html; charset=unicode_escape"}, "text/html", None),
        ({"Content-Type": "text/html; charset=hex"}, "text/html", None),
        ({"Content-Type": 'text/html; charset="utf-8"; x=' + "y" * 5_000}, "text/html", "utf-8"),
        ({"Content-Type": "application/atom+xml"}, "application/atom+xml", None),
        ({"Content-Type": "text/html; charset*=utf-8''%ff%00"}, "text/html", None),
    ],
)
def test_types_as_told(told: dict[str, str], media_type: str, encoding: str | None) -> None:
    with Server() as server:
        server.answer("/", lambda _: response(200, PAGE, told))
        page = got(web(), server.url())
    assert (page.media_type, page.encoding) == (media_type, encoding)


# --- who lies ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("shorter than announced", response(200, PAGE, length=len(PAGE) + 10), "E072"),
        ("longer than announced", response(200, PAGE, length=10), "E072"),
        ("two lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde", "E072"),
        ("chunks cut", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nTwelv\r\n", "E072"),
        ("a chunk cut", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nTwelv", "E072"),
        ("no chunks", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nTwelve people", "E072"),
        ("gzip cut", response(200, gzip.compress(PAGE, mtime=0)[:-9], {"Content-Encoding": "gzip"}), "E072"),
        (
            "gzip cut, no length",
            response(200, gzip.compress(PAGE, mtime=0)[:20], {"Content-Encoding": "gzip"}, length=-1),
            "E072",
        ),
        ("gzip that is none", response(200, PAGE, {"Content-Encoding": "gzip"}), "E072"),
        ("brotli, not asked for", response(200, PAGE, {"Content-Encoding": "br"}), "E072"),
        ("a part, not asked for", response(206, PAGE), "E072"),
        ("no HTTP", b"220 mail.invalid ESMTP\r\n", "E072"),
        ("nothing", b"", "E072"),
        ("HTTP/0.9", PAGE, "E072"),
        ("a control character", b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n", "E072"),
        ("huge headers", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 400_000 + b"\r\n\r\n", "E072"),
        ("many headers", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000 + b"\r\n", "E072"),
        ("too large", response(200, b"x" * 2_000_000), "E074"),
        ("too large, no length", response(200, b"x" * 2_000_000, length=-1), "E074"),
        (
            "too large when unpacked",
            response(200, gzip.compress(bytes(range(256)) * 8_000, mtime=0), {"Content-Encoding": "gzip"}),
            "E074",
        ),
        ("upgrade", b"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n", "E072"),
    ],
)
def test_liars(name: str, data: bytes, code: str) -> None:
    with Server() as server:
        server.sends("/", data)
        error = refused(web(), server.url())
    assert error.code.code == code, f"{name}: {error}"
    assert "\n" not in error.line and len(error.line) < 600


def test_longer_than_announced_in_a_second_piece() -> None:
    def handle(link: socket.socket) -> None:
        link.sendall(response(200, b"12345"))
        time.sleep(0.1)
        link.sendall(b"67890")

    with Server() as server:
        server.raw("/", handle)
        assert refused(web(), server.url()).code.code == "E072"


def test_no_answer() -> None:
    server = Server()
    with server:
        url = server.url()
    assert refused(web(), url).code.code == "E071"


# --- who is slow -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [b"", b"HTTP/1.1 200 OK\r\nX: y", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nab"])
def test_a_slow_drip_is_ended(before: bytes) -> None:
    def handle(link: socket.socket) -> None:
        link.sendall(before)
        drip(link, b"H" * 1_000, every=0.02)

    with Server() as server:
        server.raw("/", handle)
        begun = time.monotonic()
        assert refused(web(seconds=0.4), server.url()).code.code in ("E071", "E072")
        assert time.monotonic() - begun < 2


def test_time_that_redirects_took_is_counted() -> None:
    clock = Clock()

    def slow(_: object) -> bytes:
        clock.now += 100
        return response(302, headers={"Location": "/b"})

    with Server() as server:
        server.answer("/a", slow)
        server.page("/b", PAGE)
        for robots in (True, False):
            with pytest.raises(SaysoError) as caught:
                web(clock=clock).fetch(server.url("/a"), robots=robots)
            assert caught.value.code.code == "E071"
    assert server.asked == ["/a", "/a"]


def test_slow_rules_are_ended() -> None:
    with Server() as server:
        server.raw("/robots.txt", lambda link: drip(link, b"H" * 1_000, every=0.02))
        begun = time.monotonic()
        assert refused(web(seconds=0.3), server.url("/a")).code.code == "E071"
        assert time.monotonic() - begun < 2 and server.asked == []


def test_endless_headers_are_ended() -> None:
    def handle(link: socket.socket) -> None:
        link.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            link.sendall(b"X-Again: and again\r\n" * 100)

    with Server() as server:
        server.raw("/", handle)
        assert refused(web(), server.url()).code.code == "E072"


def test_endless_interim_answers_are_ended() -> None:
    def handle(link: socket.socket) -> None:
        while True:
            link.sendall(b"HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\n" * 100)

    with Server() as server:
        server.raw("/", handle)
        assert refused(web(), server.url()).code.code == "E072"


def test_a_resolver_that_sleeps_is_not_waited_for() -> None:
    class Slow(Counting):
        def resolve(self, host: str, port: int) -> list[str]:
            time.sleep(1.5)
            return ["192.0.2.1"]

    begun = time.monotonic()
    assert refused(web(Slow(), seconds=0.2), "http://slow.test/").code.code == "E071"
    assert time.monotonic() - begun < 1


# --- redirects ---------------------------------------------------------------------------------------------------------


def test_redirects_are_followed() -> None:
    with Server() as server:
        for number in range(10):
            server.redirect(f"/{number}", f"/{number + 1}", status=(301, 302, 303, 307, 308)[number % 5])
        server.page("/10", PAGE)
        page = got(web(), server.url("/0"))
    assert page.final == server.url("/10") and page.url == server.url("/0") and server.asked == [f"/{n}" for n in range(11)]


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("/", "in a circle"),
        ("/#again", "in a circle"),
        ("file:///etc/passwd", "neither http"),
        ("javascript:alert(1)", "neither http"),
        ("ftp://example.test/", "neither http"),
        ("data:text/html,hello", "neither http"),
        ("http://user:pass@example.test/", "user name"),
        ("http://2130706433/", "four decimal"),
        ("http://[::1", "no"),
        ("//[bad", "no"),
        ("\x01", "control"),
        ("", "without an address"),
        ("http://" + "a" * 3_000, "longer"),
    ],
)
def test_redirects_that_are_not_followed(location: str, says: str) -> None:
    with Server() as server:
        server.redirect("/", location)
        error = refused(web(), server.url())
    assert error.code.code == "E072" and says in error.line, error


def test_a_long_chain_ends() -> None:
    with Server() as server:
        for number in range(20):
            server.redirect(f"/{number}", f"/{number + 1}")
        error = refused(web(), server.url("/0"))
    assert error.code.code == "E072" and "more than 10" in error.line and len(server.asked) == 11


@pytest.mark.parametrize(
    "where",
    ["http://127.0.0.2:1/", "http://localhost/", "http://169.254.169.254/latest/", "http://[::1]:1/", "http://10.0.0.1/"],
)
def test_redirects_into_the_local_network_are_refused(where: str) -> None:
    counting = Counting()
    with Server() as server:
        server.redirect("/", where)
        assert refused(web(counting), server.url()).code.code == "E070"
    assert set(counting.connected) == {("127.0.0.1", server.port)}


def test_another_port_of_an_allowed_host_is_refused_where_the_setting_names_one() -> None:
    with Server() as canary, Server() as server:
        server.redirect("/", canary.url())
        assert refused(web(allowed=[server.site]), server.url()).code.code == "E070"
        assert canary.connections == 0


# --- not modified, not now ---------------------------------------------------------------------------------------------


def test_what_has_not_changed_is_not_sent_again() -> None:
    with Server() as server:
        server.answer(
            "/",
            lambda asked: (
                response(304, headers={"ETag": '"v2"'}, length=-1)
                if asked.header("if-none-match") == '"v1"'
                else response(200, PAGE, {"ETag": '"v1"', "Last-Modified": "Fri, 07 Jan 2022 10:00:00 GMT"})
            ),
        )
        asked = web()
        page = got(asked, server.url())
        again = asked.fetch(server.url(), page.validators)
    assert isinstance(again, NotModified)
    assert again.validators == Validators('"v2"', "Fri, 07 Jan 2022 10:00:00 GMT", server.url("/"))
    assert server.requests[-1].header("if-modified-since") == "Fri, 07 Jan 2022 10:00:00 GMT"


def test_validators_go_to_nobody_else() -> None:
    with Server() as other, Server() as server:
        server.redirect("/", other.url("/"))
        other.page("/", PAGE)
        page = web().fetch(server.url(), Validators('"secret"'))
    assert isinstance(page, Fetched) and other.requests[-1].header("if-none-match") is None


@pytest.mark.parametrize("value", ["a\r\nX-Injected: yes", "ü", "", "x" * 1_000])
def test_validators_that_are_none_are_not_sent(value: str) -> None:
    with Server() as server:
        server.page("/", PAGE)
        web().fetch(server.url(), Validators(value, value))
    assert server.requests[-1].header("if-none-match") is None and b"Injected" not in server.requests[-1].head


@pytest.mark.parametrize(
    ("status", "retry", "seconds"),
    [
        (429, "120", 120.0),
        (503, "Fri, 07 Jan 2022 12:10:00 GMT", 600.0),
        (503, "soon", None),
        (503, "Fri, 99 Jan 2022", None),
        (503, "-5", None),
        (404, None, None),
        (410, None, None),
        (500, None, None),
        (304, None, None),
        (300, None, None),
    ],
)
def test_a_status_that_gives_nothing(status: int, retry: str | None, seconds: float | None) -> None:
    with Server() as server:
        server.answer("/", lambda _: response(status, headers={"Retry-After": retry} if retry else {}))
        error = refused(web(), server.url())
    assert isinstance(error, StatusError) and (error.status, error.retry_after) == (status, seconds)
    assert str(status) in error.line


def test_a_host_that_asks_to_be_left_alone_is() -> None:
    with Server() as server:
        server.answer("/", lambda _: response(429, headers={"Retry-After": "3600"}))
        clock = Clock()
        asked = web(clock=clock)
        refused(asked, server.url())
        error = refused(asked, server.url("/other"))
    assert error.code.code == "E071" and "3,600" in error.line and clock.slept == [] and server.asked == ["/"]


# --- nothing is carried along ------------------------------------------------------------------------------------------


def test_no_cookies_no_credentials_no_referrer() -> None:
    with Server() as other, Server() as server:
        server.answer("/", lambda _: response(302, headers={"Location": other.url("/x"), "Set-Cookie": "a=b; Path=/"}))
        other.answer("/x", lambda _: response(200, PAGE, {"Set-Cookie": "c=d", "WWW-Authenticate": "Basic"}))
        asked = web()
        got(asked, server.url())
        got(asked, server.url())
    for request in (*server.requests, *other.requests):
        names = {line.partition(b":")[0].lower() for line in request.head.split(b"\r\n")[1:] if line}
        assert names <= {b"host", b"user-agent", b"accept", b"accept-encoding", b"connection"}
        assert request.header("user-agent") == "sayso/test"


def test_no_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server() as proxy, Server() as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy.url())
        server.page("/", PAGE)
        got(web(), server.url())
    assert proxy.connections == 0 and server.asked == ["/"]


def test_posting() -> None:
    with Server() as server:
        server.answer("/hook", lambda asked: response(202, asked.body[::-1]))
        server.redirect("/moved", "/hook")
        answer = web().post(server.url("/hook"), b"abc", {"Content-Type": "application/json", "X-Signature": "s"})
        assert answer.status == 202 and answer.body == b"cba"
        assert server.requests[0].method == "POST" and server.requests[0].header("x-signature") == "s"
        with pytest.raises(StatusError):
            web().post(server.url("/moved"), b"abc", {})
    assert [one.target for one in server.requests] == ["/hook", "/moved"]


def test_deflate_both_ways() -> None:
    raw = zlib.compressobj(wbits=-15)
    with Server() as server:
        server.page("/zlib", zlib.compress(PAGE), {"Content-Encoding": "deflate"})
        server.page("/raw", raw.compress(PAGE) + raw.flush(), {"Content-Encoding": "Deflate"})
        server.page("/twice", gzip.compress(gzip.compress(PAGE)), {"Content-Encoding": "gzip, gzip"})
        assert {got(web(), server.url(f"/{name}")).body for name in ("zlib", "raw", "twice")} == {PAGE}
