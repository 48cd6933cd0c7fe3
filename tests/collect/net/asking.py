"""A `Web` for tests: 127.0.0.1 allowed, no waiting, and a resolver and connector that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ssl import SSLContext

import pytest
from httpcore2 import NetworkStream

from sayso.collect.net.backend import connected
from sayso.collect.net.fetch import Outside, Web
from sayso.collect.net.fetched import Fetched, FetchLimits, NotModified
from sayso.errors import SaysoError

NOW = datetime(2022, 1, 7, 12, 0, tzinfo=UTC)


@dataclass
class Counting:
    """`names`: what each name resolves to, call after call (the last again and again). `to`: where connections really go."""

    names: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    to: tuple[str, int] | None = None
    looked_up: list[str] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> Sequence[str]:
        turn = self.looked_up.count(host)
        self.looked_up.append(host)
        if host not in self.names:
            raise OSError("no such name")
        answers = self.names[host]
        return answers[min(turn, len(answers) - 1)]

    def connect(self, ip: str, port: int, seconds: float) -> NetworkStream:
        self.connected.append((ip, port))
        real_ip, real_port = self.to or (ip, port)
        assert real_ip in ("127.0.0.1", "::1"), f"a test would have connected to {real_ip}"
        return connected(real_ip, real_port, seconds)


class Clock:
    """A monotonic clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def web(
    counting: Counting | None = None,
    allowed: Sequence[str] = ("127.0.0.1",),
    *,
    max_bytes: int = 1_000_000,
    seconds: float = 5.0,
    delay: float = 0.0,
    clock: Clock | None = None,
    tls: SSLContext | None = None,
) -> Web:
    net = counting or Counting()
    outside = (
        Outside(net.resolve, net.connect, tls=tls)
        if clock is None
        else Outside(net.resolve, net.connect, clock.monotonic, clock.sleep, tls)
    )
    return Web(FetchLimits(max_bytes, seconds, delay), allowed, "sayso/test", lambda: NOW, outside)


def got(asked: Web, url: str) -> Fetched:
    """What it gives, which must not be "not modified"."""
    answer = asked.fetch(url)
    assert not isinstance(answer, NotModified)
    return answer


def refused(asked: Web, url: str) -> SaysoError:
    with pytest.raises(SaysoError) as caught:
        asked.fetch(url)
    return caught.value
