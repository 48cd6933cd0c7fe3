"""A connection whose bytes are counted, timed and, as far as the heads go, kept."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Any

from httpcore2 import NetworkStream, ReadTimeout

from sayso import limits


class HeadTooLongError(Exception):
    """More bytes than `limits.MAX_HEAD_BYTES` came before the headers' end."""


class Deadline:
    """The moment at which everything about one address ends, a server that sends a byte a second included."""

    def __init__(self, seconds: float, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._ends = monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Seconds that remain, or fewer. Raises httpcore2.ReadTimeout where none do."""
        left = self._ends - self._monotonic()
        if left <= 0:
            raise ReadTimeout
        return left if at_most is None else min(left, at_most)

    @property
    def is_over(self) -> bool:
        return self._monotonic() >= self._ends

    def put_off(self, seconds: float) -> None:
        """Time that we waited ourselves, out of politeness, is not the server's."""
        self._ends += seconds


class Watched(NetworkStream):
    """`server` is the IP address at the other end; `sent` and `begun` are what was sent, and what came before the body (and
    some of the body); `received` counts all bytes that came."""

    def __init__(self, inner: NetworkStream, deadline: Deadline, server: str) -> None:
        self._inner = inner
        self._deadline = deadline
        self.server = server
        self.sent = bytearray()
        self.begun = bytearray()
        self.received = 0
        self.in_head = True

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, timeout=self._deadline.left(timeout))
        self.received += len(data)
        if self.in_head:
            self.begun += data
            if len(self.begun) > limits.MAX_HEAD_BYTES:
                raise HeadTooLongError
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.sent += buffer
        self._inner.write(buffer, timeout=self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, timeout=self._deadline.left(timeout))
        return Watched(inner, self._deadline, self.server)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
