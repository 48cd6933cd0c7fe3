"""R9 once more, of users: their names, and those of tokens, in every page of a shared server, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from sayso.commands.people import session_rows, user_rows
from sayso.commands.people.managing import user_file
from sayso.commands.people.record import Hand, What, write_down
from sayso.commands.people.roles import Role
from sayso.commands.people.session_rows import Lasting
from sayso.commands.people.user_rows import User
from sayso.commands.session import session
from sayso.errors import SaysoError
from tests.browser.arriving import arrive
from tests.browser.server import Server, sayso, serving
from tests.command import done
from tests.prove.attacked_page import browser, watched
from tests.prove.proof import Proof
from tests.prove.script_payloads import payloads

__all__ = ["browser"]
PAGES = ("/users", "/users/log", "/account", "/", "/review", "/review/log", "/add", "/search?text=killed", "/nowhere")


def _names() -> list[str]:
    """Each payload that may be a name: the others are refused (E168), for signs that do not show, or for their length."""
    found = list[str]()
    for payload in payloads():
        try:
            found.append(user_rows.named(payload))
        except SaysoError as error:
            assert error.code.code == "E168"
    return list({user_rows.key_of(one): one for one in found}.values())


NAMES = _names()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Users, tokens and lines of the record of every name; some of each role."""
    folder = tmp_path_factory.mktemp("names")
    ledger, report = folder / "names.ledger", folder / "a.txt"
    report.write_text("At least 18 people were killed in Almaty on Thursday, the ministry said.", encoding="utf8")
    done(ledger, "add", str(report), "--published", "2022-01-07", "--reader", "rules")
    file, now = user_file(session(ledger)), datetime.now(UTC)
    for name in NAMES:
        user_rows.add(file, User(name, Role.ADMINISTRATOR, None, "none", "2026-01-01T00:00:00Z"), Hand(now))
        session_rows.begin(file, name, f"id of {name}", Hand(now, name, name, 30), Lasting(100, 100))
        with file.writing() as rows:
            write_down(rows, Hand(now, name, name, 30), What.TOKEN_MADE, name, name)
    for name in NAMES[::10]:
        done(ledger, "token", "new", f"t {name}"[:100])
    with serving(sayso(ledger, "serve", "--auth", "--port", "0"), ledger, folder) as found:
        yield found


@pytest.mark.parametrize("bypass", [False, True], ids=["with the policy", "without it"])
def test_every_name_in_every_page(browser: Browser, server: Server, bypass: bool, proof: Proof) -> None:
    told, views = "", 0
    file = user_file(session(server.ledger))
    with watched(browser, server.address, bypass) as opened:
        page = opened.page
        for number, name in enumerate(NAMES[:: 1 if proof.count(10) == 10 else 5]):
            id = f"{number}-{bypass}-session"
            session_rows.begin(file, name, id, Hand(datetime.now(UTC)), Lasting(100, 100))
            page.context.add_cookies([{"name": "sayso_session", "value": id, "url": server.address}])
            for at in PAGES if number == 0 else PAGES[2 + number % 7 :][:1]:
                arrive(page, at)
                opened.look(f"{at} as {name!r}")
                views += 1
                told += page.locator("body").inner_text()
        page.context.clear_cookies()
        for name in NAMES[::20]:
            arrive(page, "/login")
            page.get_by_label("Name").fill(name)
            page.get_by_label("Password").fill("not the right one")
            page.get_by_role("button", name="Log in").click()
            page.get_by_role("alert").wait_for()
            assert page.get_by_label("Name").input_value() == name
            opened.look(f"the form as it was sent by {name!r}")
            views += 1
    shown = "".join(told.split())
    assert all("".join(name.split()) in shown for name in NAMES), "else nothing here would prove anything"
    how = "without the content policy" if bypass else "with it"
    proof.saw(f"{len(NAMES)} payloads as names of users in {views} views {how}: 0 scripts ran")
