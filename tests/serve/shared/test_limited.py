"""Who is limited to a situation gets a ledger of that situation alone, which follows the whole one."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.commands.people import parts_folder, user_rows
from sayso.commands.people.record import Hand
from sayso.commands.people.roles import Role
from sayso.commands.session import session
from sayso.commands.tokens import Sees, made
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from sayso.reconcile.situations import situations
from sayso.serve.shared import limited
from tests.command import done
from tests.serve.shared.people import Server
from tests.serve.shared.two import NORTH, SOUTH, WORDS

ASKED = (
    "/",
    "/stories",
    "/search?text=bridge",
    "/reports",
    "/review/log",
    "/export/claims",
    "/api/v1/claims",
    "/api/v1/reports",
)
ERASED = WORDS[NORTH][0].encode()


def told(client: TestClient) -> str:
    return "\n".join(client.get(address).text for address in ASKED)


def parts(server: Server) -> list[Path]:
    return sorted(server.desk.session.beside(".limited").glob("*/*.ledger"))


def test_only_what_is_in_the_situation_is_told(server: Server) -> None:
    for name, of in (("north", NORTH), ("south", SOUTH)):
        server.add(name, Role.READER, (of,))
    north, south = (told(server.as_(name)) for name in ("north", "south"))
    assert all(word in north and word not in south for word in WORDS[NORTH])
    assert all(word in south and word not in north for word in WORDS[SOUTH])
    assert "Harvest" not in north + south, "a report that tells nothing of either"


def test_users_of_the_same_situations_share_a_part_and_it_is_a_whole_ledger(server: Server) -> None:
    for name, of in (("ann", (NORTH, SOUTH)), ("bob", (SOUTH, NORTH)), ("cid", (NORTH,))):
        server.add(name, Role.READER, of)
        assert server.as_(name).get("/stories").status_code == 200
    assert len(parts(server)) == 2
    for part in parts(server):
        with Reader.open(part) as reader:
            assert verify(reader.store, deep=True) == []
            assert reader.counts().reports in (3, 6)


def test_what_is_redacted_leaves_the_part_at_once(server: Server) -> None:
    server.add("north", Role.READER, (NORTH,))
    client = server.as_("north")
    ids = [one["report"] for one in client.get("/api/v1/reports").json()["items"]]
    assert any(ERASED in path.read_bytes() for path in server.desk.session.beside(".limited").rglob("*.ledger*"))
    for id in ids:
        done(server.ledger, "redact", id, "--why", "the court ordered it")
    assert not any(ERASED in path.read_bytes() for path in server.desk.session.beside(".limited").rglob("*.ledger*"))
    assert ERASED.decode() not in told(client)


def test_a_limited_reviewer_decides_about_nothing_else(server: Server) -> None:
    server.add("north", Role.REVIEWER, (NORTH,))
    server.add("south", Role.REVIEWER, (SOUTH,))
    other = server.as_("south").get("/api/v1/claims").json()["items"][0]["claim"]
    before = server.desk.reader.head()
    answer = server.as_("north").post("/review", data={"subject": other, "verdict": "refute", "why": "so"})
    assert "there is no" in answer.text.lower() or answer.status_code in (400, 404, 409), answer.text[:400]
    assert server.desk.reader.head() == before


def test_a_form_from_before_the_part_was_made_anew_is_taken(server: Server) -> None:
    """Once, nobody could know: its head was that of a chain that is gone."""
    server.add("north", Role.REVIEWER, (NORTH,))
    client = server.as_("north")
    claims = [one["claim"] for one in client.get("/api/v1/claims").json()["items"]]
    [head] = set(re.findall(r'name="head" value="(\w+)"', client.get(f"/review?subject={claims[-1]}").text))
    [first, *_] = [
        one["report"] for one in client.get("/api/v1/reports").json()["items"] if claims[-1] not in told_by(client, one)
    ]
    done(server.ledger, "redact", first, "--why", "the court ordered it")
    assert client.get("/stories").status_code == 200
    form = {"subject": claims[-1], "verdict": "refute", "why": "the list"}
    answer = client.post("/review", data=form | {"head": head})
    assert answer.status_code == 303, answer.text[-2000:]
    assert client.post("/review", data=form | {"head": "0" * 64}).status_code == 400


def told_by(client: TestClient, report: dict[str, Any]) -> list[str]:
    return [one["claim"] for one in client.get(f"/api/v1/reports/{report['report']}/claims").json()["items"]]


def test_nothing_is_left_of_a_server_that_ended(server: Server, tmp_path: Path) -> None:
    server.add("north", Role.READER, (NORTH,))
    assert server.as_("north").get("/stories").status_code == 200 and parts(server)
    left = tmp_path / "two.ledger.limited" / "of-a-killed-one"
    left.mkdir()
    (left / "1.ledger").write_bytes(ERASED)
    with parts_folder.folder(server.desk.session):
        assert not left.exists() and parts(server), "of a server that runs nothing is taken away"


def test_a_token_is_not_handed_on_with_a_name(server: Server) -> None:
    """Whoever had it left; somebody who sees more is called so now."""
    server.add("ben", Role.READER, (NORTH,))
    told_of = session(server.ledger)
    sent = {"Authorization": f"Bearer {made(told_of, 'of ben', None, os.urandom, Sees(user='ben'))}"}
    client = server.browser()
    assert client.get("/api/v1/claims", headers=sent).status_code == 200
    user_rows.remove(server.users, "ben", Hand(server.clock()))
    assert client.get("/api/v1/claims", headers=sent).status_code == 401
    server.add("ben")
    assert client.get("/api/v1/claims", headers=sent).status_code == 401


def test_who_asks_after_a_change_is_not_told_what_was_before(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is on its way may have looked before: who asks then waits for the next one."""
    server.add("north", Role.READER, (NORTH,))
    client, grow, holding, go_on = server.as_("north"), limited._grow, threading.Event(), threading.Event()
    assert client.get("/api/v1/reports").json()["items"]
    done(server.ledger, "situation", "new", "another", "--place", "IT")

    def slowly(*of: Any) -> None:
        holding.set()
        assert go_on.wait(30)
        grow(*of)

    monkeypatch.setattr(limited, "_grow", slowly)
    first = threading.Thread(target=lambda: client.get("/api/v1/head"))
    first.start()
    assert holding.wait(30)
    done(server.ledger, "situation", "new", NORTH, "--place", "DE", "--replace")
    monkeypatch.setattr(limited, "_grow", grow)
    threading.Timer(0.3, go_on.set).start()
    desk = server.limited((NORTH,))
    first.join()
    assert list(desk.reader.reports()) == []


def test_a_situation_that_is_changed_between_two_looks(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.add("north", Role.READER, (NORTH,))
    looked = situations

    def before(reader: Reader) -> Any:
        found = looked(reader)
        monkeypatch.setattr(limited, "situations", looked)
        done(server.ledger, "situation", "new", NORTH, "--place", "DE", "--replace")
        return found

    monkeypatch.setattr(limited, "situations", before)
    assert server.as_("north").get("/api/v1/claims").json()["items"] == []
