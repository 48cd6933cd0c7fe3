"""What an administrator sends from `/users`: whom it lets see what. A form that says nothing of it gives nobody everything."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.commands.people import user_rows
from sayso.commands.people.roles import Role
from sayso.commands.token_file import Token
from sayso.commands.tokens import token_file
from tests.serve.shared.people import PASSWORD, Server
from tests.serve.shared.two import NORTH, SOUTH

FORM = re.compile(r'<form method="post" action="/users/access".*?</form>', re.DOTALL)
CHECKED = re.compile(r'name="(sees|situation)" value="([^"]*)"[^>]*? checked')
WAYS: dict[str, tuple[dict[str, Any], tuple[str, ...] | None]] = {
    "nothing is said": ({}, ()),
    "another word": ({"sees": "Everything"}, ()),
    "these alone": ({"sees": "situations", "situation": [NORTH]}, (NORTH,)),
    "ticked, and nothing said": ({"situation": [NORTH, SOUTH]}, (NORTH, SOUTH)),
    "everything": ({"sees": "everything"}, None),
    "everything, and some still ticked": ({"sees": "everything", "situation": [NORTH]}, None),
}


@pytest.fixture
def ann(server: Server) -> TestClient:
    server.add("Ann", Role.ADMINISTRATOR)
    return server.as_("Ann")


@pytest.mark.parametrize(("said", "seen"), WAYS.values(), ids=WAYS)
def test_a_user_sees_what_the_form_says_and_no_more(
    server: Server, ann: TestClient, said: dict[str, Any], seen: tuple[str, ...] | None
) -> None:
    new = {"name": "Ben", "role": "reader", "password": PASSWORD, "again": PASSWORD}
    assert ann.post("/users", data=new | said).headers["location"] == "/users?done=added"
    server.add("Cid", Role.REVIEWER)
    assert ann.post("/users/access", data={"name": "Cid", "role": "reader"} | said).headers["location"] == "/users?done=access"
    assert [user.situations for user in user_rows.users(server.users) if user.name != "Ann"] == [seen, seen]


@pytest.mark.parametrize(("said", "seen"), WAYS.values(), ids=WAYS)
def test_a_token_too(server: Server, ann: TestClient, said: dict[str, Any], seen: tuple[str, ...] | None) -> None:
    assert ann.post("/users/tokens", data={"name": "desk"} | said).status_code == 200
    assert user_rows.read(_token(server).situations) == seen


@pytest.mark.parametrize("sees", ("", "situations", "everything"))
def test_a_token_of_a_user_sees_what_that_user_sees(server: Server, ann: TestClient, sees: str) -> None:
    server.add("Ben", Role.READER, (NORTH,))
    assert ann.post("/users/tokens", data={"name": "desk", "user": "Ben", "sees": sees}).status_code == 200
    assert (_token(server).user, _token(server).situations) == ("Ben", None)


@pytest.mark.parametrize("seen", (None, (), (NORTH,), (NORTH, "gone")), ids=str)
def test_the_form_sent_as_it_is_shown_changes_nothing(server: Server, seen: tuple[str, ...] | None) -> None:
    """Of a user who sees nothing it had given everything; of a situation that is gone it is told, and nothing is changed."""
    server.add("Ben", Role.READER, seen)
    server.add("Cat", Role.ADMINISTRATOR)
    ann = server.as_("Cat")
    [form] = [one for one in FORM.findall(ann.get("/users").text) if 'value="Ben"' in one]
    checked = CHECKED.findall(form)
    assert [value for name, value in checked if name == "sees"] == ["everything" if seen is None else "situations"]
    data = {"sees": checked[0][1], "situation": [value for name, value in checked if name == "situation"]}
    answer = ann.post("/users/access", data={"name": "Ben", "role": "reader"} | data)
    assert answer.status_code == (400 if "gone" in (seen or ()) else 303)
    found = user_rows.find(server.users, "Ben")
    assert found is not None and found.situations == seen


def test_who_sees_everything_by_their_role_is_not_limited_and_what_was_typed_stays(server: Server, ann: TestClient) -> None:
    new = {"name": "Ben", "role": "editor", "password": PASSWORD, "again": PASSWORD, "sees": "situations", "situation": NORTH}
    answer = ann.post("/users", data=new)
    assert answer.status_code == 400 and "E168" in answer.text
    again = answer.text.split("Another user")[-1].split("</form>")[0]
    assert CHECKED.findall(again) == [("sees", "situations"), ("situation", NORTH)]
    assert user_rows.find(server.users, "Ben") is None


def _token(server: Server) -> Token:
    [token] = token_file(server.desk.session).tokens()
    return token
