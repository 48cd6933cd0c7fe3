"""The socket that `sayso serve` listens on."""

from __future__ import annotations

import socket

import pytest

from sayso.serve.running import _listening


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_what_is_sent_on_it_is_sent_at_once(host: str) -> None:
    """asyncio sets TCP_NODELAY on connections of a listener whose protocol is told, and on no other: each small answer on a
    connection that stayed open waited 40 ms."""
    try:
        with _listening(host, 0) as listener:
            assert listener.proto == socket.IPPROTO_TCP
    except Exception as error:
        if host == "::1" and "E051" in str(error):
            pytest.skip("no IPv6 here")
        raise
