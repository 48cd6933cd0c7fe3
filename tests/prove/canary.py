"""A canary in place of every private address: whatever this process would connect to is led to a server that counts.

Names are looked up in a table, call after call; who is not in it is said to be 127.0.0.1, as a hostile resolver would. A name
whose address is public leads to a server of the test. Both are put in place of what Python itself connects and looks up with,
so no door can go round them.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from unittest.mock import patch

from tests.collect.net.serving import Server

PUBLIC = "8.8.8.8"
"""Where the site of a test is said to be."""


@dataclass
class Net:
    """`names`: as `Counting` has them. `site`: who answers for `PUBLIC`. `reached`: (address, port) that were connected
    to and are not of the site, each before the canary accepted it."""

    canary: Server
    site: Server
    names: dict[str, Sequence[Sequence[str]]]
    looked_up: list[str] = field(default_factory=list)
    reached: list[tuple[str, int]] = field(default_factory=list)
    to_site: int = 0

    def resolve(self, host: str) -> Sequence[str]:
        turn = self.looked_up.count(host)
        self.looked_up.append(host)
        answers = self.names.get(host, [["127.0.0.1"]])
        return answers[min(turn, len(answers) - 1)]

    def url(self, path: str = "/", host: str = "news.test") -> str:
        """Of the public site; every port of it that the web has leads there."""
        return f"http://{host}{path}"

    @property
    def silent(self) -> bool:
        """Has nothing private been connected to?"""
        return self.reached == [] and self.canary.connections == 0


@contextmanager
def in_place_of_the_world(names: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[Net]:
    with Server() as canary, Server() as site:
        net = Net(canary, site, {"news.test": [[PUBLIC]], **names})
        with patch.object(socket, "getaddrinfo", _look_up(net)), patch.object(socket.socket, "connect", _connect(net)):
            yield net


def _look_up(net: Net) -> Any:
    def getaddrinfo(host: Any, port: Any, *_: Any, **__: Any) -> list[Any]:
        ips = [host] if _is_ip(host) else net.resolve(host)
        return [(_family(ip), socket.SOCK_STREAM, socket.IPPROTO_TCP, "", _end(ip, port)) for ip in ips]

    return getaddrinfo


def _connect(net: Net) -> Any:
    connect = socket.socket.connect

    def led(self: socket.socket, address: Any) -> None:
        if self.family not in (socket.AF_INET, socket.AF_INET6):
            return connect(self, address)
        host, port = address[:2]
        if host == PUBLIC:
            net.to_site += 1
        else:
            net.reached.append((host, port))
        to = net.site if host == PUBLIC else net.canary
        return connect(self, ("::ffff:127.0.0.1" if self.family == socket.AF_INET6 else "127.0.0.1", to.port))

    return led


def _is_ip(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _family(ip: str) -> int:
    return socket.AF_INET6 if ":" in ip else socket.AF_INET


def _end(ip: str, port: Any) -> tuple[Any, ...]:
    return (ip, int(port or 0), 0, 0) if ":" in ip else (ip, int(port or 0))
