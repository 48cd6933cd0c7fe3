"""What hosts ask for: robots.txt, reservations, and time between requests."""

from __future__ import annotations

import json
import threading
import time

import pytest

from sayso import limits
from sayso.collect.net.addresses import Address, address
from sayso.collect.net.exchange import Answer
from sayso.collect.net.politeness import Politeness, WaitError
from sayso.collect.net.reservation import Reserved, by_page
from sayso.collect.net.robots import rules
from sayso.collect.net.sites import Sites
from sayso.errors import SaysoError
from tests.collect.net.asking import Clock, Counting, got, refused, web
from tests.collect.net.serving import Server, response

PAGE = b"<p>Twelve people were hurt.</p>"
TEXT = {"Content-Type": "text/plain"}


# --- robots.txt --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "target", "code"),
    [
        ("User-agent: *\nDisallow: /", "/a", "E075"),
        ("User-agent: *\nDisallow: /b", "/a", None),
        ("User-agent: *\nDisallow: /\nAllow: /a", "/a", None),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", "E075"),
        ("User-agent: *\nDisallow: /*.pdf$", "/" + "a" * 500 + ".pdf", "E075"),
        ("User-agent: sayso\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", "E075"),
        ("User-agent: SaySo\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", None),
        ("User-agent: otherbot\nDisallow: /", "/a", None),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", "E075"),
        ("", "/a", None),
        ("<html>no rules</html>", "/a", None),
        ("User-agent: *\nDisallow: /a\n" + "#" * 600_000 + "\nDisallow: /b", "/b", None),
        ("User-agent: *\nDisallow: /a\n" + "#" * 600_000, "/a", "E075"),
    ],
)
def test_robots(text: str, target: str, code: str | None) -> None:
    with Server() as server:
        server.page("/robots.txt", text.encode(), TEXT)
        server.page(target, PAGE)
        if code is None:
            assert got(web(), server.url(target)).body == PAGE
        else:
            assert refused(web(), server.url(target)).code.code == code and server.asked == []
            assert web().fetch(server.url(target), robots=False)


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (401, True), (410, True), (500, False), (503, False), (429, False), (301, False)]
)
def test_robots_by_status(status: int, allowed: bool) -> None:
    with Server() as server:
        server.page("/robots.txt", b"", TEXT, status=status)
        server.page("/a", PAGE)
        if allowed:
            assert got(web(), server.url("/a")).body == PAGE
        else:
            error = refused(web(), server.url("/a"))
            assert error.code.code == "E071" and "robots.txt" in error.line and server.asked == []


def test_robots_that_are_cut_allow_nothing() -> None:
    with Server() as server:
        server.sends("/robots.txt", response(200, b"User-agent: *\nAllow: /", TEXT, length=1_000))
        assert refused(web(), server.url("/a")).code.code == "E071"


def test_robots_are_asked_once_by_many_and_again_after_a_day() -> None:
    clock = Clock()
    with Server() as server:
        server.page("/robots.txt", b"User-agent: *\nDisallow: /x", TEXT)
        server.page("/a", PAGE)
        asked = web(clock=clock)
        threads = [threading.Thread(target=got, args=(asked, server.url("/a"))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert _count(server, "/robots.txt") == 1 and len(server.asked) == 8
        clock.now += 86_401
        got(asked, server.url("/a"))
    assert _count(server, "/robots.txt") == 2 and _count(server, "/.well-known/tdmrep.json") == 2


def test_robots_of_each_host_that_is_redirected_to() -> None:
    with Server() as other, Server() as server:
        server.redirect("/", other.url("/a"))
        other.page("/robots.txt", b"User-agent: *\nDisallow: /a", TEXT)
        other.page("/a", PAGE)
        assert refused(web(), server.url("/")).code.code == "E075"
    assert other.asked == []


def test_robots_are_redirected_to_five_times() -> None:
    with Server() as other, Server() as server:
        server.redirect("/robots.txt", other.url("/rules"))
        other.page("/rules", b"User-agent: *\nDisallow: /a", TEXT)
        assert refused(web(), server.url("/a")).code.code == "E075"


def test_robots_redirected_into_the_local_network_are_not_had() -> None:
    counting = Counting({"news.test": [["127.0.0.1"]]})
    with Server() as canary, Server() as server:
        server.redirect("/robots.txt", canary.url("/"))
        assert refused(web(counting, ["news.test"]), f"http://news.test:{server.port}/").code.code == "E070"
        assert canary.connections == 0 and server.asked == []


def test_many_rules_are_quick() -> None:
    made = rules(200, ("User-agent: *\n" + "Disallow: /a*b*c*d*e$\n" * 25_000).encode())
    begun = time.monotonic()
    made.judge("http://example.test/" + "ab" * 900, "sayso/1")
    assert time.monotonic() - begun < 5


# --- reservations ------------------------------------------------------------------------------------------------------

FILE, HEADER, META = "/.well-known/tdmrep.json", "tdm-reservation", b'<meta name="tdm-reservation" content="%s">'


@pytest.mark.parametrize(
    ("in_file", "in_header", "in_page", "reserved"),
    [
        (None, None, None, False),
        (1, None, None, True),
        (0, None, None, False),
        (None, "1", None, True),
        (None, "0", None, False),
        (None, None, b"1", True),
        (1, "0", None, False),
        (0, "1", None, True),
        (1, "1", b"0", False),
        (0, "0", b"1", True),
        (2, "yes", b"2", False),
    ],
)
def test_what_is_closer_to_the_page_counts(
    in_file: int | None, in_header: str | None, in_page: bytes | None, reserved: bool
) -> None:
    with Server() as server:
        if in_file is not None:
            server.page(FILE, json.dumps([{"location": "/*", HEADER: in_file}]).encode())
        body = PAGE if in_page is None else META % in_page + PAGE
        server.page("/a", body, {} if in_header is None else {HEADER: in_header})
        if reserved:
            error = refused(web(), server.url("/a"))
            assert error.code.code == "E076" and "reserved" in error.line
        else:
            assert got(web(), server.url("/a")).body == body
        assert web().fetch(server.url("/a"), robots=False)


@pytest.mark.parametrize(
    ("listed", "target", "said"),
    [
        ([{"location": "/", HEADER: 1}], "/a", True),
        ([{"location": "/news/*", HEADER: 1}], "/a", None),
        ([{"location": "/*", HEADER: 1}, {"location": "/free/", HEADER: 0}], "/free/a", False),
        ([{"location": "/*.jpg$", HEADER: 1}], "/a.jpg", True),
        ([{"location": "/*.jpg$", HEADER: 1}], "/a.jpg?x", None),
        ([{"location": "/a$", HEADER: 1}], "/ab", None),
        ([{"location": "/a*b*b$", HEADER: 1}], "/ab", None),
        ([{"location": "/a", HEADER: "1"}], "/a", True),
        ([{"location": 5, HEADER: 1}, 7, None, {"location": "/a"}], "/a", None),
        ({"location": "/a", HEADER: 1}, "/a", None),
    ],
)
def test_the_file_of_a_host(listed: object, target: str, said: bool | None) -> None:
    assert Reserved(json.dumps(listed).encode()).of(target) is said


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"<html>", b"9" * 10_000])
def test_a_broken_file_says_nothing(body: bytes) -> None:
    assert Reserved(body).of("/a") is None


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (b'<META content="1" NAME="TDM-Reservation">', True),
        (b"<meta name=tdm-reservation content=1 />", True),
        (b'<meta\nname = "tdm-reservation"\ncontent = " 0 ">', False),
        (b'<meta name="tdm-policy" content="1">', None),
        (b'<meta name="tdm-reservation">', None),
        ('<meta name="tdm-reservation" content="1">'.encode("utf-16"), True),
        (b"x" * 300_000 + b'<meta name="tdm-reservation" content="1">', None),
    ],
)
def test_the_word_of_a_page(page: bytes, said: bool | None) -> None:
    assert by_page(page) is said


@pytest.mark.parametrize("attack", [b"<meta ", b"<meta name=", b"<meta " + b" name" * 20, b"<meta\t\t\t", b"<"])
def test_pages_are_looked_through_in_linear_time(attack: bytes) -> None:
    begun = time.monotonic()
    by_page(attack * (262_144 // len(attack)))
    assert time.monotonic() - begun < 2


# --- time --------------------------------------------------------------------------------------------------------------


def test_a_delay_between_two_requests_to_one_host() -> None:
    clock = Clock()
    polite = Politeness(1.0, clock.monotonic, clock.sleep)
    assert [polite.wait("a"), polite.wait("b"), polite.wait("a"), polite.wait("a")] == [0.0, 0.0, 1.0, 1.0]
    clock.now += 5
    assert polite.wait("a") == 0.0


def test_threads_take_turns() -> None:
    slept: list[float] = []
    polite = Politeness(1.0, lambda: 0.0, slept.append)
    threads = [threading.Thread(target=polite.wait, args=("a",)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(slept) == [float(n) for n in range(1, 10)]


def test_what_a_host_asks_for_is_kept_to_up_to_a_limit() -> None:
    clock = Clock()
    with Server() as server:
        server.page("/robots.txt", b"User-agent: *\nCrawl-delay: 7", TEXT)
        server.page("/a", PAGE)
        asked = web(clock=clock)
        got(asked, server.url("/a"))
        got(asked, server.url("/a"))
        assert clock.slept == [7.0]
    polite = Politeness(1.0, clock.monotonic, clock.sleep)
    polite.wait("a", 10_000.0)
    assert polite.wait("a", 10_000.0) == 30.0


def test_less_and_less_where_it_fails() -> None:
    clock = Clock()
    polite = Politeness(1.0, clock.monotonic, clock.sleep)
    waited = []
    for _ in range(4):
        polite.failed("a")
        waited.append(polite.wait("a"))
    assert waited == [2.0, 4.0, 8.0, 16.0]
    polite.failed("a")
    with pytest.raises(WaitError) as caught:
        polite.wait("a")
    assert caught.value.seconds == 32.0
    clock.now += 32
    polite.succeeded("a")
    polite.failed("a")
    assert polite.wait("a") == 2.0


def test_retry_after_is_waited_for_or_told() -> None:
    clock = Clock()
    with Server() as server:
        server.answer("/", lambda _: response(503, headers={"Retry-After": "20"}))
        asked = web(clock=clock)
        refused(asked, server.url("/"))
        refused(asked, server.url("/"))
        assert clock.slept == [20.0] and server.asked == ["/", "/"]
        server.answer("/", lambda _: response(503, headers={"Retry-After": "999999999"}))
        refused(asked, server.url("/"))
        with pytest.raises(SaysoError, match="86,400 s"):
            asked.fetch(server.url("/"))


def test_waiting_is_not_counted_against_the_server() -> None:
    clock = Clock()
    with Server() as server:
        server.page("/", PAGE)
        asked = web(delay=20.0, seconds=5.0, clock=clock)
        got(asked, server.url("/"))
        assert got(asked, server.url("/")).body == PAGE


def test_closing_ends_all_waiting() -> None:
    with Server() as server:
        server.page("/", PAGE)
        asked = web(delay=60.0)
        got(asked, server.url("/"))
        codes: list[str] = []
        waiting = threading.Thread(target=lambda: codes.append(refused(asked, server.url("/")).code.code))
        waiting.start()
        asked.close()
        waiting.join(5)
    assert codes == ["E071"] and server.asked == ["/"]


def test_without_a_delay_nothing_is_waited_for() -> None:
    clock = Clock()
    polite = Politeness(0.0, clock.monotonic, clock.sleep)
    for _ in range(20):
        polite.failed("a")
    assert polite.wait("a") == 0.0 and clock.slept == []


def test_nothing_is_kept_of_a_host_for_long_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever can make up names of hosts can make up as many as he likes, and have them all fail."""
    monkeypatch.setattr(limits, "MAX_HOSTS", 10)
    clock = Clock()
    polite = Politeness(1.0, clock.monotonic, clock.sleep)
    for number in range(100):
        polite.wait(f"{number}.example")
        polite.failed(f"{number}.example")
        clock.now += 1
    assert len(polite._hosts) < 15
    sites = Sites(clock.monotonic, 60.0)

    def ask(asked: Address, most: int) -> Answer:
        raise SaysoError("E070" if "refused" in asked.host else "E071", address=asked.host, detail="no")

    for number in range(20):
        sites.of(address(f"http://{number % 5}.example/"), ask)
        with pytest.raises(SaysoError, match="E070"):
            sites.of(address(f"http://refused{number}.example/"), ask)
    assert sites._asking == {}


def _count(server: Server, target: str) -> int:
    return sum(one.target == target for one in server.requests)
