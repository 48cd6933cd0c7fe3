"""The API asked in this process, through guard and gate, as a program on this machine asks."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from starlette.testclient import TestClient

from sayso.commands.token_file import Token, TokenFile, hashed, new_secret
from sayso.ledger.address import Place, beside
from sayso.ledger.canonical import moment
from tests.serve.conftest import demo_client, ledger, own_demo, path, reader, serve

__all__ = ["API", "Json", "bearer", "demo_client", "items_of", "ledger", "make_token", "own_demo", "path", "reader", "serve"]

API = "/api/v1"
Json = dict[str, Any]


def got(client: TestClient, address: str, status: int = 200, **headers: str) -> Json:
    """The body of an answer of the API."""
    answer = client.get(f"{API}{address}", headers=headers)
    assert answer.status_code == status, answer.text[:500]
    body: Json = answer.json()
    return body


def items_of(client: TestClient, address: str, limit: int | None = None) -> list[Json]:
    """Of all pages; the address has a question mark where there is a limit."""
    found: list[Json] = []
    next_: str | None = f"{API}{address}{'&' if '?' in address else '?'}limit={limit}" if limit else f"{API}{address}"
    while next_:
        answer = client.get(next_)
        assert answer.status_code == 200, answer.text[:500]
        found += answer.json()["items"]
        next_ = answer.json()["next"]
    return found


def make_token(of: Place, name: str = "a", now: datetime | None = None, expires: str | None = None) -> str:
    """What `sayso token new` prints."""
    secret = new_secret(os.urandom)
    made_at = moment(now or datetime.now(UTC))
    TokenFile(beside(of, ".tokens")).add(Token(name, hashed(secret), made_at, expires))
    return secret


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}
