"""The API asked in this process, through guard and gate, as a program on this machine asks."""

from __future__ import annotations

from tests.serve.conftest import demo_client, ledger, own_demo, path, reader, serve

__all__ = ["API", "demo_client", "ledger", "own_demo", "path", "reader", "serve"]

API = "/api/v1"
