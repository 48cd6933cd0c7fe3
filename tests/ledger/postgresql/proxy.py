"""A network that fails at the worst moment: between client and server, and cuts a connection when COMMIT comes by."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from urllib.parse import urlsplit, urlunsplit

from sayso.ledger.address import Database

COMMIT = b"COMMIT\x00"
"""As a client says it in a query of its own (https://www.postgresql.org/docs/current/protocol-message-formats.html)."""
PIECE = 65_536


class Cut(Enum):
    """When the connection is lost. Only the server knows whether the transaction took place; the client sees the same."""

    BEFORE = "before the server gets it"
    IN = "when the server has got it"
    AFTER = "when the server has answered"


class Proxy:
    """Listens at `port`. Once `armed`, every `every`th COMMIT is cut as `cut` says, and the connection with it."""

    def __init__(self, server: tuple[str, int], cut: Cut, every: int) -> None:
        self.cut_off = 0
        self.armed = False
        self._server = server
        self._cut = cut
        self._every = every
        self._commits = 0
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(self._server)
            except OSError:
                client.close()
                continue
            cut = threading.Event()
            threading.Thread(target=self._to_server, args=(client, server, cut), daemon=True).start()
            threading.Thread(target=self._to_client, args=(client, server, cut), daemon=True).start()

    def _to_server(self, client: socket.socket, server: socket.socket, cut: threading.Event) -> None:
        while piece := _received(client):
            if COMMIT in piece and self._is_due():
                cut.set()
                if self._cut is not Cut.BEFORE:
                    server.sendall(piece)
                if self._cut is Cut.AFTER:
                    return  # the other direction ends it, once the answer is there
                break
            if not _sent(server, piece):
                break
        _ended(client, server)

    def _to_client(self, client: socket.socket, server: socket.socket, cut: threading.Event) -> None:
        while piece := _received(server):
            if cut.is_set() or not _sent(client, piece):
                break
        _ended(client, server)

    def _is_due(self) -> bool:
        with self._lock:
            self._commits += self.armed
            due = self.armed and self._commits % self._every == 0
            self.cut_off += due
            return due


@contextmanager
def through(place: Database, cut: Cut, every: int = 3) -> Iterator[tuple[Database, Proxy]]:
    """The same ledger by way of a proxy. Not encrypted, or it would not see what is said.

    A session that is made again has a COMMIT of its own, so with every second one cut no second try could succeed.
    """
    parts = urlsplit(place.url)
    proxy = Proxy((parts.hostname or "127.0.0.1", parts.port or 5432), cut, every)
    who = parts.netloc.rpartition("@")[0]
    query = f"{parts.query}&sslmode=disable&gssencmode=disable"
    try:
        yield Database(urlunsplit(parts._replace(netloc=f"{who}@127.0.0.1:{proxy.port}", query=query))), proxy
    finally:
        proxy.close()


def _received(of: socket.socket) -> bytes:
    try:
        return of.recv(PIECE)
    except OSError:
        return b""


def _sent(to: socket.socket, piece: bytes) -> bool:
    try:
        to.sendall(piece)
    except OSError:
        return False
    return True


def _ended(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):  # the other direction may have ended it already
            one.shutdown(socket.SHUT_RDWR)
        one.close()
