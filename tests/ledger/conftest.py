from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger.address import Place
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from tests.ledger.by_hand import Clock


@pytest.fixture
def path(where: Place) -> Path:
    """A file for a ledger: for tests of what only SQLite has. Others ask for `where`, and run over both stores."""
    assert isinstance(where, Path)
    return where


@pytest.fixture
def ledger(where: Place) -> Iterator[Ledger]:
    with Ledger.open(where, Clock(), create=True, wait_seconds=5) as ledger:
        yield ledger


@pytest.fixture
def reader(ledger: Ledger) -> Reader:
    return Reader(ledger.store)
