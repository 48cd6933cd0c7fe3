"""R11: who may do what on a shared server. The table below is written by hand, apart from the one that the server goes by."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.commands.people import session_rows, user_rows
from sayso.commands.people.record import Hand
from sayso.commands.people.roles import Role
from tests.prove.proof import Proof
from tests.serve.shared.asked import became, filled, routes
from tests.serve.shared.conftest import two_ledger
from tests.serve.shared.people import Server, shared
from tests.serve.shared.two import NORTH

__all__ = ["two_ledger"]

EVERYBODY, READER, REVIEWER, EDITOR, ADMINISTRATOR = range(5)
PAGES = {
    EVERYBODY: "GET /login, POST /login, GET /static/{at}/{name:path}",
    READER: "GET /, GET /situation-report, GET /figure/{id}, GET /incident/{id}, GET /reports, GET /report/{id}, "
    "GET /claim/{id}, GET /origins, GET /review/log, GET /search, GET /situations, GET /stories, GET /export/{name}, "
    "POST /logout, GET /account, POST /account/password, POST /account/sessions",
    REVIEWER: "GET /review, POST /review, POST /review/undo",
    EDITOR: "GET /add, POST /add, GET /add/{number}, POST /add/{number}/stop, POST /situations",
    ADMINISTRATOR: "GET /users, POST /users, POST /users/access, POST /users/password, POST /users/remove, "
    "POST /users/sessions, POST /users/tokens, POST /users/tokens/revoke, GET /users/log",
}
API = {
    EVERYBODY: "/health, /openapi.json, /docs",
    READER: "/head, /situations, /situations/{name}, /kinds, /claims, /claims/{id}, /claims/{id}/evidence, /reports, "
    "/reports/{id}, /reports/{id}/claims, /figures, /figures/{id}, /disagreements, /incidents, /incidents/{id}, /measures, "
    "/stories, /stories/{id}, /origins, /sources",
}
LEAST = {one: least for least, told in PAGES.items() for one in told.split(", ")}
LEAST |= {f"GET /api/v1{path}": least for least, told in API.items() for path in told.split(", ")}
WHO = {
    "nobody": None,
    "a reader": READER,
    "a reviewer": REVIEWER,
    "an editor": EDITOR,
    "an administrator": ADMINISTRATOR,
    "a limited reader": READER,
    "a limited reviewer": REVIEWER,
    "an ended session": None,
    "a session that is over": None,
    "a removed user": None,
    "a made-up session": None,
}
ROLES = {READER: Role.READER, REVIEWER: Role.REVIEWER, EDITOR: Role.EDITOR, ADMINISTRATOR: Role.ADMINISTRATOR}


@pytest.fixture
def server(two_ledger: Path, tmp_path: Path) -> Iterator[Server]:
    with ExitStack() as open_:
        made = shared(Path(shutil.copy(two_ledger, tmp_path / "two.ledger")), open_)
        for who, level in WHO.items():
            if level is not None:
                made.add(who, ROLES[level], (NORTH,) if "limited" in who else None)
        made.add("another administrator", Role.ADMINISTRATOR)
        yield made


def browser(server: Server, who: str) -> TestClient:
    """With a session of its own for each cell: some routes end it."""
    client, now = server.browser(), server.clock()
    hand = Hand(now)
    if who == "nobody":
        return client
    if who == "a made-up session":
        client.cookies.set(server.door.cookie, "A" * 43)
        return client
    if WHO[who] is None and user_rows.find(server.users, "gone") is None:
        server.add("gone", Role.ADMINISTRATOR)
    id = server.door.begin("gone" if WHO[who] is None else who, hand)
    if who == "an ended session":
        session_rows.end(server.users, session_rows.hashed(id), hand)
    if who == "a session that is over":
        with server.users.writing() as rows:
            rows.execute("UPDATE sessions SET seen_at = seen_at - 86400 WHERE user = 'gone'")
    if who == "a removed user":
        user_rows.remove(server.users, "gone", hand)
    client.cookies.set(server.door.cookie, id)
    return client


def expected(least: int, who: str) -> str:
    level = WHO[who]
    if least == EVERYBODY:
        return "let through"
    if level is None:
        return "log in"
    return "let through" if level >= least else "refused"


def test_every_role_at_every_route(server: Server, proof: Proof) -> None:
    """Each cell is asked for through the guard; every role that is refused is refused before the route is reached."""
    found = sorted(routes(server.desk_app))
    assert {f"{method} {path}" for method, path in found} == LEAST.keys(), "a route that the table of the proof does not know"
    cells, wrong = 0, list[str]()
    for method, path in found:
        for who in WHO:
            answer = browser(server, who).request(method, filled(path))
            cells += 1
            wanted, got = expected(LEAST[f"{method} {path}"], who), became(answer, method)
            if got != wanted:
                wrong.append(f"{method} {path} as {who}: {got}, not {wanted}")
    assert not wrong, "\n".join(wrong)
    proof.saw(f"{len(found)} routes × {len(WHO)} kinds of users: {cells} of {cells} cells as the table says")


def test_a_route_that_the_table_does_not_name_is_refused_to_everybody(server: Server, proof: Proof) -> None:
    reached = list[str]()

    @server.desk_app.api_route("/new-one", methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
    def new_one() -> str:
        reached.append("page")
        return "secret"

    def new_of_api() -> str:
        reached.append("API")
        return "secret"

    server.desk_app.state.gate.app.get("/new-one")(new_of_api)

    asked = 0
    for who in WHO:
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH"):
            for path in ("/new-one", "/api/v1/new-one"):
                answer = browser(server, who).request(method, path)
                asked += 1
                assert "secret" not in answer.text and not reached, (who, method, path)
                assert answer.status_code in (303, 401, 403, 404, 405), (who, method, path, answer.status_code)
    for path in ("/new-one", "/api/v1/new-one"):
        assert browser(server, "an administrator").get(path).status_code == 403
    proof.saw(f"two routes added that no table names: refused {asked} of {asked} times, to administrators too")
