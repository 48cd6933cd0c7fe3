"""Connections that go to the very IP address that was judged.

A name is looked up once for each connection, all its addresses are judged, and one of them is connected to, by number. So a
name that resolves to a public address when asked first and to 127.0.0.1 a moment later (rebinding) gains nothing: nobody asks
again. The name goes on to be what the TLS certificate is checked against. No proxy, no Unix socket, no environment variable.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address

from httpcore2 import SOCKET_OPTION, ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, SyncBackend

from sayso import limits
from sayso.collect.net.guard import Guard, as_ip
from sayso.collect.net.stream import Deadline, Watched

Resolve = Callable[[str, int], Sequence[str]]
"""IP addresses of a host's name; raises OSError where it has none."""
Connect = Callable[[str, int, float], NetworkStream]
"""IP address, port, seconds."""
MOST_TRIED = 4
"""Addresses of one name that are tried, one after another."""


class Backend(NetworkBackend):
    """For one request: `deadline` bounds its look-up, its connection and all that comes over it."""

    def __init__(self, guard: Guard, resolve: Resolve, connect: Connect, deadline: Deadline) -> None:
        self._guard, self._resolve, self._connect, self._deadline = guard, resolve, connect, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """SaysoError E070 before any socket is opened, unless every address of the host may be connected to."""
        self._guard.judge_name(host, port)
        ips = self._looked_up(host, port)
        self._guard.judge(host, port, ips)
        return self._connected(ips[:MOST_TRIED], port)

    def _connected(self, ips: Sequence[IPv4Address | IPv6Address], port: int) -> NetworkStream:
        failure: Exception = ConnectError("the name has no address")
        for ip in ips:
            try:
                stream = self._connect(str(ip), port, self._deadline.left(limits.CONNECT_SECONDS))
                return Watched(stream, self._deadline, str(ip))
            except (ConnectError, ConnectTimeout) as error:
                failure = error
        raise failure

    def _looked_up(self, host: str, port: int) -> list[IPv4Address | IPv6Address]:
        if (ip := as_ip(host)) is not None:
            return [ip]
        found = _within(self._deadline.left(limits.CONNECT_SECONDS), lambda: self._resolve(host, port))
        ips = [as_ip(text) for text in dict.fromkeys(found)]
        if None in ips:
            raise ConnectError("its address cannot be read")
        return [ip for ip in ips if ip is not None]


def resolved(host: str, port: int) -> list[str]:
    """By the system's resolver."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connected(ip: str, port: int, seconds: float) -> NetworkStream:
    """By a socket of the system."""
    return SyncBackend().connect_tcp(ip, port, timeout=seconds)


def _within(seconds: float, look_up: Callable[[], Sequence[str]]) -> Sequence[str]:
    """A look-up cannot be stopped, so it is left to itself where it takes too long."""
    found: list[Sequence[str]] = []
    failed: list[Exception] = []

    def asked() -> None:
        try:
            found.append(look_up())
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=asked, name="look-up", daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise ConnectError(f"the name is not known: {failed[0]}") from failed[0]
    if not found:
        raise ConnectTimeout("the name's address could not be looked up in time")
    return found[0]
