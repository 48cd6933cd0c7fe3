"""Whatever a server says, what comes back is an answer or one of Sayso's errors. No sockets: the bytes lie in memory."""

from __future__ import annotations

from httpcore2 import MockStream, NetworkStream
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.collect.net.fetch import Outside, Web
from sayso.collect.net.fetched import Fetched, FetchLimits, Validators
from sayso.errors import SaysoError
from tests.collect.net.asking import NOW, Clock

LINES = (
    *(
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.0 301 Moved\r\n",
        b"HTTP/1.1 304 Not Modified\r\n",
        b"HTTP/1.1 429 \r\n",
        b"HTTP/1.1 100 Continue\r\n",
    ),
    *(
        b"HTTP/1.1 999 X\r\n",
        b"HTTP/2 200\r\n",
        b"HTTP/1.1 204 No Content\r\n",
        b"Location: /a\r\n",
        b"Location: \xff://\x80[\r\n",
    ),
    *(
        b"Location: http://example.test/b\r\n",
        b"Content-Length: 5\r\n",
        b"Content-Length: 99999999999999999999\r\n",
        b"Content-Length: -1\r\n",
    ),
    *(
        b"Transfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n",
        b"Content-Encoding: gzip\r\n",
        b"Content-Encoding: ,\r\n",
    ),
    *(
        b"Content-Type: text/html; charset=\xff\r\n",
        b"Content-Type: text/html; charset*0*=''%\r\n",
        b"Retry-After: Fri, 31 Feb 99999\r\n",
    ),
    *(
        b"Retry-After: 99999999999\r\n",
        b"ETag: \x01\r\n",
        b"tdm-reservation: 1\r\n",
        b" folded\r\n",
        b"\r\n",
        b"\n",
        b"5\r\nhello\r\n",
    ),
    *(
        b"0\r\n\r\n",
        b"ffffffffffffffff\r\n",
        b"hello",
        b"\x1f\x8b\x08\x00",
        b"\x00",
        b"Connection: close\r\n",
        b": \r\n",
        b"Set-Cookie: a=b\r\n",
    ),
)
SAID = st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(LINES), max_size=10).map(b"".join))
HEADED = SAID.map(b"HTTP/1.1 200 OK\r\n".__add__)


class Wire:
    """Gives each connection the next of what servers say; the last again and again."""

    def __init__(self, said: list[bytes]) -> None:
        self._said = said

    def connect(self, ip: str, port: int, seconds: float) -> NetworkStream:
        return MockStream([self._said.pop(0) if len(self._said) > 1 else self._said[0], b""])


@settings(max_examples=500, deadline=None)
@given(st.lists(st.one_of(SAID, HEADED), min_size=1, max_size=4), st.booleans())
@example([b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"], False)
@example([b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello"], False)
def test_any_answer(said: list[bytes], robots: bool) -> None:
    clock = Clock()
    outside = Outside(lambda host, port: ["8.8.8.8"], Wire(list(said)).connect, clock.monotonic, clock.sleep)
    web = Web(FetchLimits(10_000, 5.0, 1.0), [], "", lambda: NOW, outside)
    try:
        answer = web.fetch("http://example.test/a", Validators('"1"'), robots=robots)
    except SaysoError as error:
        assert error.code.code in ("E070", "E071", "E072", "E073", "E074", "E075", "E076")
        assert len(error.line.splitlines()) == 1
        return
    if isinstance(answer, Fetched):
        assert len(answer.body) <= 10_000 and answer.exchange.head.startswith(b"HTTP/1.")
