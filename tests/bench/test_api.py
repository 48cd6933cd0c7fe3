"""Who asks the API as fast as it answers: every address in turn, as often as was said, and all that came is counted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.api_load import Turns, load


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(404 if self.path == "/b" else 200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"abc")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    Site.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_every_address_is_asked_in_turn_by_all_together(site: ThreadingHTTPServer) -> None:
    said = {"port": site.server_address[1], "addresses": ["/a", "/b", "/c"], "headers": {}, "connections": 4, "times": 9}
    heard = load(said)
    assert heard["statuses"] == {"200": 6, "404": 3}
    assert len(heard["seconds"]) == 9 and heard["bytes"] == 27
    assert sorted(Site.asked) == ["/a"] * 3 + ["/b"] * 3 + ["/c"] * 3


def test_a_turn_is_taken_once() -> None:
    turns = Turns(iter(range(3)))
    assert [turns.next() for _ in range(5)] == [0, 1, 2, None, None]
