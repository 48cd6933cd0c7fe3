"""The page asked in this process, without a socket, through its guard, as a browser on this machine asks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

import sayso.serve.desk
from sayso.commands.session import session
from sayso.ledger.address import Place
from sayso.ledger.query import Reader
from sayso.serve.app import guarded
from sayso.serve.desk import Desk
from sayso.serve.kept import Kept
from sayso.serve.looks import Looks
from tests.ledger.conftest import ledger, path, reader

__all__ = ["ledger", "path", "reader"]

HERE = "http://127.0.0.1:8022"
OWN = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
"""What a browser says of a form of our own page."""
PATIENCE = 30.0
"""Seconds that a page waits for the ledger to be read: else it says that it is being read, on a busy machine at any time."""

Serve = Callable[[Place], TestClient]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """`serve(ledger)`: a browser on this machine that has the page of that ledger open."""
    with ExitStack() as open_:
        yield lambda of: open_.enter_context(client_of(of, open_))


@pytest.fixture(scope="module")
def demo_client(demo_ledger: Path) -> Iterator[TestClient]:
    """The page of the demo, for looking only."""
    with ExitStack() as open_:
        yield open_.enter_context(client_of(demo_ledger, open_))


@pytest.fixture
def own_demo(demo_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the demo that a test may write to."""
    return Path(shutil.copy(demo_ledger, tmp_path / "own.ledger"))


def problem(answer: Any) -> str:
    """What an answer says is wrong with a form."""
    return " ".join(html.fromstring(answer.text).xpath("string(//*[@id='problem'])").split())


def client_of(of: Place, open_: ExitStack) -> TestClient:
    """The page of a ledger, opened until `open_` is closed."""
    return TestClient(guarded(desk_of(of, open_)), base_url=HERE, raise_server_exceptions=False)


def desk_of(of: Place, open_: ExitStack, **looks: Any) -> Desk:
    """What its routes share. `looks`: as `Looks` takes it."""
    open_.enter_context(pytest.MonkeyPatch.context()).setattr(sayso.serve.desk, "PATIENCE", PATIENCE)
    opened = open_.enter_context(Reader.open(of))
    desk = Desk(session(of), opened, Looks(opened, **looks), Kept())
    open_.callback(desk.close)
    return desk
