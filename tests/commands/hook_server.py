"""A web hook on loopback: it answers as it is told, and keeps what it took."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sayso.errors import SaysoError


@dataclass
class Hook:
    """`answers`: the statuses to come, the last one for ever; 0 = hang up without an answer."""

    url: str = ""
    answers: list[int] = field(default_factory=lambda: [200])
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def next(self) -> int:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def hook() -> Iterator[Hook]:
    made = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.got.append(({key.lower(): value for key, value in self.headers.items()}, body))
            status = made.next()
            if status:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class NoError(SaysoError):
    """As the web has it: what is no success is raised, with its status."""

    def __init__(self, url: str, status: int | None, retry_after: float | None = None) -> None:
        self.status, self.retry_after = status, retry_after
        super().__init__("E094", target=url, detail=f"it answered {status}" if status else "no answer")


@dataclass
class Taken:
    status: int


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Taken:
    """As `Web.post`, by the standard library, to loopback alone."""
    assert url.startswith("http://127.0.0.1:")
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, dict(headers)), timeout=5) as answer:
            return Taken(answer.status)
    except urllib.error.HTTPError as error:
        raise NoError(url, error.code) from error
    except OSError as error:
        raise NoError(url, None) from error
