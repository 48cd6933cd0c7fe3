"""Addresses that must be refused, by every spelling we know: each is proven not to open a connection.

`{port}` is that of a canary server on 127.0.0.1. Whatever the guard would let through is counted by the connector first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from sayso.errors import SaysoError
from sayso.printable import clean
from tests.collect.net.asking import Counting, web
from tests.collect.net.serving import Server

NO_ADDRESS = (
    *("file:///etc/passwd", "file://localhost/etc/passwd", "ftp://example.test/a", "gopher://127.0.0.1:{port}/_GET%20/"),
    *("data:text/html,hello", "javascript:alert(1)", "ws://127.0.0.1:{port}/", "wss://127.0.0.1/", "dict://127.0.0.1:{port}/"),
    *("ldap://127.0.0.1/", "jar:http://127.0.0.1!/", "view-source:http://127.0.0.1/", "http:127.0.0.1", "http:/127.0.0.1/"),
    *(
        "//127.0.0.1:{port}/",
        "127.0.0.1:{port}",
        "localhost:{port}",
        "www.example.test",
        "",
        " ",
        "http://",
        "http:///a",
        "https://",
    ),
    *(
        "htp://127.0.0.1:{port}/",
        "http//127.0.0.1",
        "blob:http://127.0.0.1/",
        "about:blank",
        "mailto:a@example.test",
        "-",
        "/a",
    ),
    # IPv4 in other numbers
    *("http://2130706433:{port}/", "http://0x7f000001:{port}/", "http://017700000001:{port}/", "http://127.1:{port}/"),
    *("http://127.0.1:{port}/", "http://0177.0.0.1:{port}/", "http://0x7f.0.0.1:{port}/", "http://0x7f.1:{port}/"),
    *(
        "http://127.0.0.01:{port}/",
        "http://0127.0.0.1:{port}/",
        "http://127.0.0.0x1:{port}/",
        "http://1.1.1.1.1/",
        "http://256.1.1.1/",
    ),
    *("http://127.0.0.1.0x/", "http://0:{port}/", "http://0x:{port}/", "http://00000000177.0.0.1/", "http://3232235521/"),
    *("http://127.0.0.-1/", "http://127..0.0.1/", "http://example.1/", "http://1/", "http://4294967297/", "http://0xa9fea9fe/"),
    *("http://2852039166/", "http://０x7f.1/", "http://０１７７.0.0.1/", "http://②①③⓪⑦⓪⑥④③③/"),
    # user names, and what two programs read differently
    *("http://user@127.0.0.1:{port}/", "http://example.test@127.0.0.1:{port}/", "http://127.0.0.1:{port}@example.test/"),
    *(
        "http://a:b@example.test/",
        "http://example.test%40127.0.0.1/",
        "http://example.test:80@127.0.0.1/",
        "http://@127.0.0.1:{port}/",
    ),
    *(
        "http://127.0.0.1\\@example.test/",
        "http://example.test\\@127.0.0.1/",
        "http:\\\\127.0.0.1:{port}\\",
        "http:/\\127.0.0.1/",
    ),
    *("http://127.0.0.1 .example.test/", "http://exa mple.test/", "http://127.0.0.1\t:{port}/", "http://127.0.0.1\r\nHost: x/"),
    *("http://127.0.0.1:{port}/ HTTP/1.1\r\nX: y", "http://127.0.0.1:{port}/\x00", "http://127.0.0.1\x00.example.test/"),
    *("http://127.0.0.1%00.example.test/", "http://127.0.0.%31:{port}/", "http://%31%32%37.0.0.1/", "http://127%2e0%2e0%2e1/"),
    *(
        "http://exam\u200bple.test/",
        "http://example.test/\u202e",
        "http://\ud800.test/",
        "http://a_.test:x/",
        "http://<b>.test/",
    ),
    *("http://-a.test/", "http://a-.test/", "http://a..test/", "http://.test/", "http://.../", "http://" + "a" * 64 + ".test/"),
    "http://" + "a." * 130 + "test/",
    "http://example.test/" + "a" * 2_000,
    "http://example.test/" + "ü" * 400,
    # ports
    *(
        "http://127.0.0.1:0/",
        "http://127.0.0.1:65536/",
        "http://127.0.0.1:-1/",
        "http://127.0.0.1:abc/",
        "http://127.0.0.1:{port}:80/",
    ),
    *("http://127.0.0.1:８０/", "http://127.0.0.1:1e3/", "http://127.0.0.1:+80/", "http://127.0.0.1:99999999999/"),
    # IPv6
    *(
        "http://[fe80::1%eth0]:{port}/",
        "http://[fe80::1%25eth0]/",
        "http://[::1%1]/",
        "http://[::1",
        "http://::1/",
        "http://[]/",
    ),
    *("http://[127.0.0.1]/", "http://[::1]x:{port}/", "http://[::1].test/", "http://[v1.a]/", "http://[::ffff:127.0.0.1.1]/"),
)
REFUSED = (
    # this machine, its network, its cloud
    *("http://127.0.0.1:{port}/", "https://127.0.0.1:{port}/", "HTTP://127.0.0.1:{port}", "http://127.0.0.1.:{port}/"),
    *("http://127.255.255.254/", "http://0.0.0.0:{port}/", "http://0.1.2.3/", "http://10.0.0.1/", "http://10.255.255.255/"),
    *("http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.0.1/", "http://169.254.169.254/latest/meta-data/"),
    *("http://169.254.0.1/", "http://100.64.0.1/", "http://100.100.100.200/", "http://168.63.129.16/", "http://192.0.0.1/"),
    *("http://192.0.0.192/", "http://192.0.0.9/", "http://192.0.2.1/", "http://198.51.100.1/", "http://203.0.113.1/"),
    *("http://198.18.0.1/", "http://198.19.255.255/", "http://192.88.99.1/", "http://224.0.0.1/", "http://239.255.255.250/"),
    *("http://240.0.0.1/", "http://255.255.255.255/", "http://192.31.196.1/", "http://192.52.193.1/", "http://192.175.48.1/"),
    # the same in signs that become digits and stops
    *("http://①②⑦.0.0.1:{port}/", "http://127。0。0。1:{port}/", "http://127．0．0．1:{port}/", "http://127｡0｡0｡1:{port}/"),
    *(
        "http://１２７.０.０.１:{port}/",
        "http://ⓛocalhost:{port}/",
        "http://ｌｏｃａｌｈｏｓｔ:{port}/",
        "http://loc\u00adalhost:{port}/",
    ),
    # IPv6
    *("http://[::1]:{port}/", "http://[::]:{port}/", "http://[0:0:0:0:0:0:0:1]:{port}/", "http://[::ffff:127.0.0.1]:{port}/"),
    *(
        "http://[::ffff:7f00:1]:{port}/",
        "http://[::127.0.0.1]:{port}/",
        "http://[::ffff:8.8.8.8]/",
        "http://[::ffff:0:127.0.0.1]/",
    ),
    *("http://[64:ff9b::7f00:1]/", "http://[64:ff9b::8.8.8.8]/", "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/"),
    *(
        "http://[2002:808:808::1]/",
        "http://[2001:0:7f00:1::]/",
        "http://[2001::1]/",
        "http://[2001:db8::1]/",
        "http://[3fff::1]/",
    ),
    *("http://[fe80::1]/", "http://[fec0::1]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[ff02::1]/"),
    *("http://[100::1]/", "http://[5f00::1]/", "http://[2001:20::1]/", "http://[2620:4f:8000::1]/", "http://[4000::1]/"),
    *("http://[2606:4700::5efe:7f00:1]/", "http://[2606:4700::200:5efe:10.0.0.1]/"),
    # names of local networks
    *("http://localhost:{port}/", "http://LOCALHOST:{port}/", "http://localhost.:{port}/", "http://a.localhost:{port}/"),
    *(
        "http://printer.local/",
        "http://router.lan/",
        "http://metadata.google.internal/",
        "http://wiki.internal/",
        "http://intranet/",
    ),
    *("http://box.home.arpa/", "http://a.onion/", "http://localhost.localdomain/", "http://news.invalid/", "http://a.alt/"),
    # ports that are not of the web
    *("http://public.test:22/", "http://public.test:25/", "http://8.8.8.8:53/", "http://public.test:1/"),
    # public names of private addresses
    *("http://127.0.0.1.nip.test:{port}/", "http://loopback.test:{port}/", "http://private.test/", "http://metadata.test/"),
    *(
        "http://both.test/",
        "http://mapped.test/",
        "http://six.test/",
        "http://nat64.test/",
        "http://zone.test/",
        "http://ula.test/",
    ),
    *("http://LOOPBACK.test.:{port}/", "https://loopback.test:{port}/", "http://xn--lcalhost-54a.test:{port}/"),
)
NAMES = {
    "127.0.0.1.nip.test": [["127.0.0.1"]],
    "loopback.test": [["127.0.0.1"]],
    "private.test": [["192.168.1.1"]],
    "metadata.test": [["169.254.169.254"]],
    "both.test": [["8.8.8.8", "10.0.0.1"]],
    "mapped.test": [["::ffff:10.0.0.1"]],
    "six.test": [["2002:a00:1::1"]],
    "nat64.test": [["64:ff9b::a00:1"]],
    "zone.test": [["fe80::1%eth0"]],
    "ula.test": [["2606:4700::1111", "fd00:ec2::254"]],
    "xn--lcalhost-54a.test": [["127.0.0.1"]],
    "public.test": [["8.8.8.8"]],
}
"""What they resolve to. public.test is refused for its port alone."""


@pytest.fixture(scope="module")
def canary() -> Iterator[Server]:
    with Server() as server:
        yield server


def test_there_are_enough() -> None:
    assert len(set(NO_ADDRESS)) + len(set(REFUSED)) >= 200


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_what_is_no_address(text: str, canary: Server) -> None:
    assert _code(text, canary) == "E015"


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused(text: str, canary: Server) -> None:
    assert _code(text, canary) == "E070"


def _code(text: str, canary: Server) -> str:
    """Asked with and without rules, and posted to: the code is the same, and nothing connects."""
    counting = Counting(NAMES)
    asked, url = web(counting, allowed=[]), text.replace("{port}", str(canary.port))
    codes = {
        _caught(lambda: asked.fetch(url)),
        _caught(lambda: asked.fetch(url, robots=False)),
        _caught(lambda: asked.post(url, b"x", {})),
    }
    assert counting.connected == [] and canary.connections == 0
    assert len(codes) == 1
    return codes.pop()


def _caught(asking: Callable[[], object]) -> str:
    with pytest.raises(SaysoError) as caught:
        asking()
    assert len(caught.value.line.splitlines()) == 1 and clean(caught.value.line) == caught.value.line
    assert len(caught.value.line) < 600
    return caught.value.code.code


@pytest.mark.parametrize("text", REFUSED)
def test_a_redirect_there_is_refused(text: str) -> None:
    with Server() as server:
        url = text.replace("{port}", str(server.port))
        server.answer("/from-here", lambda _: _redirect(url))
        counting = Counting({**NAMES, "start.test": [["127.0.0.1"]]})
        with pytest.raises(SaysoError) as caught:
            web(counting, allowed=["start.test"]).fetch(f"http://start.test:{server.port}/from-here")
    assert caught.value.code.code == "E070", caught.value
    assert server.asked == ["/from-here"] and {ip for ip, _ in counting.connected} == {"127.0.0.1"}
    assert server.connections == len(counting.connected) == 3  # its rules, its reservation, and the one page


def _redirect(url: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {url}\r\nContent-Length: 0\r\n\r\n".encode()
