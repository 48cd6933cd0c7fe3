"""Who may ask: everybody here while no token was ever made; from then on who sends one that holds."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from sayso.commands.token_file import TokenFile
from sayso.ledger.address import beside
from sayso.ledger.canonical import moment
from sayso.serve.api.gate import MOST_WRONG, OPEN, Gate
from tests.serve.api.conftest import API, bearer, make_token
from tests.serve.conftest import client_of

ROUTE = f"{API}/kinds"


@pytest.fixture(scope="module")
def served(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, TestClient]]:
    """A ledger of its own that is open for the whole module; each test begins without tokens."""
    own = Path(shutil.copy(demo_ledger, tmp_path_factory.mktemp("gate") / "own.ledger"))
    with ExitStack() as open_:
        yield own, open_.enter_context(client_of(own, open_))


@pytest.fixture
def place(served: tuple[Path, TestClient]) -> Iterator[Path]:
    yield served[0]
    beside(served[0], ".tokens").unlink(missing_ok=True)


@pytest.fixture
def client(served: tuple[Path, TestClient], place: Path) -> TestClient:
    return served[1]


def test_without_any_token_the_api_is_open_as_the_page_is(client: TestClient) -> None:
    assert client.get(ROUTE).status_code == 200
    assert client.get(ROUTE, headers=bearer("anything")).status_code == 200


def test_from_the_first_token_on_a_server_that_runs_asks_for_one(client: TestClient, place: Path) -> None:
    assert client.get(ROUTE).status_code == 200
    secret = make_token(place)
    refused = client.get(ROUTE)
    assert refused.status_code == 401
    assert refused.json()["code"] == "E138"
    assert refused.headers["WWW-Authenticate"].startswith("Bearer ")
    assert client.get(ROUTE, headers=bearer(secret)).status_code == 200


@pytest.mark.parametrize(
    "sent",
    ["", "Bearer", "Bearer ", "Basic {secret}", "{secret}", "Bearer {secret}x", "Bearer sayso_", "Bearer ä", "Token {secret}"],
)
def test_anything_but_the_token_is_refused(client: TestClient, place: Path, sent: str) -> None:
    said = sent.format(secret=make_token(place)).encode("utf8")
    assert client.get(ROUTE, headers={b"Authorization": said}).status_code == 401


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_name_of_the_scheme_may_be_written_in_any_case(client: TestClient, place: Path, scheme: str) -> None:
    assert client.get(ROUTE, headers={"Authorization": f"{scheme} {make_token(place)}"}).status_code == 200


@pytest.mark.parametrize("name", ["token", "access_token", "authorization", "api_key"])
def test_a_token_in_the_address_is_none(client: TestClient, place: Path, name: str) -> None:
    """It would end up in logs and histories: RFC 6750, 5.3."""
    assert client.get(ROUTE, params={name: make_token(place)}).status_code == 401


def test_a_hash_is_no_token(client: TestClient, place: Path) -> None:
    make_token(place)
    [kept] = TokenFile(beside(place, ".tokens")).tokens()
    assert client.get(ROUTE, headers=bearer(kept.sha256)).status_code == 401


def test_a_revoked_token_is_refused_at_once_and_the_api_stays_closed(client: TestClient, place: Path) -> None:
    secret = make_token(place)
    assert client.get(ROUTE, headers=bearer(secret)).status_code == 200
    TokenFile(beside(place, ".tokens")).revoke("a", moment(datetime.now(UTC)))
    assert client.get(ROUTE, headers=bearer(secret)).status_code == 401
    assert client.get(ROUTE).status_code == 401


def test_an_expired_token_is_refused(client: TestClient, place: Path) -> None:
    over = make_token(place, "over", expires=moment(datetime.now(UTC) - timedelta(seconds=1)))
    holds = make_token(place, "holds", expires=moment(datetime.now(UTC) + timedelta(hours=1)))
    assert client.get(ROUTE, headers=bearer(over)).status_code == 401
    assert client.get(ROUTE, headers=bearer(holds)).status_code == 200


def test_tokens_that_cannot_be_read_let_nobody_through(client: TestClient, place: Path) -> None:
    secret = make_token(place)
    beside(place, ".tokens").write_bytes(b"torn")
    answer = client.get(ROUTE, headers=bearer(secret))
    assert (answer.status_code, answer.json()["code"]) == (503, "E135")


def test_what_tells_nothing_of_the_ledger_needs_no_token(client: TestClient, place: Path) -> None:
    make_token(place)
    assert [path for path in sorted(OPEN) if client.get(f"{API}{path}").status_code != 200] == []
    assert client.get(f"{API}/health").json() == {"status": "ok"}


@pytest.mark.parametrize("path", ["/health/", "/health/../kinds", "//health", "/openapi.json/kinds", "/HEALTH"])
def test_no_other_address_passes_as_one_of_these(client: TestClient, place: Path, path: str) -> None:
    make_token(place)
    assert client.get(f"{API}{path}").status_code == 401


def test_the_page_and_its_files_ask_for_no_token(client: TestClient, place: Path) -> None:
    make_token(place)
    assert client.get("/reports").status_code == 200


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def test_after_many_wrong_tokens_only_that_is_said_and_a_right_one_still_passes(tmp_path: Path) -> None:
    place, clock = tmp_path / "a.ledger", Clock()
    secret = make_token(place, now=clock.now)
    client = TestClient(Gate(nothing, TokenFile(beside(place, ".tokens")), clock))
    statuses = [client.get("/", headers=bearer(f"wrong{n}")).status_code for n in range(MOST_WRONG + 3)]
    assert statuses == [401] * MOST_WRONG + [429] * 3
    refused = client.get("/", headers=bearer("wrong"))
    assert (refused.json()["code"], refused.headers["Retry-After"]) == ("E139", "60")
    assert client.get("/", headers=bearer(secret)).status_code == 204
    clock.now += timedelta(seconds=61)
    assert client.get("/", headers=bearer("wrong")).status_code == 401


def test_who_sends_none_is_not_counted_as_a_guess(tmp_path: Path) -> None:
    place, clock = tmp_path / "a.ledger", Clock()
    make_token(place, now=clock.now)
    client = TestClient(Gate(nothing, TokenFile(beside(place, ".tokens")), clock))
    assert {client.get("/").status_code for _ in range(MOST_WRONG + 5)} == {401}


def test_every_hash_is_compared_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And by the function that takes the same time however much is alike."""
    place, clock, compared = tmp_path / "a.ledger", Clock(), list[Any]()
    secrets = [make_token(place, name, clock.now) for name in "abc"]

    def compare(one: str, other: str) -> bool:
        compared.append((len(one), len(other)))
        return one == other

    monkeypatch.setattr("sayso.serve.api.gate.hmac.compare_digest", compare)
    client = TestClient(Gate(nothing, TokenFile(beside(place, ".tokens")), clock))
    assert client.get("/", headers=bearer(secrets[0])).status_code == 204
    assert compared == [(64, 64)] * 3


def test_many_who_make_tokens_at_once_all_get_theirs(tmp_path: Path) -> None:
    place = tmp_path / "a.ledger"
    makers = [threading.Thread(target=make_token, args=(place, f"t{n}")) for n in range(6)]
    for one in makers:
        one.start()
    for one in makers:
        one.join()
    assert {one.name for one in TokenFile(beside(place, ".tokens")).tokens()} == {f"t{n}" for n in range(6)}
