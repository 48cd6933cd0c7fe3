"""The real server as a team has it: `sayso serve --auth`, with users whose hashes cost a test little."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page

from sayso.commands.people import user_rows
from sayso.commands.people.managing import user_file
from sayso.commands.people.passwords import Cost, Passwords
from sayso.commands.people.record import Hand
from sayso.commands.people.roles import Role
from sayso.commands.people.user_rows import User
from sayso.commands.session import session
from tests.browser.arriving import arrive
from tests.browser.server import Server, sayso, serving

PASSWORD = "on whose say-so is that"


def users(ledger: Path, *wanted: User) -> None:
    """Makes them, each with the one password."""
    hashed = Passwords(Cost(time=1, memory=8, parallelism=1)).hashed(PASSWORD)
    for one in wanted:
        made = User(one.name, one.role, one.situations, hashed, one.made_at)
        user_rows.add(user_file(session(ledger)), made, Hand(datetime.now(UTC)))


def user(name: str, role: Role, *situations: str) -> User:
    return User(name, role, situations or None, "", "2026-11-02T09:00:00Z")


@contextmanager
def sharing_copy(ledger: Path, folder: Path, *wanted: User) -> Iterator[Server]:
    """On a copy of a ledger that nobody writes to meanwhile."""
    copy = Path(shutil.copy(ledger, folder / ledger.name))
    users(copy, *wanted)
    with serving(sayso(copy, "serve", "--auth", "--port", "0"), copy, folder) as found:
        yield found


def log_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """From the page that asks for it."""
    if not page.url.endswith("/login"):
        arrive(page, "/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_load_state("networkidle")
