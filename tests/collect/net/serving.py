"""Real servers on 127.0.0.1 for tests, well behaved or not: routes that answer, or byte handlers that do what they like.

    with Server() as server:
        server.page("/a", b"<p>Text</p>")
        server.raw("/slow", lambda link: drip(link, b"HTTP/1.1 200 OK\\r\\n", every=0.05))
        web.fetch(server.url("/a"))
        assert server.asked == ["/a"] and server.connections == 1

What is not there is answered with 404, /robots.txt too. Every request is kept in `requests`, head and all.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as received: `head` ends with its empty line."""

    method: str
    target: str
    head: bytes
    body: bytes

    def header(self, name: str) -> str | None:
        """Its first value, or None."""
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None


Raw = Callable[[socket.socket], None]
Answered = Callable[[Asked], bytes]


def response(
    status: int = 200, body: bytes = b"", headers: Headers | None = None, *, length: int | None = None, reason: str = "X"
) -> bytes:
    """A whole answer; `length` announces another than the body has, -1 none at all."""
    told = {"Content-Length": str(len(body) if length is None else length)} if length != -1 else {}
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{k}: {v}" for k, v in {**told, **(headers or {})}.items())]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body


def drip(link: socket.socket, data: bytes, every: float = 0.05) -> None:
    """A byte at a time, until all is sent or nobody listens any more."""
    for byte in data:
        link.sendall(bytes([byte]))
        time.sleep(every)


class Server:
    """One server with a table of routes by target (path and query). `connections` counts what was accepted."""

    def __init__(self, host: str = "127.0.0.1", wrap: Callable[[socket.socket], socket.socket] | None = None) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listening = socket.socket(family, socket.SOCK_STREAM)
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listening.bind((host, 0))
        self._listening.listen(128)
        self._wrap = wrap
        self.host, self.port = host, int(self._listening.getsockname()[1])
        self.connections = 0
        self.requests: list[Asked] = []
        self._routes: dict[str, Answered] = {}
        self._raw: dict[str, Raw] = {}
        self._lock = threading.Lock()

    @property
    def asked(self) -> list[str]:
        """Targets in order, without the files of rules."""
        return [one.target for one in self.requests if one.target not in ("/robots.txt", "/.well-known/tdmrep.json")]

    @property
    def site(self) -> str:
        return f"{self.host}:{self.port}" if ":" not in self.host else f"[{self.host}]:{self.port}"

    def url(self, target: str = "/", scheme: str = "http") -> str:
        return f"{scheme}://{self.site}{target}"

    def page(self, target: str, body: bytes = b"", headers: Headers | None = None, status: int = 200) -> None:
        """A body; HTML unless the headers say otherwise."""
        told = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
        self._routes[target] = lambda _: response(status, body, told)

    def redirect(self, target: str, location: str, status: int = 302) -> None:
        self._routes[target] = lambda _: response(status, headers={"Location": location})

    def answer(self, target: str, made: Answered) -> None:
        """What `made` returns is sent as it is; it sees the request."""
        self._routes[target] = made

    def sends(self, target: str, data: bytes) -> None:
        """These bytes, whatever they are, and then the end."""
        self._routes[target] = lambda _: data

    def raw(self, target: str, handle: Raw) -> None:
        """The connection itself, after the request was read; closed afterwards."""
        self._raw[target] = handle

    def __enter__(self) -> Server:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                link, _ = self._listening.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
            threading.Thread(target=self._serve, args=(link,), daemon=True).start()

    def _serve(self, link: socket.socket) -> None:
        try:
            link.settimeout(20)
            with self._wrap(link) if self._wrap else link as talking:
                request = _read(talking)
                if request is None:
                    return
                with self._lock:
                    self.requests.append(request)
                if handle := self._raw.get(request.target):
                    handle(talking)
                else:
                    talking.sendall(self._routes.get(request.target, _not_here)(request))
        except OSError:  # who asked went away, as some tests want
            link.close()


def _not_here(_: Asked) -> bytes:
    return response(404, b"not here")


def _read(link: socket.socket) -> Asked | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = link.recv(65_536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    method, target, _ = head.decode("latin-1").split("\r\n")[0].split(" ", 2)
    asked = Asked(method, target, head + b"\r\n\r\n", body)
    length = int(asked.header("content-length") or 0)
    while len(body) < length:
        more = link.recv(65_536)
        if not more:
            break
        body += more
    return Asked(method, target, head + b"\r\n\r\n", body)
