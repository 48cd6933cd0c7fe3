"""A shared server in this process, with its users: asked through proxy, guard and door as a browser asks."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from sayso.commands.people import parts_folder, user_rows
from sayso.commands.people.managing import lasting, user_file
from sayso.commands.people.passwords import Cost, Passwords
from sayso.commands.people.record import Hand
from sayso.commands.people.roles import Role
from sayso.commands.people.user_file import UserFile
from sayso.commands.people.user_rows import User
from sayso.commands.session import session
from sayso.ledger.address import Place
from sayso.ledger.canonical import moment
from sayso.serve.app import Shared, guarded
from sayso.serve.desk import Desk
from sayso.serve.guard import Guard
from sayso.serve.shared.access import Access
from sayso.serve.shared.door import Door
from sayso.serve.shared.limited import Limited
from tests.serve.conftest import HERE, OWN, desk_of

CHEAP = Cost(time=1, memory=8, parallelism=1)
"""Of tests alone: nothing that a server reads makes hashes so cheap."""
PASSWORD = "long enough for a test"


@dataclass
class Clock:
    """The time, which a test may move."""

    later: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.later


@dataclass
class Server:
    """A shared server. `as_(…)` is the browser of one of its users, who is logged in."""

    desk: Desk
    door: Door
    limited: Limited
    app: ASGIApp
    desk_app: FastAPI
    """What is behind guard and door, for who adds a route to it."""
    clock: Clock
    base: str = HERE

    @property
    def users(self) -> UserFile:
        return self.door.file

    def add(self, name: str, role: Role = Role.READER, situations: tuple[str, ...] | None = None) -> None:
        now = self.clock()
        user = User(name, role, situations, self.passwords.hashed(PASSWORD), moment(now))
        user_rows.add(self.users, user, Hand(now))

    @property
    def passwords(self) -> Passwords:
        return Passwords(CHEAP)

    def browser(self, **options: Any) -> TestClient:
        """Nobody's yet."""
        wanted: dict[str, Any] = {"raise_server_exceptions": False, "follow_redirects": False, **options}
        return TestClient(self.app, base_url=self.base, headers=OWN | {"Origin": self.base}, **wanted)

    def as_(self, name: str) -> TestClient:
        client = self.browser()
        answer = log_in(client, name)
        assert answer.status_code == 303, answer.text
        return client


def log_in(client: TestClient, name: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/login", data={"name": name, "password": password, **more})


def shared(of: Place, open_: ExitStack, *, secure: bool = False, hosts: tuple[str, ...] = ("127.0.0.1",)) -> Server:
    """The server of a ledger, until `open_` is closed."""
    desk, clock = desk_of(of, open_), Clock()
    told = session(of)
    file = user_file(told)
    file.make()
    door = Door(file, Passwords(CHEAP), lasting(told), told.settings.keep_address_days, clock, secure)
    limited = Limited(told, desk.reader, open_.enter_context(parts_folder.folder(told)))
    open_.callback(limited.close)
    app = guarded(desk, hosts, Shared(door, limited))
    assert isinstance(app, Guard) and isinstance(app.app, Access) and isinstance(app.app.app, FastAPI)
    return Server(desk, door, limited, app, app.app.app, clock)
